import { asc, eq } from "drizzle-orm"
import fc from "fast-check"
import { expect, test } from "vitest"
import { dues, plans, rounds, units } from "#db/schema.ts"
import { monthIn, monthOf, monthsOn, totalOf } from "#src/pages/unit/burden.ts"
import { burdensOf } from "#src/pages/unit/burden_queries.ts"
import { followed } from "#test/support/counts.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { trail } from "#test/support/trail.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

const words = (html: string) => html.replaceAll(/<[^>]*>/g, "")

/** In August one round of the six parts of plan 1; in September two more, one of them of another plan and not open yet. */
async function asked() {
  const w = await world()
  const t = trail(w.database)
  await t.opens({ number: 1, name: "8月", opensOn: "2026-08-01", dueBy: "2026-08-31" })
  await t.opens({ number: 2, name: "9月", opensOn: "2026-09-01", dueBy: "2026-09-25" })
  const other = await anotherPlan(w)
  await trail(w.database, other.id).opens({ number: 1, name: "三季度", opensOn: "2026-09-28", dueBy: "2026-09-30" })
  await t.opens({ number: 3, name: "10月", opensOn: "2026-09-20", dueBy: "2026-10-01" })
  return { w, t, other }
}

const lines = (html: string) => html.split('<tr class="asked-line').length - 1
const get = async (w: World, path: string, login: "boss" | "lin" | "wang" = "boss") =>
  (await w.as(login).get(path)).text()

test("each unit stands with what all plans ask of it this month and asked in the last", async () => {
  const { w } = await asked()
  const found = await burdensOf(w.database, w.actor("boss"), "2026-09", null)
  expect(found.map(({ unit, asked: now, before }) => [unit.name, now, before])).toEqual([
    ["办公室", 4, 2],
    ["综合指导司", 2, 2],
    ["研究室", 3, 2],
  ])
  const html = words(await get(w, "/overview/burden"))
  expect(html).toContain("2026年9月报送任务")
  expect(html).toContain("您可查看的方案共要求报送9项，上月6项，增加3项。")
  expect(words(await get(w, "/overview?plan=1"))).toContain(
    "2026年9月您可查看的方案共要求各单位报送9项，上月6项，增加3项",
  )
  expect(words(await get(w, "/units/1", "wang"))).toContain("2026年9月您可查看的方案共要求报送4项，上月2项，增加2项。")
  // What was asked in the last month opens what was asked then.
  for (const path of ["/overview?plan=1", "/overview/burden"]) {
    const [, href = ""] = (await get(w, path)).match(/<a href="([^"]*)">上月6项/) ?? []
    expect(words(await get(w, href)), path).toContain("2026年8月报送任务")
    expect(words(await get(w, href)), path).toContain("您可查看的方案共要求报送6项")
  }
})

test("what a unit is asked for is listed with its day, task and plan", async () => {
  const { w } = await asked()
  const html = await get(w, "/units/1?view=asked", "wang")
  expect(lines(html)).toBe(4)
  expect([...html.matchAll(/<tr class="asked-line">.*?<\/tr>/gs)].map(([row]) => words(row))).toEqual([
    "9月25日（一）把普法纳入工作总体布局，同部署、同检查、同落实普法责任制分工方案9月未报",
    "9月25日（三）健全完善学法制度普法责任制分工方案9月未报",
    "9月30日（一）健全基层治理工作机制，按季度调度基层治理任务分工三季度未报",
    "9月30日（二）健全基层治理工作机制，按季度调度基层治理任务分工三季度未报",
  ])
  expect(lines(await get(w, "/units/1?view=asked&month=2026-10"))).toBe(2)
  expect(lines(await get(w, "/units/1?view=asked&month=2026-07"))).toBe(0)
  expect(words(await get(w, "/units/1?view=asked&month=x"))).toContain("2026年9月报送任务")
})

test.each(["/overview/burden", "/overview/burden?month=2026-10", "/overview/burden?mine=1", "/units/1", "/units/3"])(
  "every number on %s opens exactly what it counts",
  async (path) => {
    const { w } = await asked()
    await w.database.client.execute({ sql: "update units set leader_id = ? where id = 1", args: [w.actor("boss").id] })
    for (const login of ["boss", "lin"] as const) {
      const numbers = (await followed(w, login, path)).filter(({ link }) => link.of === "asked")
      if (login === "boss") expect(numbers.length).toBeGreaterThan(1)
      for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
    }
  },
)

test("the figures are those of the rows, whatever the days, of the plans that one sees", async () => {
  const w = await world()
  const hidden = await anotherPlan(w, { supervisingUnitId: w.unitId("wai") }, [["bgs", "zhs"]])
  const withdrawn = await anotherPlan(w, {}, [["bgs"]])
  const { db, read, write } = w.database
  for (const planId of [1, hidden.id, withdrawn.id]) {
    for (const number of [1, 2, 3])
      await trail(w.database, planId).opens({ number, opensOn: "2026-01-01", dueBy: TODAY })
  }
  await write([db.update(plans).set({ state: "withdrawn" }).where(eq(plans.id, withdrawn.id))])
  const day = fc.constantFrom("2026-07-31", "2026-08-01", "2026-08-31", "2026-09-01", "2026-09-30", "2026-10-01")
  const all = await read([db.select().from(rounds).orderBy(asc(rounds.id)), db.select().from(dues)])
  let some = 0
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 9, maxLength: 9 }), fc.boolean(), async (days, isBoss) => {
      const [first, ...rest] = all[0].map(({ id }, i) =>
        db
          .update(rounds)
          .set({ dueBy: days[i] ?? TODAY })
          .where(eq(rounds.id, id)),
      )
      if (first) await write([first, ...rest])
      const seen = isBoss ? [1, hidden.id] : [1]
      const counted = (unitId: number, month: string) =>
        all[1].filter(({ roundId, unitId: own, planId }) => {
          const place = all[0].findIndex(({ id }) => id === roundId)
          return own === unitId && seen.includes(planId) && monthOf(days[place] ?? "") === month
        }).length
      const found = await burdensOf(w.database, w.actor(isBoss ? "boss" : "lin"), "2026-09", null)
      for (const unitId of [1, 2, 3, 4]) {
        const row = found.find(({ unit }) => unit.id === unitId) ?? { asked: 0, before: 0 }
        expect([row.asked, row.before]).toEqual([counted(unitId, "2026-09"), counted(unitId, "2026-08")])
        some += row.asked
      }
      expect(totalOf(found).asked).toBe(found.reduce((sum, { asked: n }) => sum + n, 0))
    }),
    { numRuns: 30 },
  )
  expect(some).toBeGreaterThan(50)
})

test("who sees no plan of a unit is told of none; the three administrators have no such page", async () => {
  const { w } = await asked()
  expect(words(await (await w.as("zhao").get("/units/1?view=asked")).text())).toContain("没有要求报送的事项")
  for (const login of ["admin", "security", "auditor"] as const) {
    expect((await w.as(login).get("/units/1?view=asked")).status).toBe(404)
  }
  expect((await w.as("boss").get("/units/99?view=asked")).status).toBe(404)
  expect((await w.as("wang").get("/overview/burden")).status).toBe(403)
  await w.database.write([w.database.db.update(units).set({ shortName: "办" }).where(eq(units.id, 1))])
  expect(await get(w, "/overview/burden")).toContain(">办</a>")
})

test("months go on over the year, and what is none is this one", () => {
  expect(monthsOn("2026-12", 1)).toBe("2027-01")
  expect(monthsOn("2026-01", -1)).toBe("2025-12")
  for (const text of [undefined, "", "2026-13", "x", "2026-09-21", "0000-00", "0000-01", "9999-12", "9999-99"])
    expect(monthIn(text, TODAY)).toBe("2026-09")
  expect(monthIn("2024-02", TODAY)).toBe("2024-02")
})
