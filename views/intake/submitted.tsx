import type { PlanApprover } from "#src/office/settings/settings.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { draftActPath, planPath } from "#src/paths.ts"
import type { Submission } from "#src/plans/intake/drafts/approval.ts"
import { isChanged, type Renamed } from "#src/plans/intake/drafts/compare.ts"
import type { Found } from "#src/plans/intake/drafts/draft_queries.ts"
import type { DraftChange } from "#src/plans/intake/drafts/issuing.ts"
import type { Review } from "#src/plans/intake/drafts/review.ts"
import type { ShownDocument } from "#src/plans/intake/drafts/shown.ts"
import { gapWords } from "../handovers/gaps.tsx"
import { Area, Flawed, type Flaws, ofButtons } from "../parts/fields.tsx"
import { PLAN_APPROVER_LABEL, PLAN_STATE_LABEL } from "../plans/words.ts"
import { dayWords, momentWords } from "../words.ts"
import { Changes } from "./changes.tsx"
import { WholeDocument } from "./whole.tsx"
import { countsWords } from "./words.ts"

type Props = {
  found: Found
  submission: Submission
  /** The day of 下达, if it is approved today. */
  issuedOn: string
  review: Review
  document: ShownDocument
  /** What would change in the plan that is updated; null: a new plan. */
  changes: { changes: DraftChange[]; renamed: Renamed[] } | null
  parts: { unit: string; n: number; isNew: boolean }[]
  gaps: { unit: string; nextOn: string | null }[]
  /** Why it cannot be issued any more as it is. */
  unfit: Problems | null
  approver: PlanApprover
  may: { approve: boolean; recall: boolean }
  /** What is on this page, in short. */
  seen: string
  today: string
  flaws?: Flaws
}

/** 待审定: the draft whole, as it will be issued; to be agreed to, sent back, or taken back by the office. */
export const SubmittedDraftPage = (props: Props) => {
  const { found, submission, issuedOn, review, document, changes, parts, gaps, unfit, approver, may, today } = props
  const { draft, target, office, submittedBy } = found
  const changed = changes?.changes.filter(isChanged).length ?? 0
  return (
    <section id="submitted" class="submitted">
      <div class="title">
        <div>
          <h1>{submission.title}</h1>
          <p>
            <span class="tag">{PLAN_STATE_LABEL.approving}</span> {office}
            {submittedBy}
            {draft.submittedAt !== null && `于${momentWords(draft.submittedAt, today)}`}送审
            {approver !== "none" && `，由${PLAN_APPROVER_LABEL[approver]}审定`}
          </p>
        </div>
        {may.recall && <Recall found={found} />}
      </div>
      {!may.approve && (
        <p class="note calm" id="locked">
          {approver === "none"
            ? "现在的设置是下达前不需审定：请撤回送审，再直接下达。"
            : `审定之前内容锁定，任何人不能修改；要修改，请先撤回送审。`}
        </p>
      )}
      {unfit && (
        <p class="returned" role="alert">
          送审以后有了变化，现在不能下达：{Object.values(unfit).flat().join("；")}。请发还修改。
        </p>
      )}
      <p id="consequences">
        {target ? "更新后方案共" : "同意后下达"}
        <b>{countsWords(review.counts)}</b>
        {changed > 0 && `，改动${changed}项任务`}。
      </p>
      <dl class="facts sheet padded block">
        <dt>文号</dt>
        <dd>{submission.docNumber || "未填"}</dd>
        {target ? (
          <>
            <dt>更新的方案</dt>
            <dd>
              <a href={planPath(target.plan.id)}>{target.plan.title}</a>
            </dd>
          </>
        ) : (
          <>
            <dt>下达日期</dt>
            <dd>
              {dayWords(issuedOn, today)}
              {issuedOn !== submission.issuedOn && `（送审时填${dayWords(submission.issuedOn, today)}，按审定当日计）`}
            </dd>
          </>
        )}
        <dt>督促检查</dt>
        <dd>{office}</dd>
        <dt>承办单位</dt>
        <dd>{parts.map(({ unit, n, isNew }) => `${unit}${n}项${isNew ? "（名录将新增）" : ""}`).join("、")}</dd>
        {gaps.length > 0 && (
          <>
            <dt>没有联络员</dt>
            <dd>{gapWords(gaps, today)}</dd>
          </>
        )}
        {submission.reason && (
          <>
            <dt>变更依据</dt>
            <dd>{submission.reason}</dd>
          </>
        )}
      </dl>
      {may.approve && <Decide {...props} />}
      {changes && target && <Changes {...changes} plan={target.plan} />}
      <section class="block" aria-label="方案全文">
        <WholeDocument document={document} />
      </section>
      {may.approve && (
        <p class="acts no-print">
          <a href="#decide" class="button">
            读完了，去审定
          </a>
        </p>
      )}
    </section>
  )
}

const Recall = ({ found: { draft } }: Pick<Props, "found">) => (
  <form method="post" action={draftActPath(draft.key, "recall")} class="acts" id="recall-form">
    <input type="hidden" name="version" value={draft.version} />
    <button type="submit" id="recall">
      撤回送审
    </button>
  </form>
)

const Decide = ({ found: { draft, target }, unfit, seen, flaws }: Props) => {
  const problem = ofButtons(flaws)
  return (
    <form
      method="post"
      action={draftActPath(draft.key, "approval")}
      class="sheet padded boxes block no-print"
      id="decide"
      aria-label="审定"
    >
      <Flawed flaws={flaws} text="还没有办理：请按红字补充后再提交。" />
      <input type="hidden" name="version" value={draft.version} />
      <input type="hidden" name="seen" value={seen} />
      <Area name="remark" label="审定意见" rows={2} flaws={flaws} hint="发还修改的，写明要改哪里，拟稿人在草稿上看到" />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <p class="acts">
        {!unfit && (
          <button type="submit" class="primary" name="agrees" value="yes" id="approve">
            {target ? "同意更新" : "同意下达"}
          </button>
        )}
        <button type="submit" name="agrees" value="no" id="decline">
          发还修改
        </button>
        <small>{target ? "同意后方案随即更新，不能撤回。" : "同意后随即下达，各单位收到待签收。"}</small>
      </p>
    </form>
  )
}
