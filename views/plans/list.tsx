import { newPlanPath, planPath, plansPath } from "#src/paths.ts"
import type { ListedPlan } from "#src/plans/queries.ts"
import { PLAN_STATE_LABEL } from "../labels.ts"
import { Pages } from "../parts/pages.tsx"
import { dayWords } from "../words.ts"

type Props = { plans: ListedPlan[]; page: number; hasMore: boolean; mayIssue: boolean; today: string }

/** 方案清单. */
export const Plans = ({ plans, page, hasMore, mayIssue, today }: Props) => (
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
    {plans.length === 0 ? (
      <p class="sheet empty">{mayIssue ? "还没有方案。把文件内容粘贴进来即可下达。" : "还没有与您单位有关的方案。"}</p>
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
                  </a>{" "}
                  {plan.state !== "issued" && <span class="tag">{PLAN_STATE_LABEL[plan.state]}</span>}
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
    <Pages page={page} hasMore={hasMore} path={plansPath} />
  </>
)

const CurrentRound = ({ plan, today }: { plan: ListedPlan; today: string }) => {
  if (plan.roundName === null || plan.roundDueBy === null) return <span class="muted">尚未开启</span>
  const state =
    plan.roundCutOffAt !== null
      ? "，已截止"
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
