import { PLAN_VIEWS, type PlanView } from "#src/board/filter.ts"
import { dateOf } from "#src/clock.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { newPlanPath, planPath, plansPath } from "#src/paths.ts"
import type { WaitingDraft } from "#src/plans/intake/drafts/approval_queries.ts"
import type { ListedPlan } from "#src/plans/plan/queries.ts"
import { DraftToApprove } from "../intake/to_approve.tsx"
import { Pages } from "../parts/pages.tsx"
import { dayWords } from "../words.ts"
import { PLAN_APPROVER_LABEL, PLAN_STATE_LABEL, PLAN_VIEW_LABEL } from "./words.ts"

type Props = {
  plans: ListedPlan[]
  /** Drafts that wait for 审定: the reader's own, and those of the reader's office. */
  drafts: (WaitingDraft & { mine: number })[]
  approver: PlanApprover
  counts: Record<PlanView, number>
  view: PlanView
  page: number
  hasMore: boolean
  mayIssue: boolean
  today: string
}

/** 方案清单. */
export const Plans = ({ plans, drafts, approver, counts, view, page, hasMore, mayIssue, today }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>方案</h1>
        <p>每个方案的任务、分工和当前填报期，按下达先后，新的在前。</p>
      </div>
      {mayIssue && (
        <p class="acts">
          <a class="button primary" id="new-plan" href={newPlanPath}>
            下达新方案
          </a>
        </p>
      )}
    </div>
    {view === "running" && <Drafts drafts={drafts} approver={approver} today={today} />}
    <Views counts={counts} view={view} />
    {plans.length === 0 ? (
      <p class="sheet empty">{emptyWords(view, mayIssue)}</p>
    ) : view !== "running" ? (
      <Ended plans={plans} view={view} today={today} />
    ) : (
      <section class="table-frame" tabindex={0} aria-label="方案清单">
        <table class="list stacking">
          <caption class="sr-only">方案清单</caption>
          <thead>
            <tr>
              <th scope="col">方案</th>
              <th scope="col">下达日期</th>
              <th scope="col" class="number">
                任务
              </th>
              <th scope="col" class="number">
                分工
              </th>
              <th scope="col">当前填报期</th>
            </tr>
          </thead>
          <tbody>
            {plans.map((plan) => (
              <tr class="plan">
                <th scope="row">
                  <a href={planPath(plan.id)} id={`plan-${plan.id}`}>
                    {plan.title}
                  </a>
                  <br />
                  <small>{[plan.docNumber, `督促检查：${plan.supervisingUnitName}`].filter(Boolean).join(" · ")}</small>
                </th>
                <td class="nowrap" data-name="下达">
                  {dayWords(plan.issuedOn)}
                </td>
                <td class="number" data-name="任务">
                  <a href={planPath(plan.id)} data-of="tasks">
                    {plan.tasks}
                  </a>
                </td>
                <td class="number" data-name="分工">
                  <a href={planPath(plan.id)} data-of="parts">
                    {plan.assignments}
                  </a>
                </td>
                <td data-name="填报期">
                  <CurrentRound plan={plan} today={today} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
    <Pages
      page={page}
      hasMore={hasMore}
      path={(number) => plansPath({ ...viewQuery(view), page: number > 1 ? number : null })}
    />
  </>
)

/** What is not issued yet, because somebody has to agree first. */
const Drafts = ({ drafts, approver, today }: Pick<Props, "drafts" | "approver" | "today">) =>
  drafts.length === 0 ? null : (
    <section class="block" id="to-approve">
      <h2>
        {PLAN_STATE_LABEL.approving}
        <small>{drafts.length}份，审定后下达</small>
      </h2>
      <ul class="waiting to-approve">
        {drafts.map((draft) => (
          <li class="row">
            <DraftToApprove draft={draft} mine={draft.mine === 1} today={today} />
            {draft.mine === 0 && (
              <small>，{approver === "none" ? "现在的设置不需审定" : `等待${PLAN_APPROVER_LABEL[approver]}审定`}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  )

const viewQuery = (view: PlanView) => ({ view: view === "running" ? null : view })

/** What has ended stands in lists of its own, where there is any. */
const Views = ({ counts, view }: Pick<Props, "counts" | "view">) => {
  const shown = PLAN_VIEWS.filter((one) => one === "running" || one === view || counts[one] > 0)
  return shown.length === 1 ? null : (
    <nav class="tabs" aria-label="方案清单">
      {shown.map((one) => (
        <a href={plansPath(viewQuery(one))} aria-current={one === view ? "page" : undefined} id={`view-${one}`}>
          {PLAN_VIEW_LABEL[one]} {counts[one]}
        </a>
      ))}
    </nav>
  )
}

const emptyWords = (view: PlanView, mayIssue: boolean): string =>
  view === "archived"
    ? "没有归档的方案。"
    : view === "withdrawn"
      ? "没有撤回的方案。"
      : mayIssue
        ? "还没有方案。把文件内容粘贴进来即可下达。"
        : "还没有与您单位有关的方案。"

/** What has ended: when and why. Of what was withdrawn a unit opens nothing more than the same. */
const Ended = ({ plans, view, today }: { view: Exclude<PlanView, "running"> } & Pick<Props, "plans" | "today">) => {
  const [day, words] = ENDED[view]
  return (
    <section class="table-frame" tabindex={0} aria-label={`${PLAN_VIEW_LABEL[view]}的方案`}>
      <table class="list stacking">
        <caption class="sr-only">{PLAN_VIEW_LABEL[view]}的方案</caption>
        <thead>
          <tr>
            <th scope="col">方案</th>
            <th scope="col">下达日期</th>
            <th scope="col">{day}日期</th>
            <th scope="col">{words}</th>
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <tr class="plan">
              <th scope="row">
                <a href={planPath(plan.id)} id={`plan-${plan.id}`}>
                  {plan.title}
                </a>
                <br />
                <small>{[plan.docNumber, `督促检查：${plan.supervisingUnitName}`].filter(Boolean).join(" · ")}</small>
              </th>
              <td class="nowrap" data-name="下达">
                {dayWords(plan.issuedOn)}
              </td>
              <td class="nowrap" data-name={day}>
                {plan.movedAt !== null && dayWords(dateOf(plan.movedAt), today)}
              </td>
              <td data-name={words} class="preserve">
                {plan.remark}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const ENDED = { archived: ["归档", "说明"], withdrawn: ["撤回", "理由"] } as const

const CurrentRound = ({ plan, today }: { plan: ListedPlan; today: string }) => {
  if (plan.roundName === null || plan.roundDueBy === null) return <span class="muted">尚未开启</span>
  const state =
    plan.roundCutOffAt !== null
      ? "，已封账"
      : plan.roundDueBy < today
        ? `，${dayWords(plan.roundDueBy, today)}到期，待封账`
        : `，${dayWords(plan.roundDueBy, today)}到期`
  return (
    <>
      {plan.roundName}
      <span class="muted">{state}</span>
    </>
  )
}
