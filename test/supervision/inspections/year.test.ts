import { beforeEach, describe, expect, test } from "vitest"
import { drawn } from "#src/supervision/inspections/draw.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { begin, onDocument } from "#test/support/documents.ts"
import { enterDuty, fileList, LIST_WORDS, onDuty } from "#test/support/duties.ts"
import { attachFinding, conclusionOf, onInspection, planInspection } from "#test/support/inspections.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

/*
 * 督查 reaches the year: 清单事项 and 责任单位 that have no assignment in the plan. 外事处 (4, 赵) is a 责任单位 without a part
 * in it; of its items 1 applies, 2 does not; 办公室 has item 3, which 任务1 carries out, and item 4, which nobody was told.
 */
const OUTSIDE: Fields = { unit: "4", leads: ["4"] }
const DUTY_1 = "100000001"
const BODY_4 = "200000004"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w, { units: ["1", "2", "3", "4"] })
  await done(enterDuty(w, { ...OUTSIDE, content: "外事纪律宣传" }, "zhao"))
  await done(enterDuty(w, { ...OUTSIDE, applies: "no", why: "没有大厅" }, "zhao"))
  await done(begin(w, { kind: "duty_list", unit: "4" }, "zhao"))
  await done(onDocument(w, "zhao", "filing", LIST_WORDS, 1))
  await done(enterDuty(w))
  await done(onDuty(w, "wang", "adoption", { assignment: "1" }, 3))
  await fileList(w, 2)
  await done(onDocument(w, "wang", "recall", {}, 2))
  await done(enterDuty(w, { content: "还没报的事项" }))
  await done(planInspection(w))
})

const page = async (login: Login, path = "/inspections/1") => (await w.as(login).get(path)).text()
const status = async (login: Login, path = "/inspections/1") => (await w.as(login).get(path)).status
const rows = async (sql: string) => (await w.database.client.execute(sql)).rows

/** As far as the conclusion, of item 1 and of 外事处 as such. */
async function concluded() {
  await done(onInspection(w, "lin", "scope", { assignments: [DUTY_1, BODY_4] }))
  await done(onInspection(w, "lin", "opening"))
  for (const assignment of [DUTY_1, BODY_4]) await done(onInspection(w, "lin", "finding", { assignment }))
  await done(attachFinding(w, "lin", Number(DUTY_1)))
  await done(onInspection(w, "lin", "conclusion", { "text-4": "宣传没有开展。" }))
}

describe("what a draft may reach of the year", () => {
  test("an item that was filed and has no assignment, a unit without one; nothing that never left its unit", async () => {
    const draft = await page("lin")
    for (const value of [DUTY_1, BODY_4]) expect(draft).toContain(`name="assignments" value="${value}"`)
    for (const other of ["100000002", "100000003", "100000004", "200000001"])
      expect(draft, other).not.toContain(`value="${other}"`)
    expect(draft).not.toContain("还没报的事项")
    await refused(w, () => onInspection(w, "lin", "scope", { assignments: "100000004" }), 404)
    await refused(w, () => onInspection(w, "lin", "scope", { assignments: "200000001" }), 404)
  })

  test("another office's year is not there", async () => {
    await w.database.client.execute("update years set office_id = 1")
    expect(await page("lin")).not.toContain(DUTY_1)
  })
})

describe("随机抽取", () => {
  test("from items: repeatable, with what was left out and why", async () => {
    await done(onInspection(w, "lin", "draw", { frame: "duties", size: "1" }))
    const [draw] = await rows("select * from inspection_draws")
    expect(draw).toMatchObject({ about: "duties", frame: `[${DUTY_1}]`, size: 1, drawn: `[${DUTY_1}]` })
    expect(JSON.parse(String(draw?.excluded))).toEqual([
      { why: "placed", ids: [100000003] },
      { why: "exempt", ids: [100000002] },
    ])
    expect(drawn({ frame: [Number(DUTY_1)], size: 1, seed: String(draw?.seed) })).toEqual([Number(DUTY_1)])
    expect(await rows("select unit_id, duty_id, text_number, draw from inspection_items")).toMatchObject([
      { unit_id: 4, duty_id: 1, text_number: 1, draw: 1 },
    ])
    const shown = await page("lin")
    expect(shown).toContain("没有分工的清单事项 1 项中抽 1 项")
    expect(shown).toContain("本方案中已有分工：100000003")
    expect(shown).toContain("不适用：100000002")
    expect((await trailOf(w, "inspection:1")).at(-1)).toMatchObject({
      particulars: { excluded: ["placed 100000003", "exempt 100000002"] },
    })
  })

  test("from units; more than there are is said at the field", async () => {
    const many = await onInspection(w, "lin", "draw", { frame: "bodies", size: "2" })
    expect([many.status, await many.text()]).toEqual([422, expect.stringContaining("只有 1 项")])
    await done(onInspection(w, "lin", "draw", { frame: "bodies", size: "1" }))
    expect(await rows("select unit_id, duty_id from inspection_items")).toMatchObject([{ unit_id: 4, duty_id: null }])
    // The frames of assignments have none of these.
    await done(onInspection(w, "lin", "draw", { frame: "all", size: "6", reason: "改抽分工" }))
    expect(await rows("select unit_id from inspection_items where unit_id is not null")).toEqual([])
  })
})

describe("what was found goes back to the unit", () => {
  test("which reads its own part, the file with it, and objects, without seeing the plan", async () => {
    await done(onInspection(w, "lin", "scope", { assignments: [DUTY_1, BODY_4, "1"] }))
    expect(await status("zhao")).toBe(404)
    await concluded()
    const own = await page("zhao")
    for (const words of ["清单事项 外事纪律宣传", "责任单位 本年度普法责任落实情况", "宣传没有开展。", "签到表.pdf"])
      expect(own).toContain(words)
    expect(own).toContain('href="/duties/1"')
    expect(own).not.toContain('href="/plans/1"')
    expect(await status("zhao", "/attachments/1")).toBe(200)
    for (const login of ["wang", "zhou", "admin"] as const) {
      expect(await status(login), login).toBe(404)
      expect(await status(login, "/attachments/1"), login).toBe(404)
    }
    expect((await conclusionOf(w, 4)).state).toBe("fed_back")
    expect(await page("lin", "/inspections")).toMatch(/data-label="[^"]*"[^>]*>\s*2\s*</)
    expect(await page("lin", "/search?q=签到表只有")).toContain("/inspections/1#item-100000001")
    expect(await page("zhao", "/search?q=签到表只有")).toContain("/inspections/1")
  })

  test("in the wording that was filed when it was chosen; a 督办单 is not offered without an assignment", async () => {
    await concluded()
    await done(onDocument(w, "zhao", "recall", {}, 1))
    await done(onDuty(w, "zhao", "revision", { ...OUTSIDE, content: "改过的事项" }, 1))
    await done(onDocument(w, "zhao", "filing", LIST_WORDS, 1))
    const shown = await page("lin")
    expect(shown).toContain("外事纪律宣传")
    expect(shown).not.toContain("改过的事项")
    expect(shown).not.toContain("限期整改（")
  })
})
