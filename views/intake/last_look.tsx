import type { PlanApprover } from "#src/office/settings/settings.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { draftActPath } from "#src/paths.ts"
import { isOpen } from "#src/plans/consultations/workflow.ts"
import type { Found, Target } from "#src/plans/intake/drafts/draft_queries.ts"
import type { Deadlines, DraftChange, Facts } from "#src/plans/intake/drafts/issuing.ts"
import type { Review } from "#src/plans/intake/drafts/review.ts"
import { namedFirst } from "../calendar/day.tsx"
import { Hidden } from "../errors.tsx"
import { gapWords } from "../handovers/gaps.tsx"
import { PLAN_APPROVER_LABEL } from "../plans/words.ts"
import { DEADLINE_LABEL } from "../tasks/words.ts"
import { dayWords } from "../words.ts"
import { countsWords, issueWord } from "./words.ts"

type Props = {
  found: Found
  review: Review
  facts: Facts
  /** What the update would change; null: a new plan. */
  changes: DraftChange[] | null
  /** Each unit with how many parts it gets, in 单位排序; those that are added last. */
  parts: { unit: string; n: number; isNew: boolean }[]
  deadlines: Deadlines
  office: string
  gaps: { unit: string; nextOn: string | null }[]
  approver: PlanApprover
  typed: Typed
  /** Labels of the tasks whose day is over. */
  over: string[]
  today: string
}

/** 核对并下达, the last look: what will exist, who will see it and be asked, and how far it can be taken back. */
export const IssuingLastLook = (props: Props) => {
  const { found, review, facts, changes, parts, deadlines, office, gaps, approver, typed, over, today } = props
  const { target, same, draft } = found
  const { confirmed: _, revise: __, ...kept } = typed
  const label = issueWord(approver, target !== null)
  const asks = approver !== "none"
  const added = parts.filter(({ isNew }) => isNew)
  return (
    <section id="last-look">
      <div class="title">
        <h1>核对后{label}</h1>
      </div>
      <p id="consequences">
        {target ? "更新后方案共" : asks ? "审定后下达" : "将下达"}
        <b>{countsWords(review.counts)}</b>
        {changes && changes.length > 0 && `，改动${changes.length}项任务`}。
      </p>
      <dl class="facts sheet padded block">
        <dt>方案名称</dt>
        <dd>{facts.title}</dd>
        <dt>文号</dt>
        <dd>{facts.docNumber || "未填"}</dd>
        {!target && (
          <>
            <dt>下达日期</dt>
            <dd>{dayWords(facts.issuedOn, today)}</dd>
          </>
        )}
        <dt>督促检查</dt>
        <dd>{office}</dd>
        <dt>承办单位</dt>
        <dd>{parts.map(({ unit, n }) => `${unit}${n}项`).join("、")}</dd>
        <dt>完成时限</dt>
        <dd>{deadlineWords(deadlines, today)}</dd>
      </dl>
      <ul class="plain sheet padded block">
        {asks && (
          <li>
            送{PLAN_APPROVER_LABEL[approver]}审定，同意后随即{target ? "更新" : "下达"}
            。审定之前内容锁定，任何人不能修改；可以撤回送审。
          </li>
        )}
        <li>
          {asks && "审定后，"}
          {whoSees(target, office)}
        </li>
        {added.length > 0 && (
          <li>
            名录将新增{added.length}个单位：{added.map(({ unit }) => unit).join("、")}。
          </li>
        )}
        {gaps.length > 0 && (
          <li>
            {gaps.length}个单位没有联络员：{gapWords(gaps, today)}。可以照常下达，在授予岗位之前待办和催办送不到。
          </li>
        )}
        {!target && over.length > 0 && (
          <li id="over">
            {over.length}项的完成时限已过，下达后立即逾期：{namedFirst(over)}。
          </li>
        )}
        {!target && (
          <li id="no-round">
            {asks ? "审定" : "下达"}
            后还没有填报期（默认按季报送，可改）：在方案「填报期」里开启第一期，各单位届时填报进展；在此之前只有签收，没有填报和催办。
          </li>
        )}
        {found.consultations.some(({ state }) => isOpen(state)) && (
          <li>正在征求意见，下达后随即结束，意见保留可查。</li>
        )}
        {review.doubts.length > 0 && <li>还有{review.doubts.length}处疑问没有处理。</li>}
        {!target && same.length > 0 && <li>这份文件或同名方案已经下达，现在另行下达为一个新方案。</li>}
        <li>
          {target
            ? "更新不能撤回，改动前后留痕；取消的分工随即终止。"
            : "误下达的，在有单位报送进展之前可以在方案「设置」里撤回。"}
        </li>
      </ul>
      <form method="post" action={draftActPath(draft.key, "issue")} class="acts">
        <Hidden typed={kept} />
        <button type="submit" class="primary" name="confirmed" value="1" id="issue-confirmed">
          {label}
        </button>
        <button type="submit" name="revise" value="1" id="revise">
          返回修改
        </button>
      </form>
    </section>
  )
}

/** 3项限期完成，最早2027年3月31日（（一）、（三））；2项长期坚持. */
function deadlineWords({ dated, first, others }: Deadlines, today: string): string {
  const byDay = first ? [`${dated}项限期完成，最早${dayWords(first.on, today)}（${namedFirst(first.labels)}）`] : []
  return [...byDay, ...others.map(([kind, n]) => `${n}项${DEADLINE_LABEL[kind]}`)].join("；")
}

const whoSees = (target: Target | null, office: string): string =>
  target
    ? "新增分工的单位随即收到待签收；以上单位、督促检查单位和领导看到改动后的方案。"
    : `以上单位的人员、${office}和领导可以看到全部任务、分工和时限；各单位联络员的「我的待办」随即出现待签收。`
