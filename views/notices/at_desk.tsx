import { confirming, isSelfCheck, judging } from "#src/confirming/judging.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { noticePath } from "#src/paths.ts"
import type { AnsweredFile, DeskNotice } from "#src/supervision/notices/queries.ts"
import { SelfCheckNote } from "#views/confirming/self_check.tsx"
import { asksOfDay, DayPlace } from "../calendar/day.tsx"
import { Based } from "../parts/based.tsx"
import { Files } from "../parts/evidence.tsx"
import { VERDICT_LABEL } from "../words/states.ts"
import { RefusalWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { Items } from "./parts.tsx"
import { NOTICE_MOVE_LABEL, noticeName } from "./words.ts"

type Props = {
  row: DeskNotice
  files: readonly AnsweredFile[]
  actor: Actor
  today: string
  next: string
  noticeBy: string
}

/** A 督办单 that waits: an answer to be judged or confirmed, or a draft to be approved. */
export const OpenedNotice = (props: Props) => {
  const { row, files, today } = props
  const { notice, plan, unit, items, answer, sentBy, draftedBy } = row
  return (
    <>
      <header>
        <h2>
          <a href={noticePath(notice.id)}>
            {unit.name} {notice.title}
          </a>
          {isSelfCheck({ plan, unitId: unit.id }) && <span class="tag">自查</span>}
        </h2>
        <small>
          {noticeName(notice)} · {dayWords(notice.dueBy, today)}前反馈
          {answer ? ` · ${momentWords(answer.at, today)}反馈` : ` · ${draftedBy}拟办`}
        </small>
      </header>
      {notice.facts && (
        <p class="preserve">
          <b>存在的问题：</b>
          {notice.facts}
        </p>
      )}
      <p class="wording preserve">{notice.demand}</p>
      <Items items={items} planId={plan.id} unitId={unit.id} />
      {answer && (
        <p class="preserve said-by">
          <b>
            {unit.shortName}（{sentBy}）：
          </b>
          {answer.text}
        </p>
      )}
      <Files files={files.filter(({ noticeId }) => noticeId === notice.id)} />
      {notice.state === "approving" ? (
        <Approve {...props} />
      ) : row.proposal ? (
        <Confirm {...props} />
      ) : (
        <Judge {...props} />
      )}
    </>
  )
}

const Approve = ({ row: { notice }, next }: Props) => (
  <form method="post" action={noticePath(notice.id, "approval")} class="return" id="approve">
    <Based version={notice.version} next={next} />
    <label class="grow">
      审定意见（发还修改时必填）
      <textarea name="remark" rows={2} data-key="r"></textarea>
    </label>
    <button type="submit" class="primary" name="agrees" value="yes" data-key="a">
      {NOTICE_MOVE_LABEL.approve}
    </button>
    <button type="submit" name="agrees" value="no">
      {NOTICE_MOVE_LABEL.decline}
    </button>
  </form>
)

const authorsOf = ({ answer }: DeskNotice) => (answer ? [answer.writtenById, answer.sentById] : [])

/** 核查; for 自查 the same buttons propose. A refusal that is certain is said instead. */
const Judge = ({ row, actor, next, noticeBy }: Props) => {
  const { notice, plan, unit } = row
  const how = judging(actor, { plan, unitId: unit.id, authors: authorsOf(row) })
  if (how.how === "refused")
    return (
      <p class="note">
        <RefusalWord code={how.code} />
      </p>
    )
  return (
    <>
      {how.how === "propose" && <SelfCheckNote />}
      <form method="post" action={noticePath(notice.id, "verdict")} class="return" id="verdict">
        <Based version={notice.version} next={next} />
        <label class="grow">
          核查意见
          <textarea name="remark" rows={2} required data-key="r"></textarea>
        </label>
        <label>
          新的反馈期限（不通过时）
          <input type="date" name="answerBy" value={noticeBy} {...asksOfDay("answerBy")} />
          <DayPlace />
        </label>
        <span class="acts">
          <button type="submit" class="primary" name="verdict" value="close" data-key="a">
            {NOTICE_MOVE_LABEL.close}
          </button>
          <button type="submit" name="verdict" value="fail">
            {NOTICE_MOVE_LABEL.fail}
          </button>
        </span>
      </form>
    </>
  )
}

const Confirm = ({ row, actor, next, today }: Props) => {
  const { notice, plan, unit, proposal, proposedBy } = row
  if (!proposal) return null
  const judged = { plan, unitId: unit.id, authors: authorsOf(row) }
  const refusal = confirming(actor, judged, proposal.proposedById)
  return (
    <>
      <p class="note">
        <b>
          初核意见（{proposedBy}，{momentWords(proposal.proposedAt, today)}）：{VERDICT_LABEL[proposal.verdict]}
        </b>
        {proposal.opinion && `：${proposal.opinion}`}
        {proposal.answerBy && `（${dayWords(proposal.answerBy, today)}前重新反馈）`}
      </p>
      {refusal ? (
        <p class="muted">
          <RefusalWord code={refusal} />
        </p>
      ) : (
        <form method="post" action={noticePath(notice.id, "confirmation")} class="return" id="confirm">
          <Based version={notice.version} next={next} />
          <label class="grow">
            复核意见（选填）
            <textarea name="decision" rows={2} data-key="r"></textarea>
          </label>
          <button type="submit" class="primary" name="agrees" value="yes" data-key="a">
            同意
          </button>
          <button type="submit" name="agrees" value="no">
            不同意，发还初核人
          </button>
        </form>
      )}
    </>
  )
}
