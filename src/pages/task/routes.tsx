import { factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { numberAsked } from "#src/office/typed/figures.ts"
import { planIn, readingOf } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { frozenWords } from "#views/plans/words.ts"
import { TaskPage } from "#views/tasks/task.tsx"
import { taskOf } from "./queries.ts"

/** Mounted below the plans: `/plans/:plan/tasks/:ordinal`. */
export const tasks = factory.createApp().get("/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}", async (c) => {
  const { database, actor, today } = c.var
  const ordinal = numberAsked(c.req.param("ordinal")) ?? 0
  const round = numberAsked(c.req.query("round"))
  const before = instantIn(c.req.query("before"))
  const course = { onlyReports: c.req.query("show") === "reports", unit: numberAsked(c.req.query("unit")) }
  const view = await taskOf(
    database,
    actor,
    planIn(c),
    ordinal,
    { round, before, course, learns: c.var.house.learns },
    readingOf(c),
  )
  if (!view) throw missing()
  const { board, task } = view
  return page(
    c,
    { title: `任务${task.label} · ${board.plan.title}`, asOf: frozenWords(board), wide: true },
    <TaskPage view={view} actor={actor} roundNumber={round} before={before} course={course} today={today} />,
  )
})

const instantIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
