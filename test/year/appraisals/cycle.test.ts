import { beforeEach, expect, test } from "vitest"
import { type Proof, proving } from "#src/year/appraisals/proofs.ts"
import { targetToShow } from "#src/year/appraisals/queries.ts"
import { enterActivity } from "#test/support/activities.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import {
  appraisalOf,
  bringAppraisal,
  marksTyped,
  onAppraisal,
  onStandard,
  onTarget,
  openStandard,
  passObjections,
  startAppraisal,
} from "#test/support/appraisals.ts"
import { bringCase } from "#test/support/cases.ts"
import { bringDocument, onDocument, takeBoth } from "#test/support/documents.ts"
import { enterResource, onResource } from "#test/support/resources.ts"
import { bringResults } from "#test/support/results.ts"
import { enterOutcome } from "#test/support/suggestions.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { onBody, openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path = "/appraisals/1") => (await w.as(login).get(path)).text()
const YEAR = "/years/2026/appraisal"

test("a cycle begins with its standard, its rules and each unit of the year once", async () => {
  await openStandard(w)
  await done(startAppraisal(w))
  const { state, rules, targets } = await appraisalOf(w)
  expect(state).toBe("draft")
  expect(rules).toMatchObject({
    convener: "市普法办",
    bands: [9000, 7500, 6000],
    floor: "criterion",
    sparesLast: false,
  })
  expect(rules.stages).toHaveLength(3)
  expect(targets.map(({ unitId, isObject }) => [unitId, isObject])).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ])
  expect(await page("lin", YEAR)).toContain(
    "90分以上为优秀，75分以上为良好，60分以上为合格，不足60分为不合格，按下限，不四舍五入",
  )
  expect(await page("wang", YEAR)).not.toContain("市普法办")
  expect((await w.as("wang").get("/appraisals/1")).status).toBe(404)
  await refused(w, () => startAppraisal(w), 409)
})

test.each<[string, Fields, RegExp]>([
  ["no standard", { standard: "" }, /请选择评估标准/],
  ["one that is not opened", { standard: "9" }, /请选择已启用的评估标准/],
  ["nobody", { objects: [] }, /请至少选择一个评议对象/],
  ["stages without days", { stages: "自查自评" }, /每行一个阶段和最后一天/],
  ["stages out of order", { stages: "集中评议 2026-12-10\n自查自评 2026-11-15" }, /每行一个阶段和最后一天/],
  ["one stage of several without its day", { stages: "自查自评 2026-11-15\n集中评议" }, /每行一个阶段和最后一天/],
  ["bands that overlap", { good: "95" }, /下限要依次降低/],
  ["lower bands that overlap", { passed: "80" }, /下限要依次降低/],
  ["a band without any room", { excellent: "75" }, /下限要依次降低/],
  ["no ratio", { ratio: "0" }, /抽取比例请填 1 至 100/],
  ["no convener", { convener: " " }, /请填写评议组织单位/],
])("%s is told at the field, and nothing begins", async (_, over, words) => {
  await openStandard(w)
  const response = await startAppraisal(w, over)
  expect(response.status).toBe(422)
  expect(await response.text()).toMatch(words)
  await expect(appraisalOf(w)).rejects.toThrow("no appraisal")
})

test("a unit that has left the year is not appraised", async () => {
  await openStandard(w)
  await done(onBody(w, "lin", "leaving", {}, 2))
  const alone = await startAppraisal(w, { objects: ["2"] })
  expect(alone.status).toBe(422)
  expect(await alone.text()).toContain("请至少选择一个评议对象")
  await done(startAppraisal(w))
  expect((await appraisalOf(w)).targets.map(({ unitId }) => unitId)).toEqual([1, 3])
})

test("a draft is no standard to begin by", async () => {
  await openStandard(w)
  await done(onStandard(w, "lin", "edition"))
  const response = await startAppraisal(w, { standard: "2" })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain("请选择已启用的评估标准")
})

test("it is the office's to begin, to change and to carry on", async () => {
  await openStandard(w)
  for (const login of ["wang", "boss"] as const) await refused(w, () => startAppraisal(w, {}, login), 403)
  await refused(w, () => startAppraisal(w, {}, "zhao"), 404)
  await done(startAppraisal(w))
  await done(onAppraisal(w, "lin", "stage"))
  for (const act of ["rules", "stage"] as const) await refused(w, () => onAppraisal(w, "wang", act), 403)
  await done(onAppraisal(w, "lin", "rules", { ratio: "20", floor: "item" }))
  expect((await appraisalOf(w)).rules).toMatchObject({ ratio: 20, floor: "item" })
  await refused(w, () => onAppraisal(w, "lin", "rules", { version: "1" }), 409)
  await done(onAppraisal(w, "lin", "stage"))
  await refused(w, () => onAppraisal(w, "lin", "rules"), 409)
  await refused(w, () => onAppraisal(w, "lin", "stage", { version: "3" }), 409)
})

test("a sheet keeps the edition by which it was begun", async () => {
  await bringAppraisal(w, "scoring")
  await done(onStandard(w, "lin", "edition"))
  await done(onStandard(w, "lin", "opening", {}, 2))
  expect((await appraisalOf(w)).standardId).toBe(1)
  expect(await page("wang")).toContain("第1版")
})

test("the sheet comes half filled from the year's records, each of which opens", async () => {
  await done(enterActivity(w, { kind: "中心组学法", title: "党组中心组学宪法" }))
  await bringAppraisal(w, "scoring")
  const shown = await page("wang")
  expect(shown).toContain("中心组学法1，要求2")
  expect(shown).toContain('<a href="/activities/1">党组中心组学宪法</a>')
  // One of two: nothing of it is given, and a person decides.
  expect(shown).toMatch(/name="points-3.1"[^>]*value="2"/)
  expect(shown).toMatch(/name="points-8.2"[^>]*value="0"/)
  // What the office finds out by itself is not proposed.
  expect(shown).toMatch(/name="points-6.1"[^>]*value=""/)
  expect(shown).toContain("双方举证：自评只是陈述")
})

test("each measure counts what it names and nothing else", () => {
  const one = (over: Partial<Proof>): Proof => ({
    what: "activity",
    id: 1,
    kind: "",
    title: "",
    isOfDay: false,
    ...over,
  })
  const all = [
    one({ kind: "培训" }),
    one({ title: "旁听庭审" }),
    one({ title: "国家宪法日宣誓", isOfDay: true }),
    one({ what: "document", kind: "year_plan" }),
    one({ what: "document", kind: "summary" }),
    one({ what: "case" }),
    one({ what: "resource", kind: "venue" }),
    one({ what: "resource", kind: "volunteers" }),
  ]
  const count = (of: Parameters<typeof proving>[0]) => proving(of, all).length
  expect(["training", "court", "constitution_day", "key_days", "activities"].map((of) => count(of as "court"))).toEqual(
    [1, 1, 1, 1, 3],
  )
  expect(
    ["year_plan", "duty_list", "filings", "cases", "venues", "channels", "volunteers"].map((of) =>
      count(of as "court"),
    ),
  ).toEqual([1, 0, 2, 1, 1, 0, 1])
  expect(count(null)).toBe(0)
})

test("what speaks for a unit is its own, and stands", async () => {
  await bringAppraisal(w, "scoring")
  const proofs = async (id = 1) =>
    ((await targetToShow(w.database, w.actor("lin"), id))?.proofs ?? []).map(({ what }) => what).sort()
  const others = [await proofs(2), await proofs(3)]
  await bringDocument(w, "filed")
  await done(enterActivity(w, { state: "planned", fromOn: "2026-10-09" }))
  await bringCase(w, "collected")
  await done(enterResource(w))
  await done(onResource(w, "wang", "ending"))
  await done(enterOutcome(w, { kind: "praise" }))
  await done(w.as("lin").post("/outcomes/1/discarding", { version: "1", remark: "重复登记。" }))
  await done(bringResults(w, [{ statement: "", grade: "", happenedOn: "" }]))
  await done(onBody(w, "wang", "naming", { person: "", budget: "0" }))
  expect(await proofs()).toEqual([])
  await takeBoth(w)
  await done(onDocument(w, "lin", "record"))
  await done(enterActivity(w))
  await w.database.client.execute("update cases set state = 'published'")
  await done(enterResource(w, { name: "新的长廊" }))
  await done(enterOutcome(w, { kind: "praise", title: "第二次" }))
  await done(bringResults(w, [{ name: "王主任" }]))
  await done(onBody(w, "wang", "naming"))
  expect(await proofs()).toEqual(["activity", "body", "budget", "case", "document", "outcome", "resource", "statement"])
  expect([await proofs(2), await proofs(3)]).toEqual(others)
})

test("a unit saves, submits and signs; the office returns it with a reason and it comes again", async () => {
  await bringAppraisal(w, "scoring")
  await done(onTarget(w, "wang", "", { "points-6.1": "", "points-3.1": "2", "note-3.1": "只学了一次" }))
  expect((await appraisalOf(w)).target(1)).toMatchObject({
    state: "pending",
    marks: { "3.1": { points: 200, note: "只学了一次" } },
  })
  expect(await page("boss")).not.toContain("只学了一次")
  const open = await onTarget(w, "wang", "submission", { "points-6.1": "", signedBy: "" })
  expect(open.status).toBe(422)
  const lacking = await onTarget(w, "wang", "submission", {
    "points-6.1": " ",
    "points-7.1": "一点",
    "note-7.1": "说不清",
  })
  expect(lacking.status).toBe(422)
  const words = await lacking.text()
  for (const one of ["请填分数，没有的填0", "请填分数，最多两位小数", "说不清"]) expect(words).toContain(one)
  await done(onTarget(w, "wang", "submission", { "points-3.1": "2" }))
  expect(await page("boss")).toContain("张三")
  await refused(w, () => onTarget(w, "wang", "submission"), 409)
  const why = await onTarget(w, "lin", "return", { remark: " " })
  expect(why.status).toBe(422)
  await done(onTarget(w, "lin", "return"))
  expect(await page("wang")).toContain("请补充7.1的材料。")
  await refused(w, () => onTarget(w, "lin", "return"), 409)
  await done(onTarget(w, "wang", "submission"))
  expect(await page("wang")).not.toContain("请补充7.1的材料。")
  expect((await trailOf(w, "appraisal_target:1")).map(({ action }) => action)).toEqual([
    "self_scored",
    "self_submitted",
    "self_returned",
    "self_submitted",
  ])
})

test("nobody writes on another's sheet, and nobody reads it", async () => {
  await bringAppraisal(w, "scoring")
  for (const login of ["lin", "boss"] as const) await refused(w, () => onTarget(w, login, "submission"), 403)
  for (const login of ["zhou", "zhao", "admin"] as const) {
    await refused(w, () => onTarget(w, login, "submission"), 404)
    expect((await w.as(login).get("/appraisals/1")).status).toBe(404)
  }
  await done(onTarget(w, "wang", ""))
  await refused(w, () => onTarget(w, "wang", "", { version: "1" }), 409)
  for (const act of ["return", "audit"]) await refused(w, () => onTarget(w, "wang", act), 403)
})

test("from 集中评议 on sheets are locked, and the office audits what was submitted, and who never submitted", async () => {
  await bringAppraisal(w, "scoring")
  await refused(w, () => onTarget(w, "lin", "audit"), 409)
  await done(onTarget(w, "wang", "submission", { "points-7.1": "6" }))
  await done(onAppraisal(w, "lin", "stage"))
  await refused(w, () => onTarget(w, "wang", ""), 409)
  await refused(w, () => onTarget(w, "lin", "return"), 409)
  await done(onTarget(w, "lin", "audit", marksTyped({ "7.1": "12", "6.1": "6" })))
  const { marks, audited } = (await appraisalOf(w)).target(1)
  expect([marks?.["7.1"]?.points, audited?.["7.1"]?.points]).toEqual([600, 1200])
  // 75 that are there, less 12 and the 4 that 6.1 has.
  expect(await page("lin", YEAR)).toMatch(/data-label="自评分">69<[\s\S]*data-label="核定分">59</)
  expect(await page("lin", "/appraisals/2")).toContain("单位没有提交自评")
  await done(onTarget(w, "lin", "audit", {}, 2))
  expect(await page("lin", YEAR)).toMatch(/75.00分，良好（未提交自评，按普法办核定的得分）/)
})

test("a sheet that was only saved is locked with the others, and nothing comes of it", async () => {
  await bringAppraisal(w, "draft")
  await done(onAppraisal(w, "lin", "stage"))
  await done(onTarget(w, "wang", ""))
  await done(onAppraisal(w, "lin", "stage"))
  for (const act of ["", "submission"]) await refused(w, () => onTarget(w, "wang", act), 409)
  expect(await page("lin")).toContain("还没有可以计算的评分。")
  expect(await page("lin", YEAR)).not.toMatch(/data-label="评议结果">\d/)
})

test("the office audits until the results are announced, and what is closed goes nowhere", async () => {
  await bringAppraisal(w, "confirming")
  await done(onTarget(w, "lin", "audit", marksTyped({ "7.1": "12" })))
  for (const state of ["published", "closed"]) {
    await done(onAppraisal(w, "lin", "stage"))
    expect((await appraisalOf(w)).state).toBe(state)
    await refused(w, () => onTarget(w, "lin", "audit"), 409)
    await passObjections(w)
  }
  await refused(w, () => onAppraisal(w, "lin", "stage"), 409)
  expect(await page("wang")).toContain("63.00分，合格")
})

test("a sheet that is not submitted stands in 我的待办 of its unit, with its day and why it came back", async () => {
  await bringAppraisal(w, "draft")
  expect(await page("wang", "/todo")).not.toContain("履职评议自评")
  await done(onAppraisal(w, "lin", "stage"))
  expect(await page("wang", "/todo")).toMatch(/2026年履职评议自评[\s\S]*11月15日前提交/)
  await done(onTarget(w, "wang", "submission"))
  expect(await page("wang", "/todo")).not.toContain("履职评议自评")
  await done(onTarget(w, "lin", "return"))
  expect(await page("wang", "/todo")).toContain("请补充7.1的材料。")
})
