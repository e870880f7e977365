import { beforeEach, expect, test } from "vitest"
import { proving } from "#src/year/appraisals/proofs.ts"
import { appraisalOfYear, targetToShow } from "#src/year/appraisals/queries.ts"
import { done } from "#test/support/acts.ts"
import { bringAppraisal, drawPanel } from "#test/support/appraisals.ts"
import { manyAppraised } from "#test/support/large_appraisal.ts"
import { type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"
import { yearPaper } from "#views/papers/appraisal.ts"

/* A province's year: 600 units, all of them drawn and scored by nine jurors, and what a unit has done in it. */

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const MOST_BYTES = 300 * 1024
const series = (n: number) =>
  `with recursive n (n) as (select 1 union all select n + 1 from n where n < ${n}) select n from n`

async function fill() {
  await bringAppraisal(w, "panel")
  await done(drawPanel(w, { size: "1" }))
  await w.database.client.batch(
    [
      ...manyAppraised(2026, "(select marks from appraisal_targets where id = 1)"),
      "update appraisals set state = 'published', published_on = '2026-09-21'",
    ],
    "write",
  )
}

test("600 units × 9 jurors: the page is paged and small enough, what is taken has every unit", async () => {
  await fill()
  for (const login of ["lin", "boss"] as const) {
    const html = await (await w.as(login).get("/years/2026/appraisal")).text()
    expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES)
    expect([...html.matchAll(/data-row="target"/g)]).toHaveLength(200)
    expect(html).toContain("70.05分，合格（集中评议）")
  }
  const last = await (await w.as("lin").get("/years/2026/appraisal?page=4")).text()
  expect([...last.matchAll(/data-row="target"/g)]).toHaveLength(3)
  const whole = await appraisalOfYear(w.database, w.actor("lin"), 2026, null)
  if (!whole?.cycle) throw new Error("no cycle")
  const paper = yearPaper({ ...whole, cycle: whole.cycle }, "report", { organisation: "", today: "2026-09-21" })
  const table = paper.blocks.find((one) => one.is === "table")
  expect(table?.is === "table" && table.rows).toHaveLength(603)
  expect((await w.as("lin").post("/years/2026/appraisal/papers/report")).status).toBe(200)
  await done(w.as("lin").post("/years/2026/publication/appraisal", { version: "0" }))
  expect(await (await w.as("lin").get("/releases/1/1")).text()).toContain("单位600<")
})

test("many activities leave room for what else a unit has; all are counted, the newest are listed", async () => {
  await bringAppraisal(w, "scoring")
  await w.database.client.batch(
    [
      `insert into activities (year, unit_id, state, kind, themed, title, from_on, until_on, channels, tags, sessions, reached, entered_by_id, entered_at, version)
         select 2026, 1, 'held', '主题宣传', 0, '第' || n || '场', '2026-03-01', '2026-03-01', '[]', '[]', 1, 20, 1, 1, 2 from (${series(310)})`,
      "insert into activity_units (activity_id, unit_id, role) select id, unit_id, 'host' from activities",
      `insert into resources (unit_id, kind, name, state, version, entered_by_id, entered_at)
         values (1, 'venue', '法治长廊', 'in_use', 1, 1, 1)`,
    ],
    "write",
  )
  const found = await targetToShow(w.database, w.actor("wang"), 1)
  const count = (measure: "activities" | "venues") => proving(measure, found?.proofs ?? []).length
  expect([count("activities"), count("venues")]).toEqual([310, 1])
  const html = await (await w.as("wang").get("/appraisals/1")).text()
  expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES)
  expect(html).toMatch(/activities\/310">第310场[\s\S]*等310项，只列最近20项/)
})
