import type { Context } from "hono"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import { pageIn, readingOf } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { AskedPage, monthWords } from "#views/units/asked.tsx"
import { ReportsPage, RoundsPage, SupervisionPage } from "#views/units/record.tsx"
import { UnitPage } from "#views/units/unit.tsx"
import { askedOf } from "./asked_queries.ts"
import { monthIn } from "./burden.ts"
import { seesRecord } from "./policy.ts"
import { unitOf } from "./queries.ts"
import { RECORD_VIEWS, type RecordView, reportsBy, roundsOf, supervisionOn } from "./record_queries.ts"

/** One unit's part in the plans, for whoever sees them; its record, for whoever may read that. */
export const unitReading = factory.createApp().get("/:unit{[0-9]+}", async (c) => {
  const unitId = numberAsked(c.req.param("unit")) ?? 0
  if (c.req.query("view") === "asked") return showAsked(c, unitId)
  const asked = RECORD_VIEWS.find((view) => view === c.req.query("view"))
  if (asked) return showRecord(c, unitId, asked)
  const number = pageIn(c)
  const view = await unitOf(c.var.database, c.var.actor, unitId, number, readingOf(c))
  if (!view) throw missing()
  return page(
    c,
    { title: view.unit.name },
    <UnitPage view={view} page={number} hasRecord={seesRecord(c.var.actor, unitId)} today={c.var.today} />,
  )
})

/** What is asked of it in a month: of whoever sees the plans, as their parts are. */
async function showAsked(c: Context<Env>, unitId: number) {
  const { actor, database, today } = c.var
  const month = monthIn(c.req.query("month"), today)
  const number = pageIn(c)
  const found = isAdministrator(actor) ? null : await askedOf(database, actor, unitId, month, number, today)
  if (!found?.unit) throw missing()
  const { unit } = found
  return page(
    c,
    { title: `${unit.name}${monthWords(month)}报送任务` },
    <AskedPage
      {...found}
      unit={unit}
      month={month}
      page={number}
      hasRecord={seesRecord(actor, unitId)}
      today={today}
    />,
  )
}

async function showRecord(c: Context<Env>, unitId: number, view: RecordView) {
  const { actor, database, today } = c.var
  if (!seesRecord(actor, unitId)) throw missing()
  const number = pageIn(c)
  const numberOf = (name: string) => numberAsked(c.req.query(name))
  if (view === "reports") {
    const filter = { plan: numberOf("plan"), round: numberOf("round"), task: numberOf("task"), page: number }
    const found = await reportsBy(database, actor, unitId, filter, today)
    if (!found.unit) throw missing()
    const { unit } = found
    return page(
      c,
      { title: `${unit.name}的进展` },
      <ReportsPage {...found} unit={unit} filter={filter} today={today} />,
    )
  }
  if (view === "supervision") {
    const found = await supervisionOn(database, actor, unitId, number, today)
    if (!found.unit) throw missing()
    const { unit } = found
    return page(
      c,
      { title: `${unit.name}的督办记录` },
      <SupervisionPage {...found} unit={unit} page={number} today={today} />,
    )
  }
  const found = await roundsOf(database, actor, unitId, number, readingOf(c))
  if (!found.unit) throw missing()
  const { unit } = found
  return page(c, { title: `${unit.name}的历期报送` }, <RoundsPage {...found} unit={unit} page={number} today={today} />)
}
