import { expect, test } from "vitest"
import { instant } from "#src/clock.ts"
import { followed } from "#test/support/counts.ts"
import { trail } from "#test/support/trail.ts"
import { type World, world } from "#test/support/world.ts"

const words = (html: string) => html.replaceAll(/<[^>]*>/g, "")
const linesOf = (html: string) => [...html.matchAll(/<tr class="moved-line">.*?<\/tr>/gs)].map(([row]) => words(row))
const read = async (w: World, path: string) => (await w.as("boss").get(path)).text()

/** Reported by all but one in the round that was cut off; in the next one 办公室 is late, and 研究室 has finished one. */
async function moved() {
  const w = await world()
  const t = trail(w.database)
  const first = await t.opens({ number: 1, name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  for (const part of [1, 2, 3, 4, 6]) await t.reports(part, first, "submitted", instant("2026-06-20", 9))
  await t.cutsOff(first, instant("2026-06-30", 18))
  const second = await t.opens({ number: 2, name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-15" })
  for (const part of [2, 3, 5]) await t.reports(part, second, "submitted", instant("2026-09-14", 9))
  await t.moves(4, "assignment_closed", "closed", instant("2026-09-16", 9))
  return { w, t, first, second }
}

test("what moved stands with its unit, its task and both words, what has become late first", async () => {
  const { w } = await moved()
  expect(linesOf(await read(w, "/overview/moved?plan=1"))).toEqual([
    "（一）把普法纳入工作总体布局，同部署、同检查、同落实办公室正常逾期5个工作日",
    "（三）健全完善学法制度办公室正常逾期5个工作日",
    "（二）制定年度普法计划研究室正常办结",
    "（三）健全完善学法制度综合指导司逾期正常",
  ])
  const overview = words(await read(w, "/overview"))
  expect(overview).toContain("正常→变为逾期 2项：办公室（一）、办公室（三）")
  expect(overview).toContain("正常→变为办结 1项：研究室（二）")
})

test("how it was is read as of the cut-off: what came afterwards does not change it", async () => {
  const { w, t, first } = await moved()
  await t.reports(5, first, "submitted", instant("2026-07-05", 9))
  expect(linesOf(await read(w, "/overview/moved?plan=1&from=red&to=green"))).toEqual([
    "（三）健全完善学法制度综合指导司逾期正常",
  ])
})

test("a unit that got its part later is new", async () => {
  const { w } = await moved()
  await w.database.client.execute(
    `insert into events (at, actor_name, acting_as, address, action, subject, version, particulars)
     values (${instant("2026-07-02", 9)}, '', '', '', 'assignment_added', 'assignment:2', 1, '{}')`,
  )
  expect(linesOf(await read(w, "/overview/moved?plan=1&from=new"))).toEqual([
    "（一）把普法纳入工作总体布局，同部署、同检查、同落实综合指导司无此分工正常",
  ])
})

test.each(["/overview/moved?plan=1", "/overview/moved?plan=1&mine=1", "/overview", "/overview?mine=1"])(
  "every number on %s opens exactly what it counts",
  async (path) => {
    const { w } = await moved()
    await w.database.client.execute({
      sql: "update units set leader_id = ? where id = 1",
      args: [w.actor("boss").id],
    })
    const numbers = (await followed(w, "boss", path)).filter(({ link }) => link.of === "moved")
    expect(numbers.length).toBeGreaterThan(1)
    for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
  },
)

test("without a round before it says so; for a plan one does not see, or for others, there is no such page", async () => {
  const { w } = await moved()
  expect((await w.as("boss").get("/overview/moved?plan=7")).status).toBe(404)
  expect((await w.as("wang").get("/overview/moved?plan=1")).status).toBe(403)
  const fresh = await world()
  expect(await read(fresh, "/overview/moved?plan=1")).toContain("还没有开启过填报期。")
  const t = trail(fresh.database)
  await t.opens({ number: 1, name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  expect(await read(fresh, "/overview/moved")).toContain("第二季度是首个填报期，没有上期可比。")
})

test("where nothing moved, that is said", async () => {
  const w = await world()
  const t = trail(w.database)
  const first = await t.opens({ number: 1, name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  await t.cutsOff(first, instant("2026-06-30", 18))
  await t.opens({ number: 2, name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-15" })
  expect(words(await read(w, "/overview"))).toContain("进度灯均与上期相同")
})
