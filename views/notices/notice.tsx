import { NOTICE_KINDS } from "#db/schema.ts"
import { confirming, isNamedConfirmer, isSelfCheck, judging } from "#src/confirming/judging.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { extensionPath, inspectionPath, instructionPath, noticePath, noticesPath, planPath } from "#src/paths.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { isInTime } from "#src/supervision/extensions/workflow.ts"
import { seesInspection } from "#src/supervision/inspections/policy.ts"
import { seesInstructions } from "#src/supervision/instructions/policy.ts"
import { LONGEST_FACTS } from "#src/supervision/notices/input.ts"
import { approverOf, approves, mayAnswer, mayPrepare, seesInside, seesPaper } from "#src/supervision/notices/policy.ts"
import type { FoundNotice } from "#src/supervision/notices/queries.ts"
import { lightOfNotice } from "#src/supervision/notices/standing.ts"
import { canMove, goesUp, hasSummons, isInternal, type NoticeMove } from "#src/supervision/notices/workflow.ts"
import type { Action } from "#src/trail/actions.ts"
import { isRunning } from "#src/trail/running.ts"
import { SelfCheckNote } from "#views/confirming/self_check.tsx"
import type { DraftFlaws } from "../drafting/draft.tsx"
import { FromDecisions, type Turned } from "../meetings/decisions.tsx"
import { Files } from "../parts/evidence.tsx"
import { Area, Choice, Field, Flawed, type Flaws, ofButtons } from "../parts/fields.tsx"
import { LightMark } from "../parts/light.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { nameThen } from "../units/words.ts"
import { EXTENSION_STATE_LABEL, VERDICT_LABEL } from "../words/states.ts"
import { RefusalWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { AnswerForm } from "./answer.tsx"
import { addresseeWords, Items, StateTag } from "./parts.tsx"
import { NOTICE_KIND_LABEL, NOTICE_MOVE_LABEL, NOTICE_PAPER_LABEL, noticeName } from "./words.ts"

/** The act whose form came back, with what was typed into it. */
export type FlawedAct = DraftFlaws & { act: string }

type Props = {
  found: FoundNotice
  /** 议定事项 from which it comes, as far as they are read. */
  decisions: readonly Turned[]
  actor: Actor
  today: string
  calendar: Calendar
  dueSoonDays: number
  /** What papers name as issuer beside the office; empty until somebody has set it. */
  organisation: string
  /** Proposed for an answer that did not pass. */
  nextDueBy: string
  flawed?: FlawedAct | null
}

/** One 督办单: what it demands, how it was answered, and what may be done with it now. */
export const NoticePage = (props: Props) => {
  const { found, actor, today, calendar, dueSoonDays, organisation } = props
  const { notice, plan, unit, office, items } = found
  const light = isRunning(plan.state) ? lightOfNotice(notice, { today, calendar, dueSoonDays }) : null
  return (
    <article class="notice-page">
      <p class="crumbs small">
        <a href={noticesPath({ plan: plan.id })}>督办单</a> · <a href={planPath(plan.id)}>{plan.title}</a>
      </p>
      <div class="title">
        <div>
          <h1>{notice.title}</h1>
          <p>
            {noticeName(notice)} <StateTag state={notice.state} />{" "}
            {isSelfCheck({ plan, unitId: unit.id }) && <span class="tag">自查</span>}{" "}
            {light && <LightMark light={light} />}
          </p>
        </div>
        {seesPaper(actor, notice, plan) && (
          <p class="acts no-print">
            <a class="button" href={noticePath(notice.id, "paper")} hx-boost="false" id="paper">
              下载{NOTICE_PAPER_LABEL[notice.kind]}（Word）
            </a>
            {hasSummons(notice) && (
              <a class="button" href={`${noticePath(notice.id, "paper")}?as=summons`} hx-boost="false" id="summons">
                下载约谈通知书（Word）
              </a>
            )}
          </p>
        )}
      </div>
      {organisation === "" && supervises(actor, plan) && (
        <p class="note no-print" id="unnamed">
          还没有填写本单位名称，文件的署名只有“{office.name}”。请安全管理员在「安全与规则」中填写后再下载。
        </p>
      )}
      <FromDecisions decisions={props.decisions} />
      {goesUp(notice.kind) && !isInternal(notice.state) && <Decided found={found} />}
      <section class="sheet padded">
        <Facts {...props} />
        {notice.facts && <Paragraph heading="存在的问题" text={notice.facts} />}
        <Paragraph heading="办理要求" text={notice.demand} />
        <h2>督办事项</h2>
        <Items items={items} planId={plan.id} unitId={unit.id} length={120} />
      </section>
      <Answers {...props} />
      <Acts {...props} />
      <NoticeTrail {...props} />
    </article>
  )
}

/** What leadership has decided, as the unit is told: the 建议书 was written to leadership and not to the unit. */
const Decided = ({ found: { notice, unit, issuedBy } }: Pick<Props, "found">) => (
  <p class="note calm" id="decided">
    报经{issuedBy}审定，拟对{unit.name}
    {notice.kind === "interview" ? "进行约谈，时间和地点由召集单位另行通知" : "予以通报"}
    。请按办理要求反馈。
  </p>
)

const Paragraph = ({ heading, text }: { heading: string; text: string }) => (
  <>
    <h2>{heading}</h2>
    <p class="preserve">{text}</p>
  </>
)

const Facts = ({ found, actor, today }: Props) => {
  const { notice, plan, office, draftedBy, issuedBy, acknowledgedBy, extensions } = found
  const moved = notice.dueBy !== notice.firstDueBy
  return (
    <dl class="facts">
      <dt>承办单位</dt>
      <dd>{addresseeWords(found)}</dd>
      <dt>督办单位</dt>
      <dd>
        {nameThen(office, notice.issuedAt)}
        {notice.contact && `（联系人：${notice.contact}）`}
      </dd>
      {notice.basis && (
        <>
          <dt>任务依据</dt>
          <dd>
            {notice.instructionId !== null && seesInstructions(actor, plan) ? (
              <a href={instructionPath(notice.instructionId)}>{notice.basis}</a>
            ) : notice.inspectionId !== null && seesInspection(actor, plan, { state: "concluded" }) ? (
              <a href={inspectionPath(notice.inspectionId)}>{notice.basis}</a>
            ) : (
              notice.basis
            )}
          </dd>
        </>
      )}
      <dt>反馈期限</dt>
      <dd>
        {dayWords(notice.dueBy, today)}
        {moved && <small>（原定{dayWords(notice.firstDueBy, today)}）</small>}
      </dd>
      {extensions.length > 0 && (
        <>
          <dt>延期</dt>
          <dd>
            {extensions.map((one) => (
              <p>
                <a href={extensionPath(one.id)}>
                  {dayWords(one.formerBy, today)} → {dayWords(one.grantedBy ?? one.wantedBy, today)}
                </a>{" "}
                <span class="tag">{EXTENSION_STATE_LABEL[one.state]}</span>
              </p>
            ))}
          </dd>
        </>
      )}
      {seesInside(actor, notice, plan) && (
        <>
          <dt>拟办</dt>
          <dd>
            {draftedBy} {momentWords(notice.draftedAt, today)}
          </dd>
        </>
      )}
      {notice.issuedAt !== null && (
        <>
          <dt>发出</dt>
          <dd>
            {issuedBy} {momentWords(notice.issuedAt, today)}
          </dd>
        </>
      )}
      {notice.acknowledgedAt !== null && (
        <>
          <dt>签收</dt>
          <dd>
            {acknowledgedBy} {momentWords(notice.acknowledgedAt, today)}
          </dd>
        </>
      )}
    </dl>
  )
}

/** Every answer with its files and, for the newest, what the office said of it. */
const Answers = ({ found, actor, today }: Props) => {
  const { notice, plan, answers, files } = found
  const shown = answers.filter(({ number }) => number <= notice.latest)
  const sent = files.filter(({ addedAt }) => notice.answeredAt !== null && addedAt <= notice.answeredAt)
  const judged = notice.state === "closed" || notice.state === "failed" || notice.state === "revoked"
  // Taken back before it was judged: the unit's own again.
  const isOwn = notice.state === "acknowledged" && !mayPrepare(actor, notice) && !supervises(actor, plan)
  if (shown.length === 0 && !judged) return null
  return (
    <section class="block">
      <h2>办理情况</h2>
      <ol class="answers">
        {(isOwn ? shown.slice(0, -1) : shown).map(({ number, text, at, sentBy }) => (
          <li class="sheet padded">
            <p class="small muted">
              第{number}次反馈 · {sentBy} {momentWords(at, today)}
            </p>
            <p class="preserve">{text}</p>
            {number === notice.latest && <Files files={sent} />}
          </li>
        ))}
      </ol>
      {judged && notice.opinion && (
        <p class={notice.state === "closed" ? "note calm" : "returned"}>
          <b>{notice.state === "revoked" ? "废止理由" : "核查意见"}：</b>
          {notice.opinion}
          {found.judgedBy && notice.judgedAt !== null && (
            <small>
              {" "}
              {found.judgedBy} {momentWords(notice.judgedAt, today)}
            </small>
          )}
        </p>
      )}
    </section>
  )
}

const Acts = (props: Props) => {
  const { found, actor, today, flawed } = props
  const { notice, plan, draft, files } = found
  const can = (move: NoticeMove) => canMove(notice.state, move)
  const office = supervises(actor, plan)
  const prepares = mayPrepare(actor, notice) && isAwaitingAnswer(notice.state)
  const flaws = (act: string) => (flawed?.act === act ? flawed : null)
  const fresh = files.filter(({ addedAt }) => addedAt > (notice.judgedAt ?? 0))
  if (!isRunning(plan.state)) return null
  return (
    <div class="notice-acts no-print">
      {office && can("issue") && <SendDraft {...props} />}
      {office && notice.state === "draft" && <Revise {...props} flaws={flaws("revision")} />}
      {notice.state === "approving" && <Approve {...props} flaws={flaws("approval")} />}
      {prepares && (
        <section class="sheet padded" id="answer">
          <h2>反馈办理情况</h2>
          {notice.state === "issued" && <Plain notice={notice} act="acknowledgement" move="acknowledge" />}
          {isInTime(notice.dueBy, today) && (
            <p class="acts">
              <a class="button" href={noticePath(notice.id, "extension")}>
                申请延期
              </a>
            </p>
          )}
          <AnswerForm
            notice={notice}
            draft={draft}
            text={draft?.text ?? ""}
            files={fresh}
            mayAnswer={mayAnswer(actor, notice, plan)}
            today={today}
            flaws={flaws("answer")}
          />
        </section>
      )}
      {can("take_back") && mayAnswer(actor, notice, plan) && !found.proposal && (
        <Plain notice={notice} act="withdrawal" move="take_back" />
      )}
      {can("close") && <Judge {...props} flaws={flaws("verdict") ?? flaws("confirmation")} />}
      {office && can("revoke") && <Revoke {...props} flaws={flaws("revocation")} />}
    </div>
  )
}

type ActProps = Props & { flaws: Flaws | null }

const Version = ({ found: { notice } }: Pick<Props, "found">) => (
  <input type="hidden" name="version" value={notice.version} />
)

/** An act without words. */
const Plain = ({ notice, act, move }: { notice: FoundNotice["notice"]; act: string; move: NoticeMove }) => (
  <form method="post" action={noticePath(notice.id, act)} class="acts" id={`act-${act}`}>
    <input type="hidden" name="version" value={notice.version} />
    <button type="submit">{NOTICE_MOVE_LABEL[move]}</button>
  </form>
)

const SendDraft = ({ found }: Props) => {
  const { notice, plan } = found
  const sends = approverOf(notice.kind, plan) === "none"
  return (
    <section class="sheet padded">
      {notice.opinion && (
        <p class="returned">
          <b>审定人发还：</b>
          {notice.opinion}
        </p>
      )}
      <div class="acts">
        <form method="post" action={noticePath(notice.id, "issue")} id="act-issue">
          <Version found={found} />
          <button type="submit" class="primary">
            {NOTICE_MOVE_LABEL[sends ? "issue" : "submit"]}
          </button>
        </form>
        <form
          method="post"
          action={noticePath(notice.id, "discarding")}
          data-confirm="作废后不能恢复，确定作废这份拟稿？"
          id="act-discarding"
        >
          <Version found={found} />
          <button type="submit" class="danger">
            {NOTICE_MOVE_LABEL.discard}
          </button>
        </form>
      </div>
    </section>
  )
}

const Revise = ({ found, flaws }: ActProps) => {
  const { notice } = found
  return (
    <details class="sheet padded" id="revise" open={flaws !== null}>
      <summary>修改拟稿</summary>
      <form method="post" action={noticePath(notice.id, "revision")}>
        <Flawed flaws={flaws} text={ofButtons(flaws)} />
        <Version found={found} />
        <div class="fields">
          <Choice
            name="kind"
            label="类别"
            value={notice.kind}
            options={NOTICE_KINDS.map((kind) => [kind, NOTICE_KIND_LABEL[kind]] as const)}
            flaws={flaws}
          />
          <Field name="dueBy" label="反馈期限" type="date" required tells value={notice.dueBy} flaws={flaws} />
          <Field name="title" label="事项名称" required full value={notice.title} flaws={flaws} />
          <Field name="basis" label="任务依据" full value={notice.basis} flaws={flaws} />
          <Area name="facts" longest={LONGEST_FACTS} label="存在的问题" rows={3} value={notice.facts} flaws={flaws} />
          <Area name="demand" label="办理要求" rows={4} required value={notice.demand} flaws={flaws} />
          <Field name="contact" label="联系人、电话" value={notice.contact} flaws={flaws} />
        </div>
        <p class="acts">
          <button type="submit">保存修改</button>
        </p>
      </form>
    </details>
  )
}

const Approve = ({ found, actor, flaws }: ActProps) => {
  const { notice, plan } = found
  const own = notice.draftedById === actor.id
  return (
    <section class="sheet padded" id="approve">
      <h2>审定</h2>
      {approves(actor, notice, plan) ? (
        <form method="post" action={noticePath(notice.id, "approval")} class="boxes">
          <Flawed flaws={flaws} text={ofButtons(flaws)} />
          <Version found={found} />
          <Area name="remark" label="审定意见" rows={2} hint="发还修改时必填" flaws={flaws} />
          <p class="acts">
            <button type="submit" class="primary" name="agrees" value="yes">
              {NOTICE_MOVE_LABEL.approve}
            </button>
            <button type="submit" name="agrees" value="no">
              {NOTICE_MOVE_LABEL.decline}
            </button>
          </p>
        </form>
      ) : (
        <p class="muted">{own ? <RefusalWord code="own_draft" /> : "等待审定。"}</p>
      )}
      {supervises(actor, plan) && <Plain notice={notice} act="recall" move="recall" />}
    </section>
  )
}

/** 核查 of an answer; for 自查 the same buttons propose, and 复核 decides. */
const Judge = (props: ActProps) => {
  const { found, actor, nextDueBy, flaws } = props
  const { notice, plan, answers, proposal } = found
  const authors = answers.flatMap(({ writtenById, sentById }) => [writtenById, sentById])
  if (proposal) return <Confirm {...props} />
  const how = judging(actor, { plan, unitId: notice.unitId, authors })
  if (!supervises(actor, plan)) return null
  if (how.how === "refused")
    return (
      <p class="note">
        <RefusalWord code={how.code} />
      </p>
    )
  return (
    <section class="sheet padded" id="verdict">
      <h2>核查</h2>
      {how.how === "propose" && <SelfCheckNote />}
      <form method="post" action={noticePath(notice.id, "verdict")} class="boxes">
        <Flawed flaws={flaws} text={ofButtons(flaws)} />
        <Version found={found} />
        <Area name="remark" label="核查意见" rows={3} required flaws={flaws} />
        <Field
          name="answerBy"
          label="新的反馈期限"
          type="date"
          tells
          value={nextDueBy}
          hint="不通过时生效，原定期限仍然保留"
          flaws={flaws}
        />
        <p class="acts">
          <button type="submit" class="primary" name="verdict" value="close">
            {NOTICE_MOVE_LABEL.close}
          </button>
          <button type="submit" name="verdict" value="fail">
            {NOTICE_MOVE_LABEL.fail}
          </button>
        </p>
      </form>
    </section>
  )
}

const Confirm = ({ found, actor, today, flaws }: ActProps) => {
  const { notice, plan, answers, proposal } = found
  if (!proposal || !(supervises(actor, plan) || isNamedConfirmer(actor, plan))) return null
  const authors = answers.flatMap(({ writtenById, sentById }) => [writtenById, sentById])
  const refusal = confirming(actor, { plan, unitId: notice.unitId, authors }, proposal.proposedById)
  return (
    <section class="sheet padded" id="confirmation">
      <h2>复核</h2>
      <p class="note">
        <b>
          初核意见（{proposal.proposedBy}，{momentWords(proposal.proposedAt, today)}）：
          {VERDICT_LABEL[proposal.verdict]}
        </b>
        ：{proposal.opinion}
        {proposal.answerBy && `（${dayWords(proposal.answerBy, today)}前重新反馈）`}
      </p>
      {refusal ? (
        <p class="muted">
          <RefusalWord code={refusal} />
        </p>
      ) : (
        <form method="post" action={noticePath(notice.id, "confirmation")} class="boxes">
          <Flawed flaws={flaws} text={ofButtons(flaws)} />
          <Version found={found} />
          <Area name="decision" label="复核意见" rows={2} flaws={flaws} />
          <p class="acts">
            <button type="submit" class="primary" name="agrees" value="yes">
              同意
            </button>
            <button type="submit" name="agrees" value="no">
              不同意，发还初核人
            </button>
          </p>
        </form>
      )}
    </section>
  )
}

const Revoke = ({ found, flaws }: ActProps) => (
  <details class="revoke" open={flaws !== null}>
    <summary>{NOTICE_MOVE_LABEL.revoke}</summary>
    <form method="post" action={noticePath(found.notice.id, "revocation")} class="sheet padded boxes">
      <Flawed flaws={flaws} text={ofButtons(flaws)} />
      <Version found={found} />
      <Area
        name="remark"
        label="废止理由"
        rows={2}
        required
        hint="废止后承办单位不再办理，编号保留，不影响灯色和比率"
        flaws={flaws}
      />
      <p class="acts">
        <button type="submit" class="danger">
          {NOTICE_MOVE_LABEL.revoke}
        </button>
      </p>
    </form>
  </details>
)

/** What the addressee learns of; the rest stays inside the office. */
const OUTSIDE: readonly Action[] = [
  "notice_issued",
  "notice_acknowledged",
  "notice_answered",
  "notice_taken_back",
  "notice_closed",
  "notice_failed",
  "notice_revoked",
  "notice_transferred",
  "extension_asked",
  "extension_withdrawn",
  "extension_granted",
  "extension_refused",
]

const NoticeTrail = ({ found, actor, today }: Props) => {
  const inside = seesInside(actor, found.notice, found.plan)
  const shown = found.trail.filter(({ action }) => inside || OUTSIDE.includes(action))
  return (
    <Trail lines={shown} today={today}>
      {({ action, particulars }) => (
        <>
          {/* Approval's remark is between the office and whoever approved. */}
          {action === "notice_transferred" && (
            <p>
              {String(particulars.instead_of)} → {String(particulars.unit)}
            </p>
          )}
          {(inside || action !== "notice_issued") && <Remarks words={[particulars.remark]} />}
          {typeof particulars.answerBy === "string" && (action === "notice_issued" || action === "notice_failed") && (
            <p class="small muted">期限：{dayWords(particulars.answerBy, today)}</p>
          )}
        </>
      )}
    </Trail>
  )
}
