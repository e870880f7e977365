import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { plans, units } from "#db/schema.ts"
import {
  actions,
  done,
  draftOf,
  type Fields,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  refused,
  reportOf,
  trailOf,
  WORDS,
} from "#test/support/acts.ts"
import {
  breakdownOf,
  brokenDown,
  LOWER_WORDS,
  lowerReportOf,
  onBreakdown,
  onLower,
  passOn,
  putBelow,
  takeUp,
} from "#test/support/breakdowns.ts"
import { type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
/** The one thing that has to be seen of the outside of a part. */
const lights = async (login: Login = "lin") =>
  [...(await page(login, "/plans/1/tasks/1")).matchAll(/<span class="light (\w+)">/g)].map(([, colour]) => colour)

/** The plan has ended. */
const end = (state: "archived" | "withdrawn") =>
  w.database.write([w.database.db.update(plans).set({ state }).where(eq(plans.id, 1))])

describe("分解", () => {
  beforeEach(async () => {
    await done(openRound(w))
    await done(onAssignment(w, "wang", 1, "acknowledgement"))
    await putBelow(w)
  })

  test("the page proposes a day some working days before the unit's own, and offers the lower units alone", async () => {
    const html = await page("wang", "/assignments/1/below")
    expect(html).toContain('value="2026-09-24"')
    expect(html).toContain("本单位须于9月30日前报出")
    expect(html).toMatch(/name="units" value="4"/)
    expect(html.match(/name="units"/g)).toHaveLength(1)
  })

  test("passes the part on in words of its own; the lower unit finds it as a thing of its parent", async () => {
    await done(passOn(w))
    expect(await breakdownOf(w)).toMatchObject({
      assignmentId: 1,
      fromUnitId: 1,
      unitId: 4,
      words: "负责处内学法。",
      daysBefore: 7,
      state: "passed",
    })
    expect((await trailOf(w, "breakdown:1")).at(-1)).toMatchObject({
      action: "breakdown_passed",
      particulars: { body: "外事处", words: "负责处内学法。" },
    })
    const todo = await page("zhao", "/todo")
    expect(todo).toContain("办公室交办 （一）")
    expect(todo).toContain("9月23日前上报")
    expect(todo).toContain("负责处内学法。")
    expect(todo).toContain("1 项上级单位交办")
  })

  test("to a 科室 that is only a name, with a 经办人 of the unit itself", async () => {
    await done(passOn(w, { units: [], office: "文电科", handlerId: "5" }))
    expect(await breakdownOf(w)).toMatchObject({ unitId: null, office: "文电科", handlerId: 5 })
    expect(await page("jing", "/todo")).toContain("办公室交办 （一）")
    await done(onBreakdown(w, "jing", "acceptance"))
    await done(onLower(w, "jing", "report"))
    expect(await page("wang", "/todo?item=1-1")).toContain("文电科")
    await refused(w, () => onLower(w, "zhao", "report"), 404)
  })

  test.each<[string, Fields, RegExp]>([
    ["nobody", { units: [] }, /请勾选下级单位，或填写科室和经办人/],
    ["a 科室 without a 经办人", { units: [], office: "文电科" }, /请选择这个科室的经办人/],
    ["a 经办人 without a 科室", { units: [], handlerId: "5" }, /请填写科室名称/],
    ["a unit that is not below", { units: ["2"] }, /请从本单位的下级单位中选择/],
    ["a 经办人 of another unit", { units: [], office: "文电科", handlerId: "6" }, /请从本单位人员中选择/],
    ["a day after the unit's own", { internalBy: "2026-10-09" }, /内部期限晚于本单位自己的期限/],
    ["a day that has passed", { internalBy: "2026-09-20" }, /内部期限已过/],
    ["no day at all", { internalBy: "月底" }, /没有看懂内部期限/],
  ])("%s is said at the field, with the words kept", async (_, over, words) => {
    const before = (await w.events()).length
    const response = await passOn(w, { words: "我的话", ...over })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toMatch(words)
    expect(html).toContain("我的话")
    expect((await w.events()).length).toBe(before)
  })

  test("the unit's own last day is taken, and the page says what it means", async () => {
    await done(passOn(w, { internalBy: "2026-09-30" }))
    expect(await page("wang", "/breakdowns/1")).toContain("没有留出汇总时间")
  })

  test("to the same unit only once, also of two who do it at once", async () => {
    await onlyOne(
      w,
      () => passOn(w),
      () => passOn(w, {}, "head"),
    )
    const again = await passOn(w)
    expect(again.status).toBe(422)
    expect(await again.text()).toContain("已经交办过")
  })

  test("not in a part that is at rest, nor in a plan that has ended", async () => {
    await done(onAssignment(w, "lin", 1, "suspension"))
    await refused(w, () => passOn(w), 409, /不在推进中/)
    await end("archived")
    await refused(w, () => passOn(w), 409, /归档/)
  })

  test.each<[Login, number]>([
    ["jing", 404],
    ["zhou", 403],
    ["lin", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
  ])("%s passes nothing on: %i", async (login, status) => {
    await refused(w, () => passOn(w, {}, login), status)
    expect((await w.as(login).get("/assignments/1/below")).status).toBe(status)
  })
})

describe("the lower body", () => {
  beforeEach(() => brokenDown(w))

  test("sees the task's text and its own, and nothing else of the plan", async () => {
    const html = await page("zhao", "/breakdowns/1")
    expect(html).toContain("把普法纳入工作总体布局")
    expect(html).toContain("负责处内学法。")
    expect(html).not.toContain("综合指导司")
    for (const path of ["/plans/1", "/plans/1/tasks/1", "/assignments/1/below", "/plans/1/matrix"])
      expect((await w.as("zhao").get(path)).status, path).toBe(404)
    for (const login of ["zhou", "yan", "lin", "boss", "admin", "auditor"] as const)
      expect((await w.as(login).get("/breakdowns/1")).status, login).toBe(404)
  })

  test("签收; twice or stale is told", async () => {
    await refused(w, () => onBreakdown(w, "zhao", "acceptance", { version: "0" }), 409)
    await done(onBreakdown(w, "zhao", "acceptance"))
    expect((await breakdownOf(w)).state).toBe("accepted")
    await refused(w, () => onBreakdown(w, "zhao", "acceptance"), 409, /已有变化/)
  })

  test("异议 with a reason; the unit says it once more in other words", async () => {
    expect((await onBreakdown(w, "zhao", "declining", { remark: " " })).status).toBe(422)
    await done(onBreakdown(w, "zhao", "declining"))
    expect((await breakdownOf(w)).state).toBe("declined")
    expect(await page("wang", "/todo")).toContain("外事处对（一）的交办提出异议")
    expect(await page("zhao", "/todo")).not.toContain("办公室交办")
    await done(onBreakdown(w, "wang", "revision"))
    expect(await breakdownOf(w)).toMatchObject({ state: "passed", words: "负责处内学法和考试。", daysBefore: 6 })
    expect(await page("zhao", "/todo")).toContain("9月24日前上报")
  })

  test("types, and two windows do not undo each other", async () => {
    await done(onLower(w, "zhao", "draft"))
    expect((await lowerReportOf(w)).draft).toMatchObject({ ...LOWER_WORDS, revision: 1 })
    const other = await onLower(w, "zhao", "draft", { achieved: "另一窗口", revision: "0" })
    expect(other.status).toBe(409)
    const html = await other.text()
    expect(html).toContain("另一窗口")
    expect(html).toContain(LOWER_WORDS.achieved)
    expect((await onLower(w, "zhao", "report", { revision: "0" })).status).toBe(409)
    // Nobody above reads what is being written.
    expect(await page("wang", "/breakdowns/1")).not.toContain(LOWER_WORDS.achieved)
    expect(await page("wang", "/todo?item=1-1")).not.toContain(LOWER_WORDS.achieved)
  })

  test("sends to the unit above and signs by it; the office hears nothing", async () => {
    const before = await lights()
    await done(onLower(w, "zhao", "report"))
    expect((await lowerReportOf(w)).report).toMatchObject({ state: "sent", latest: 1 })
    expect((await breakdownOf(w)).state).toBe("accepted")
    expect(await reportOf(w, 1)).toBeNull()
    expect(await lights()).toEqual(before)
    expect(await page("zhao", "/todo")).not.toContain("办公室交办")
    expect(await page("wang", "/todo?item=1-1")).toContain(LOWER_WORDS.achieved)
    expect(await page("lin", "/plans/1/tasks/1")).not.toContain(LOWER_WORDS.achieved)
    await refused(w, () => onLower(w, "zhao", "report"), 409)
  })

  test("a report without a word of what was done comes back", async () => {
    const response = await onLower(w, "zhao", "report", { achieved: " ", problems: "人手不足" })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain("请填写落实情况")
    expect(html).toContain("人手不足")
  })

  test("takes back what the unit has not taken up, into the boxes", async () => {
    await done(onLower(w, "zhao", "report"))
    await done(onLower(w, "zhao", "retraction"))
    expect(await lowerReportOf(w)).toMatchObject({ report: { state: "draft" }, draft: LOWER_WORDS })
    await done(onLower(w, "zhao", "report"))
    await done(takeUp(w))
    await refused(w, () => onLower(w, "zhao", "retraction"), 409, /已将这份进展汇入/)
  })

  test.each<[Login, number]>([
    ["wang", 403],
    ["head", 403],
    ["jing", 404],
    ["zhou", 404],
    ["lin", 404],
    ["boss", 404],
    ["admin", 404],
  ])("%s neither signs nor reports for it: %i", async (login, status) => {
    for (const act of ["acceptance", "declining"]) await refused(w, () => onBreakdown(w, login, act), status)
    for (const act of ["draft", "report", "retraction"]) await refused(w, () => onLower(w, login, act), status)
  })
})

describe("the unit above", () => {
  beforeEach(() => brokenDown(w))

  test("sees who has sent and who is behind, beside its own boxes", async () => {
    expect(await page("wang", "/todo?item=1-1")).toMatch(/下级上报[\s\S]*外事处[\s\S]*待签收[\s\S]*内部期限9月23日/)
    await w.travel("2026-09-24")
    expect(await page("wang", "/todo?item=1-1")).toContain("内部期限9月23日，已超过")
    expect(await page("zhao", "/breakdowns/1")).toContain("已超过内部期限")
    // Its own report is not due yet: the office's light does not know of it.
    expect(await lights()).not.toContain("red")
  })

  test("汇入 puts the words below what was typed, headed by the unit, and proposes 需要协调", async () => {
    await done(onLower(w, "zhao", "report", { hasDifficulty: "1" }))
    await done(takeUp(w))
    expect(await draftOf(w, 1)).toMatchObject({
      achieved: `${WORDS.achieved}\n【外事处】${LOWER_WORDS.achieved}`,
      problems: `${WORDS.problems}\n【外事处】需要协调。`,
      nextSteps: `${WORDS.nextSteps}\n【外事处】${LOWER_WORDS.nextSteps}`,
      hasDifficulty: true,
    })
    expect((await trailOf(w, "breakdown_report:1/1")).at(-1)).toMatchObject({ action: "breakdown_report_taken_up" })
    expect((await lowerReportOf(w)).report?.takenUp).toBe(1)
    expect(await page("wang", "/todo?item=1-1")).toContain("已汇入")
    // Once more changes nothing of what stands there.
    const { achieved = "", revision = 0 } = (await draftOf(w, 1)) ?? {}
    await done(takeUp(w, "1", { achieved, revision: String(revision) }))
    expect((await draftOf(w, 1))?.achieved).toBe(achieved)
  })

  test("汇入 of a page that is older than the draft lands nowhere, and both texts stay", async () => {
    await done(onLower(w, "zhao", "report"))
    await done(onReport(w, "wang", 1, "draft"))
    const events = await actions(w)
    const response = await takeUp(w, "1", { achieved: "别处写的" })
    expect(response.status).toBe(409)
    const html = await response.text()
    expect(html).toContain("别处写的")
    expect(html).toContain(WORDS.achieved)
    expect(await actions(w)).toEqual(events)
    expect((await lowerReportOf(w)).report?.takenUp).toBeNull()
  })

  test("nothing is taken up that has not come, or is nobody's below this part", async () => {
    await refused(w, () => takeUp(w), 409, /还没有上报/)
    await done(onLower(w, "zhao", "report"))
    await refused(w, () => takeUp(w, "7"), 409, /还没有上报/)
  })

  test("发还 with words and a day; it comes again", async () => {
    await done(onLower(w, "zhao", "report"))
    expect((await onLower(w, "wang", "return", { remark: "" })).status).toBe(422)
    expect((await onLower(w, "wang", "return", { resubmitBy: "2026-09-01" })).status).toBe(422)
    await done(onLower(w, "wang", "return"))
    const todo = await page("zhao", "/todo")
    expect(todo).toContain("请写明学法内容。")
    expect(todo).toContain("9月24日前重新上报")
    expect(await page("zhao", "/breakdowns/1")).toContain(LOWER_WORDS.achieved)
    await done(onLower(w, "zhao", "report", { achieved: "学习行政复议法2次。" }))
    expect((await lowerReportOf(w)).report).toMatchObject({ state: "sent", latest: 2 })
  })

  test("催办 is read by the lower unit, and not made where nothing is owed", async () => {
    await done(onBreakdown(w, "wang", "urging"))
    expect(await page("zhao", "/todo")).toContain("办公室催办")
    await done(onLower(w, "zhao", "report"))
    await refused(w, () => onBreakdown(w, "wang", "urging"), 409, /没有欠报/)
  })

  test("its report sent, the office finds behind it what the lower body wrote, and judges the unit's alone", async () => {
    await done(onLower(w, "zhao", "report"))
    expect(await page("lin", "/plans/1/tasks/1")).toContain("已分解到1个下级单位或科室")
    await done(onReport(w, "wang", 1, "report"))
    for (const login of ["lin", "boss", "wang"] as const)
      expect(await page(login, "/plans/1/tasks/1"), login).toContain(LOWER_WORDS.achieved)
    await done(onReport(w, "lin", 1, "acceptance"))
    const others = await page("zhou", "/plans/1/tasks/1")
    expect(others).not.toContain(LOWER_WORDS.achieved)
    expect(others).not.toContain("已分解到")
    // With the office, nothing is asked of the lower body any more.
    expect(await page("zhao", "/todo")).not.toContain("办公室交办")
  })

  test.each<[Login, number]>([
    ["zhao", 403],
    ["jing", 404],
    ["zhou", 404],
    ["lin", 404],
    ["admin", 404],
  ])("%s neither changes, takes back, urges nor returns: %i", async (login, status) => {
    await done(onLower(w, "zhao", "report"))
    for (const act of ["revision", "withdrawal", "urging"]) await refused(w, () => onBreakdown(w, login, act), status)
    await refused(w, () => onLower(w, login, "return"), status)
  })
})

describe("the end", () => {
  beforeEach(() => brokenDown(w))
  const asked = async () => (await page("zhao", "/todo")).includes("办公室交办")

  test("撤回分解 while nothing was sent: it is gone", async () => {
    await done(onBreakdown(w, "wang", "withdrawal"))
    expect((await breakdownOf(w)).state).toBe("withdrawn")
    expect(await asked()).toBe(false)
    expect(await page("wang", "/assignments/1/below")).not.toContain("已分解到")
    await refused(w, () => onBreakdown(w, "zhao", "acceptance"), 409)
    await done(passOn(w))
    expect(await asked()).toBe(true)
  })

  test("结束分解 once something was sent: what was sent stays", async () => {
    await done(onLower(w, "zhao", "report"))
    await done(onBreakdown(w, "wang", "withdrawal"))
    expect((await breakdownOf(w)).state).toBe("ended")
    expect(await page("wang", "/breakdowns/1")).toContain(LOWER_WORDS.achieved)
    expect(await page("wang", "/todo?item=1-1")).toContain(LOWER_WORDS.achieved)
  })

  test("a part that is suspended, and a plan that is archived, ask nothing of anybody below", async () => {
    expect(await asked()).toBe(true)
    await done(onAssignment(w, "lin", 1, "suspension"))
    expect(await asked()).toBe(false)
    await refused(w, () => onLower(w, "zhao", "report"), 409)
    await refused(w, () => onBreakdown(w, "zhao", "acceptance"), 409, /不在推进中/)
    await done(onAssignment(w, "lin", 1, "resumption", { listed: "1" }))
    expect(await asked()).toBe(true)
    await end("archived")
    expect(await asked()).toBe(false)
    await refused(w, () => onLower(w, "zhao", "report"), 409, /归档/)
    expect(await page("zhao", "/breakdowns/1")).toContain("负责处内学法。")
    await end("withdrawn")
    for (const login of ["zhao", "wang"] as const)
      expect((await w.as(login).get("/breakdowns/1")).status, login).toBe(404)
  })

  test("nor does a unit that is no more", async () => {
    const { db, write } = w.database
    await write([db.update(units).set({ active: false }).where(eq(units.id, 4))])
    expect(await asked()).toBe(false)
    expect(await page("wang", "/breakdowns/1")).toContain("单位已停用")
  })
})

describe("本期无变化", () => {
  const next = { name: "第四季度", opensOn: "2026-09-21", dueBy: "2026-12-31", inside: "1" }
  beforeEach(() => brokenDown(w))

  test("says since when, where something was sent before and nothing is written now", async () => {
    await done(onLower(w, "zhao", "report"))
    await done(openRound(w, next))
    expect(await page("zhao", "/breakdowns/1")).toContain("本期无变化，上报")
    const empty = { achieved: "", nextSteps: "", unchanged: "1" }
    await refused(w, () => onLower(w, "zhao", "report", { unchanged: "1" }, 1, 2), 422)
    await done(onLower(w, "zhao", "report", empty, 1, 2))
    expect(await page("wang", "/breakdowns/1")).toContain("自第三季度（9月21日上报）以来无变化")
  })

  test("nothing was sent before: it is no answer", async () => {
    await refused(w, () => onLower(w, "zhao", "report", { achieved: "", nextSteps: "", unchanged: "1" }), 422)
    expect((await lowerReportOf(w)).report).toBeNull()
  })
})
