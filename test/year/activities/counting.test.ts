import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { activities, activityLaws, activityUnits, years } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { yearFigures } from "#src/year/activities/figures_queries.ts"
import { filterOf } from "#src/year/activities/filter.ts"
import { columnsOf, type Numbers, numbersOf } from "#src/year/activities/numbers.ts"
import { seesActivity } from "#src/year/activities/policy.ts"
import { type ActivityRow, activitiesInGroups, activityLedger } from "#src/year/activities/queries.ts"
import { activitySeenBy } from "#src/year/activities/scope.ts"
import { byKind, byLaw, byUnit, tallyOf } from "#src/year/activities/tally.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

const countedOf = ({ activity, units, laws }: ActivityRow) => ({
  unitIds: units.map(({ id }) => id),
  kind: activity.kind,
  laws: laws.map(({ title }) => title),
  numbers: numbersOf(activity),
})

const KINDS = ["主题宣传", "法治讲座", "法律咨询", "旁听庭审"]
const STATES = ["held", "held", "held", "planned", "cancelled", "discarded"] as const

/** Puts so many into the year at once, of one to three units each. */
async function put(w: World, n: number) {
  const { db, write } = w.database
  const numbersFor = (i: number): Numbers => ({
    sessions: { n: 1, approx: null },
    copies: i % 3 === 0 ? null : { n: i % 900, approx: i % 7 === 0 ? "over" : null },
    consulted: i % 5 === 0 ? { n: i % 40, approx: "about" } : null,
    reached: { n: i % 300, approx: null },
  })
  const all = Array.from({ length: n }, (_, i) => i)
  for (let from = 0; from < n; from += 500) {
    const some = all.slice(from, from + 500)
    await write([
      db.insert(activities).values(
        some.map((i) => ({
          year: 2026,
          unitId: 1 + (i % 3),
          state: STATES[i % STATES.length] ?? "held",
          kind: KINDS[i % KINDS.length] ?? "其他",
          title: `第${i}次活动`,
          fromOn: addDays("2026-01-01", i % 360),
          untilOn: addDays("2026-01-01", i % 360),
          tags: i % 2 ? ["进社区"] : [],
          enteredById: 1,
          enteredAt: w.now(),
          ...columnsOf(numbersFor(i)),
        })),
      ),
      db.insert(activityUnits).values(
        some.flatMap((i) =>
          [0, 1, 2].slice(0, 1 + (i % 3)).map((k) => ({
            activityId: i + 1,
            unitId: 1 + ((i + k) % 3),
            role: k === 0 ? ("host" as const) : ("joint" as const),
          })),
        ),
      ),
      db
        .insert(activityLaws)
        .values(some.map((i) => ({ activityId: i + 1, position: 0, title: i % 2 ? "宪法" : "民法典" }))),
    ])
  }
}

async function allOf(w: World, login: Login, query: Record<string, string> = {}) {
  const found: ActivityRow[] = []
  for await (const group of activitiesInGroups(w.database, w.actor(login), 2026, filterOf(query))) found.push(...group)
  return found
}

const ledgerOf = async (w: World, login: Login, query: Record<string, string> = {}) => {
  const ledger = await activityLedger(w.database, w.actor(login), { year: 2026, filter: filterOf(query), page: 1 })
  if (!ledger) throw new Error("no ledger")
  return ledger
}

test("the database counts as the rule does: all once, each unit its own, by whatever a list is kept to", async () => {
  const w = await world()
  await openYear(w)
  await put(w, 400)
  const held = (await allOf(w, "lin", { state: "held" })).map(countedOf)
  expect(held.length).toBe(201)
  expect((await ledgerOf(w, "lin")).total).toEqual(tallyOf(held))
  for (const [unit, tally] of byUnit(held)) {
    expect((await ledgerOf(w, "lin", { unit: String(unit) })).total, `unit ${unit}`).toEqual(tally)
  }
  const kept: Record<string, string>[] = [
    { kind: "法治讲座" },
    { month: "3" },
    { tag: "进社区" },
    { law: "宪法" },
    { told: "copies" },
  ]
  for (const query of kept) {
    const rows = (await allOf(w, "lin", { ...query, state: "held" })).map(countedOf)
    expect(rows.length).toBeGreaterThan(0)
    expect((await ledgerOf(w, "lin", query)).total, JSON.stringify(query)).toEqual(tallyOf(rows))
  }
})

test("活动统计 counts the same, and each of its numbers opens its activities", async () => {
  const w = await world()
  await openYear(w)
  await put(w, 400)
  const held = (await allOf(w, "lin", { state: "held" })).map(countedOf)
  const figures = await yearFigures(w.database, w.actor("lin"), 2026)
  expect(figures?.total).toEqual(tallyOf(held))
  expect(new Map(figures?.units.map(({ unit, tally }) => [unit.id, tally]))).toEqual(byUnit(held))
  expect(new Map(figures?.kinds.map(({ kind, tally }) => [kind, tally]))).toEqual(byKind(held))
  const laws = new Map([...byLaw(held)].map(([law, { activities }]) => [law, activities]))
  expect(new Map(figures?.laws.map(({ key, n }) => [key, n]))).toEqual(laws)
  const text = await (await w.as("lin").get("/years/2026/activities/figures")).text()
  const numbers = [...text.matchAll(/<a href="([^"]*)" data-of="activities">(\d+)<\/a>/g)].slice(0, 12)
  expect(numbers.length).toBe(12)
  for (const [, href = "", n = ""] of numbers.filter(([, href]) => !href?.includes("told="))) {
    const rows = await allOf(
      w,
      "lin",
      Object.fromEntries(new URL(href.replaceAll("&amp;", "&"), "http://x").searchParams),
    )
    expect(rows.length, href).toBe(Number(n))
  }
})

test("who sees an activity is the same by the rule and by the condition", async () => {
  const w = await world()
  await openYear(w)
  await put(w, 12)
  await w.database.client.execute("update bodies set supervisor_unit_id = 2 where unit_id = 1")
  const { db, read } = w.database
  const supervisorOf = (unitId: number) => (unitId === 1 ? 2 : null)
  for (const login of Object.keys(CAST) as Login[]) {
    const actor = w.actor(login)
    const [seen, all] = await read([
      db
        .select({ id: activities.id })
        .from(activities)
        .innerJoin(years, eq(years.year, activities.year))
        .where(activitySeenBy(actor)),
      db.select().from(activityUnits),
    ])
    const expected = Array.from({ length: 12 }, (_, i) => i + 1).filter((id) =>
      seesActivity(
        actor,
        { officeId: w.unitId("yjs") },
        all
          .filter(({ activityId }) => activityId === id)
          .map(({ unitId }) => ({ unitId, supervisorUnitId: supervisorOf(unitId) })),
      ),
    )
    expect(
      seen.map(({ id }) => id).sort((a, b) => a - b),
      login,
    ).toEqual(expected)
  }
})

test("a year of 10,000 activities is as quick: a page of the ledger, its totals, and the days", async () => {
  const w = await world()
  await openYear(w)
  await put(w, 10_000)
  const PAGES = ["/years/2026/activities", "/years/2026/activities?unit=1&kind=主题宣传&page=3", "/years/2026/days"]
  for (const login of ["lin", "wang"] as const) {
    for (const path of PAGES) {
      await w.as(login).get(path)
      const before = performance.now()
      const response = await w.as(login).get(path)
      const text = await response.text()
      expect(response.status).toBe(200)
      expect(text.length, path).toBeLessThan(300_000)
      expect(performance.now() - before, `${login} ${path}`).toBeLessThan(1500)
    }
  }
  const csv = await (await w.as("lin").post("/years/2026/activities.csv")).text()
  expect(csv.split("\r\n")).toHaveLength(1 + 6668 + 1)
}, 60_000)
