import { asc, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { compiled } from "#db/compiled.ts"
import { assignments, plans, reports, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { seesPlan } from "#src/plans/plan/policy.ts"
import {
  type Eyes,
  eyesOf,
  reachOf,
  visible,
  visibleOrHanded,
  visibleOrHandedTo,
  visibleTo,
} from "#src/plans/plan/scope.ts"
import { CAST, type Login, world } from "#test/support/world.ts"

const columns = { id: plans.id }
const seen = compiled(columns, (db, given: Parameters<typeof visible>[0]) =>
  db.select(columns).from(plans).where(visible(given)),
)

/** The test world's people, and some who hold more or stranger posts. */
const people = (actorOf: (login: Login) => Actor): [string, Actor][] => {
  const named = (Object.keys(CAST) as Login[]).map((login): [string, Actor] => [login, actorOf(login)])
  const wang = actorOf("wang")
  const post = (kind: Actor["posts"][number]["kind"], unitId: number | null) => ({
    kind,
    unitId,
    unitName: null,
    standIn: false,
    beat: [],
  })
  return [
    ...named,
    ["nobody", { ...wang, unitId: null, posts: [] }],
    ["a supervisor of another office", { ...wang, unitId: 4, posts: [post("supervisor", 4)] }],
    ["a supervisor of two offices", { ...wang, unitId: 4, posts: [post("supervisor", 4), post("supervisor", 3)] }],
    ["an outsider who stands in for a unit", { ...wang, unitId: 4, posts: [post("liaison", 4), post("liaison", 2)] }],
    ["an administrator who works in the unit", { ...wang, posts: [post("admin", null)] }],
  ]
}

test.each(["研究室", "外事处"])(
  "the rule and both conditions agree on who sees the plan, confirmed by %s",
  async (name) => {
    const w = await world()
    const { db, read, write } = w.database
    const [[confirming]] = await read([db.select().from(units).where(eq(units.name, name))])
    await write([db.update(plans).set({ confirmingUnitId: confirming?.id ?? 0 })])
    for (const [who, actor] of people(w.actor)) {
      const values: Eyes = eyesOf(actor)
      const [once, each] = await read([
        seen(w.database, values),
        db.select({ id: plans.id }).from(plans).where(visibleTo(actor)),
      ])
      const may = seesPlan(actor, { supervisingUnitId: 3, confirmingUnitId: confirming?.id ?? 0 }, [1, 2, 3])
      expect([who, once.length, each.length]).toEqual([who, Number(may), Number(may)])
    }
  },
)

const partColumns = { id: assignments.id }
const partsSeen = compiled(partColumns, (db, given: Parameters<typeof visibleOrHanded>[0]) =>
  db
    .select(partColumns)
    .from(assignments)
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .where(visibleOrHanded(given))
    .orderBy(asc(assignments.id)),
)

test.each(["issued", "withdrawn", "archived"] as const)(
  "whoever is handed a part, and whoever came by a link, sees the same parts of a plan that is %s either way",
  async (state) => {
    const w = await world()
    const { db, read, write } = w.database
    await write([
      db.update(plans).set({ state }),
      db.update(assignments).set({ handlerId: 5 }).where(eq(assignments.id, 1)),
      db.update(assignments).set({ handlerId: 8 }).where(eq(assignments.id, 2)),
    ])
    const wang = w.actor("wang")
    const linked = (planId: number, unitId: number): Actor => ({
      ...wang,
      unitId,
      posts: [],
      link: { id: 1, planId, unitId, roundId: 1 },
    })
    const all: [string, Actor][] = [
      ...people(w.actor),
      ["by a link", linked(1, 1)],
      ["by a link of a unit without a part", linked(1, 4)],
      ["by a link of another plan", linked(2, 1)],
      ["a 经办人 who is an administrator too", { ...w.actor("admin"), id: 5 }],
    ]
    for (const [who, actor] of all) {
      const [once, each] = await read([
        partsSeen(w.database, reachOf(actor)),
        db
          .select(partColumns)
          .from(assignments)
          .innerJoin(plans, eq(plans.id, assignments.planId))
          .where(visibleOrHandedTo(actor))
          .orderBy(asc(assignments.id)),
      ])
      expect([who, once]).toEqual([who, each])
    }
  },
)

test("a query that is put together once answers like one that is not, flags and lists and nothing included", async () => {
  const w = await world()
  const { db, read } = w.database
  const unitColumns = { id: units.id, active: units.active, aliases: units.aliases, late: reports.hasDifficulty }
  const found = compiled(
    unitColumns,
    (some, { id }: { id: ReturnType<typeof import("drizzle-orm").sql.placeholder> }) =>
      some.select(unitColumns).from(units).leftJoin(reports, eq(reports.unitId, units.id)).where(eq(units.id, id)),
  )
  for (const id of [1, 2, 99]) {
    const [once, each] = await read([
      found(w.database, { id }),
      db.select(unitColumns).from(units).leftJoin(reports, eq(reports.unitId, units.id)).where(eq(units.id, id)),
    ])
    expect(once).toEqual(each)
  }
})
