import { filterOf, listed, PLAN_VIEWS } from "#src/board/filter.ts"
import { factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator, isOfUnit, isSupervisor, placesOf } from "#src/office/people/actor.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import { type Cell, matrixOf } from "#src/pages/plan/matrix_queries.ts"
import { planPageOf } from "#src/pages/plan/queries.ts"
import { missing } from "#src/refusal.ts"
import { LostPlanPage } from "#views/plans/life.tsx"
import { Plans } from "#views/plans/list.tsx"
import { MatrixPage } from "#views/plans/matrix.tsx"
import { PlanPage } from "#views/plans/plan.tsx"
import { frozenWords } from "#views/plans/words.ts"
import { pageIn, planIn, readingOf } from "./asked.ts"
import { supervises } from "./policy.ts"
import { plansSeenBy } from "./queries.ts"

export const plans = factory
  .createApp()
  .get("/", async (c) => {
    const { database, actor, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const number = pageIn(c)
    const view = PLAN_VIEWS.find((one) => one === c.req.query("view")) ?? "running"
    const approver = c.var.settings.planApprover
    const found = await plansSeenBy(database, actor, { view, page: number }, { today, approver })
    return page(
      c,
      { title: "方案" },
      <Plans {...found} approver={approver} view={view} page={number} mayIssue={isSupervisor(actor)} today={today} />,
    )
  })

  .get("/:plan{[0-9]+}", async (c) => {
    const { database, actor, today } = c.var
    const filter = filterOf(c.req.query(), actor.id)
    const found = await planPageOf(database, actor, planIn(c), filter, readingOf(c))
    if (!found) throw missing()
    if ("lost" in found) return page(c, { title: "方案已撤回下达" }, <LostPlanPage lost={found.lost} />)
    const { board, lines, proposed, papers } = found
    return page(
      c,
      { title: board.plan.title, asOf: frozenWords(board), wide: true },
      <PlanPage
        board={board}
        list={listed(board, filter, proposed)}
        filter={filter}
        lines={lines}
        papers={papers}
        supervises={supervises(actor, board.plan)}
        own={isOfUnit(actor) ? board.units.filter(({ id }) => placesOf(actor).includes(id)) : []}
        today={today}
      />,
    )
  })

  .get("/:plan{[0-9]+}/matrix", async (c) => {
    const { database, actor, today } = c.var
    const round = numberAsked(c.req.query("round"))
    const found = await matrixOf(database, actor, planIn(c), round, cellIn(c.req.query("open")), readingOf(c))
    if (!found) throw missing()
    const { board, open } = found
    return page(
      c,
      { title: `分工矩阵 · ${board.plan.title}`, asOf: frozenWords(board), wide: true },
      <MatrixPage
        board={board}
        open={open}
        actor={actor}
        roundNumber={round}
        supervises={supervises(actor, board.plan)}
        today={today}
      />,
    )
  })

/** `3-12`: the cell of task 3 and the unit 12. */
function cellIn(text: string | undefined): Cell | null {
  const [ordinal, unitId] = (text ?? "").split("-").map(numberAsked)
  return ordinal != null && unitId != null ? { ordinal, unitId } : null
}
