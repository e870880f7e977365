import { beforeEach, describe, expect, test } from "vitest"
import { extensions } from "#db/schema.ts"
import {
  askForExtension,
  bring,
  done,
  draftNotice,
  extensionOf,
  type Fields,
  noticeOf,
  onAssignment,
  onExtension,
  onlyOne,
  onNotice,
  onReport,
  openRound,
  refused,
  sentence,
  trailOf,
} from "#test/support/acts.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const rows = async () => {
  const { db, read } = w.database
  const [found] = await read([db.select().from(extensions)])
  return found
}

/** What the task's page says of 办公室's part in task 1. */
async function lightOn(query = "") {
  const [, part = ""] = (await page("lin", `/plans/1/tasks/1${query}`)).split('id="unit-1"')
  return (
    part
      .match(/<span class="light (\w+)">([^<]*)</)
      ?.slice(1)
      .join(" ") ?? ""
  )
}

const onNoticePage = async (login: Login, over: Fields = {}) =>
  w.as(login).post("/notices/1/extension", {
    version: String((await noticeOf(w)).version),
    wantedBy: "2026-10-30",
    reason: "场地未落实。",
    progress: "方案已定。",
    ...over,
  })

describe("申请", () => {
  test("the unit asks before the day, and the trail of its assignment says so", async () => {
    await askForExtension(w)
    expect(await extensionOf(w)).toMatchObject({
      target: "deadline",
      formerBy: "2026-10-30",
      wantedBy: "2026-11-30",
      state: "asked",
      unitId: 1,
    })
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "extension_asked",
      particulars: { remark: "场地未落实。", progress: "方案已定。", formerBy: "2026-10-30", wantedBy: "2026-11-30" },
    })
    expect(await lightOn()).toBe("yellow 延期待批")
    expect(await page("lin", "/desk?queue=extensions")).toContain("场地未落实。")
  })

  test("the page says what it means before it is sent", async () => {
    await askForExtension(w, { assignment: 6 })
    const html = await page("wang", "/assignments/1/extension")
    expect(html).toContain("完成时限：<b>10月30日</b>")
    expect(html).toContain("不同意的，仍按原定期限计算")
  })

  test.each<[string, Fields, RegExp]>([
    ["no reason", { reason: " " }, /请填写延期原因/],
    ["no progress", { progress: "" }, /请填写目前进展/],
    ["a year far away", { wantedBy: "9999-12-31" }, /新的期限的年份须在1900至2100年之间/],
    ["no date", { wantedBy: "年底" }, /没有看懂新的期限，请写成 2026-12-10 或 2026年12月10日/],
    ["a date that is not later", { wantedBy: "2026-10-30" }, /申请的日期须晚于现在的期限/],
  ])("%s is said at the field, with the words kept", async (_, over, words) => {
    await askForExtension(w, { assignment: 6 })
    const response = await onAssignment(w, "wang", 1, "extension", { reason: "我的理由", ...over })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toMatch(words)
    if (over.reason === undefined) expect(html).toContain("我的理由")
    expect(await rows()).toHaveLength(1)
  })

  test("after the day has passed it is too late, and the original date counts", async () => {
    await askForExtension(w, { assignment: 6 })
    await w.travel("2026-10-30")
    await done(onExtension(w, "wang", "withdrawal"))
    await done(onAssignment(w, "wang", 1, "extension"))
    await w.travel("2026-10-31")
    await refused(w, () => onAssignment(w, "wang", 6, "extension"), 409, /期限已过，不能再申请延期/)
    expect(await page("wang", "/plans/1/tasks/3")).not.toContain("申请延期</a>")
  })

  test("without a date, or when it is not at work, there is nothing to extend", async () => {
    await refused(w, () => onAssignment(w, "wang", 1, "extension"), 409, /没有可以延期的期限/)
    await askForExtension(w, { assignment: 6 })
    await bring(w, 1, "suspended")
    await refused(w, () => onAssignment(w, "wang", 1, "extension"), 409, /没有可以延期的期限/)
  })

  test("one at a time; withdrawn, it may be asked for again", async () => {
    await askForExtension(w)
    await refused(w, () => onAssignment(w, "wang", 1, "extension"), 409, /已有一份延期申请等待批复/)
    await done(onExtension(w, "wang", "withdrawal"))
    expect(await lightOn()).not.toBe("yellow 延期待批")
    await done(onAssignment(w, "wang", 1, "extension"))
    await refused(w, () => onExtension(w, "wang", "withdrawal"), 409)
  })

  test("two who ask at once: one is told", async () => {
    await askForExtension(w, { assignment: 6 })
    const { version } = await w.assignment(1)
    const form = { version: String(version), wantedBy: "2026-11-30", reason: "原因", progress: "进展" }
    await onlyOne(
      w,
      () => w.as("wang").post("/assignments/1/extension", form),
      () => w.as("head").post("/assignments/1/extension", form),
    )
  })

  test.each<[Login, number]>([
    ["zhou", 403],
    ["jing", 404],
    ["lin", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
  ])("%s asks for nothing: %i", async (login, status) => {
    await askForExtension(w, { assignment: 6 })
    await refused(w, () => onAssignment(w, login, 1, "extension"), status)
  })
})

describe("批复", () => {
  beforeEach(() => askForExtension(w))

  test("granted, the light goes by the new day, and the original stays to be seen", async () => {
    await done(onExtension(w, "lin", "decision", { grantedBy: "2026-11-20" }))
    expect(await extensionOf(w)).toMatchObject({ state: "granted", grantedBy: "2026-11-20", opinion: "同意延期。" })
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "extension_granted",
      particulars: { formerBy: "2026-10-30", grantedBy: "2026-11-20", remark: "同意延期。" },
    })
    await w.travel("2026-11-03")
    expect(await lightOn()).toBe("grey 未到期")
    const html = await page("wang", "/plans/1/tasks/1")
    expect(html).toContain("原定10月30日")
    await w.travel("2026-11-24")
    expect(await lightOn()).toBe("red 超时限2个工作日")
  })

  test("refused, the day that stood goes on counting", async () => {
    await done(onExtension(w, "lin", "decision", { verdict: "refuse", grantedBy: "" }))
    expect(await extensionOf(w)).toMatchObject({ state: "refused", grantedBy: null })
    await w.travel("2026-11-02")
    expect(await lightOn()).toBe("red 超时限1个工作日")
    expect(await page("wang", "/extensions/1")).toContain("不同意")
  })

  test("a second extension begins from the first; the task's own date moved further still counts", async () => {
    await done(onExtension(w, "lin", "decision"))
    await done(onAssignment(w, "wang", 1, "extension", { wantedBy: "2026-12-15" }))
    expect(await extensionOf(w, 2)).toMatchObject({ formerBy: "2026-11-30" })
    await done(onExtension(w, "lin", "decision", { grantedBy: "2026-12-15" }, 2))
    await w.travel("2026-12-08")
    expect(await lightOn()).toBe("grey 未到期")
    const schedule = { tasks: ["1"], rhythm: "", deadline: "date", dueBy: "2026-12-31" }
    await done(w.as("lin").post("/plans/1/schedule", schedule))
    await w.travel("2026-12-21")
    expect(await lightOn()).toBe("grey 未到期")
  })

  test.each<[string, Fields, RegExp]>([
    ["granted without a day", { grantedBy: "" }, /同意延期须写明新的期限/],
    ["granted for an earlier day", { grantedBy: "2026-10-20" }, /新的期限须晚于原定期限/],
    ["without an opinion", { remark: "" }, /请填写批复意见/],
    ["without a choice", { verdict: [] }, /请选择同意或不同意/],
  ])("%s, it comes back", async (_, over, words) => {
    const response = await onExtension(w, "lin", "decision", over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect((await extensionOf(w)).state).toBe("asked")
  })

  test("decided once, it is not decided again; two at once, one is told; a stale page is refused", async () => {
    await refused(w, () => onExtension(w, "lin", "decision", { version: "1" }), 409, /刚刚有了变化/)
    const { version } = await w.assignment(1)
    const form = { version: String(version), verdict: "grant", grantedBy: "2026-11-30", remark: "同意" }
    await onlyOne(
      w,
      () => w.as("lin").post("/extensions/1/decision", form),
      () => w.as("lin2").post("/extensions/1/decision", form),
    )
    await refused(w, () => onExtension(w, "lin", "decision"), 409, /「同意」状态/)
    await refused(w, () => onExtension(w, "wang", "withdrawal"), 409)
  })

  test("nobody else decides; those whom it does not concern know of no request", async () => {
    for (const login of Object.keys(CAST) as Login[]) {
      if (login === "lin" || login === "lin2") continue
      const sees = ["wang", "head", "boss"].includes(login)
      expect((await w.as(login).get("/extensions/1")).status, login).toBe(sees ? 200 : 404)
      await refused(w, () => onExtension(w, login, "decision"), sees ? 403 : 404)
    }
  })

  test("what is no longer at work leaves the desk, and comes back with it", async () => {
    await bring(w, 1, "claimed")
    expect(await page("lin", "/desk?queue=extensions")).toContain("没有待处理的事项")
    await done(onAssignment(w, "lin", 1, "verdict", { verdict: "hand_back" }))
    expect(await page("lin", "/desk?queue=extensions")).toContain("场地未落实。")
  })

  test("the words of a script stay words", async () => {
    await done(onExtension(w, "wang", "withdrawal"))
    await done(
      onAssignment(w, "wang", 1, "extension", { reason: "<script>alert(1)</script>", progress: "🙂".repeat(50) }),
    )
    expect(await page("lin", "/extensions/2")).toContain("&lt;script&gt;alert(1)&lt;/script&gt;")
  })
})

test("of the office's own request one proposes and another decides, and neither has asked for it", async () => {
  await askForExtension(w, { assignment: 4, unit: "yan" })
  await done(onExtension(w, "lin", "decision"))
  expect((await extensionOf(w)).state).toBe("asked")
  await refused(w, () => onExtension(w, "lin", "confirmation"), 403, /本人的初核意见/)
  await refused(w, () => onExtension(w, "lin2", "decision"), 409, /请先复核/)
  await refused(w, () => onExtension(w, "yan", "withdrawal"), 409, /请先复核/)
  expect(await page("lin2", "/desk?queue=confirm")).toContain("同意延期")
  await done(onExtension(w, "lin2", "confirmation", { agrees: "no", decision: "理由不足" }))
  await done(onExtension(w, "lin2", "decision", { verdict: "refuse" }))
  await done(onExtension(w, "lin", "confirmation"))
  expect(await extensionOf(w)).toMatchObject({ state: "refused", decidedById: w.actor("lin").id })
  expect(await page("yan", "/plans/1/tasks/2")).not.toContain("理由不足")
})

test("a 限期整改 is extended while it runs: its light and its replay go by the day that stood then", async () => {
  await bring(w, 1, "rectifying")
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await done(onAssignment(w, "wang", 1, "extension", { wantedBy: "2026-10-30" }))
  expect(await extensionOf(w)).toMatchObject({ target: "rectification", formerBy: "2026-10-12" })
  await done(onExtension(w, "lin", "decision", { grantedBy: "2026-10-30" }))
  expect(await w.assignment(1)).toMatchObject({ state: "rectifying", rectifyBy: "2026-10-30" })
  await w.travel("2026-10-20")
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  expect(await lightOn("?round=1")).toBe("yellow 整改中，还有8个工作日")
  await w.travel("2026-11-02")
  expect(await lightOn()).toBe("red 整改逾期1个工作日")
  expect(await lightOn("?round=1")).toBe("yellow 整改中，还有8个工作日")
})

test("a deadline's extension does not change a replay from before it was decided", async () => {
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await askForExtension(w, { dueBy: "2026-10-12" })
  await w.travel("2026-10-12")
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  await w.travel("2026-10-13")
  await done(onExtension(w, "lin", "decision"))
  expect(await lightOn()).toBe("green 正常")
  expect(await lightOn("?round=1")).toBe("yellow 延期待批")
})

describe("of a notice", () => {
  beforeEach(() => done(draftNotice(w)))

  test("granted, the notice is due later and says what was first asked", async () => {
    await done(onNoticePage("wang"))
    expect(await extensionOf(w)).toMatchObject({ target: "notice", noticeId: 1, formerBy: "2026-09-30" })
    await done(onExtension(w, "lin", "decision", { grantedBy: "2026-10-20" }))
    expect(await noticeOf(w)).toMatchObject({ dueBy: "2026-10-20", firstDueBy: "2026-09-30", state: "issued" })
    expect(await page("wang", "/notices/1")).toContain("原定9月30日")
    expect((await trailOf(w, "notice:1")).at(-1)).toMatchObject({
      action: "extension_granted",
      particulars: { answerBy: "2026-10-20", to: "issued" },
    })
  })

  test("answered, there is nothing to extend any more", async () => {
    await done(onNotice(w, "wang", "answer"))
    await refused(w, () => onNoticePage("wang"), 409, /没有可以延期的期限/)
  })

  test("others ask for nothing", async () => {
    await refused(w, () => onNoticePage("lin"), 403)
    await refused(w, () => onNoticePage("zhou"), 404)
  })
})

describe("挂起、终止、并入、改派、回头看", () => {
  test("each needs its reason and whose decision it is, and says what it does to lights and rates", async () => {
    await bring(w, 1, "active")
    for (const act of ["suspension", "termination", "reassignment"]) {
      expect(await page("lin", `/assignments/1/${act}`)).toMatch(/不计入|比率/)
      const response = await onAssignment(w, "lin", 1, act, { authority: "", remark: "我的理由" })
      expect(response.status).toBe(422)
      const html = await response.text()
      expect(sentence(html)).toContain("请填写决定依据或批准人")
      expect(html).toContain("我的理由")
    }
  })

  test("suspended until a day, which the task shows", async () => {
    await bring(w, 1, "active")
    const early = await onAssignment(w, "lin", 1, "suspension", { untilOn: "2026-09-01" })
    expect(sentence(await early.text())).toContain("预计恢复日期不能早于今天")
    await done(onAssignment(w, "lin", 1, "suspension", { untilOn: "2026-12-31" }))
    const html = await page("wang", "/plans/1/tasks/1")
    expect(html).toContain("预计12月31日恢复")
    expect(html).toContain("依据分管领导批示")
    expect((await trailOf(w, "assignment:1")).at(-1)?.particulars).toMatchObject({
      to: "suspended",
      untilOn: "2026-12-31",
      authority: "分管领导批示",
    })
  })

  test("merged into another part, which the task names; not into one that has ended or is of another plan", async () => {
    await bring(w, 1, "active")
    await bring(w, 2, "terminated", { unit: "zhou", office: "lin" })
    await refused(w, () => onAssignment(w, "lin", 1, "termination", { mergedIntoId: "2" }), 404)
    await refused(w, () => onAssignment(w, "lin", 1, "termination", { mergedIntoId: "77" }), 404)
    await done(onAssignment(w, "lin", 1, "termination", { mergedIntoId: "6" }))
    expect(await w.assignment(1)).toMatchObject({ state: "terminated", mergedIntoId: 6 })
    expect(await page("wang", "/plans/1/tasks/1")).toContain("并入办公室（三）")
  })

  test("of its own part the office does not decide alone", async () => {
    await bring(w, 4, "active", { unit: "yan", office: "lin" })
    const response = await done(onAssignment(w, "lin", 4, "suspension", { untilOn: "2026-12-31" }))
    expect(response.headers.get("set-cookie")).toContain("done=proposed")
    expect((await w.assignment(4)).state).toBe("active")
    await refused(w, () => onAssignment(w, "lin", 4, "confirmation"), 403, /本人的初核意见/)
    expect(await page("lin2", "/desk?queue=confirm")).toContain("挂起")
    await done(onAssignment(w, "lin2", 4, "confirmation"))
    expect(await w.assignment(4)).toMatchObject({ state: "suspended", suspendedUntil: "2026-12-31" })
    await done(onAssignment(w, "lin", 4, "resumption"))
    await done(onAssignment(w, "lin", 4, "termination", { mergedIntoId: "1" }))
    await done(onAssignment(w, "lin2", 4, "confirmation", { agrees: "no", decision: "不宜并入" }))
    expect((await w.assignment(4)).state).toBe("active")
    await done(onAssignment(w, "lin2", 4, "termination", { mergedIntoId: "1" }))
    await done(onAssignment(w, "lin", 4, "confirmation"))
    expect(await w.assignment(4)).toMatchObject({ state: "terminated", mergedIntoId: 1 })
  })

  test("given to another unit while at work: what is still owed goes over, what was reported stays", async () => {
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report"))
    // Not asked for again in the round that runs.
    await done(onAssignment(w, "lin", 1, "reassignment", { unitId: "4", listed: [] }))
    await done(onAssignment(w, "lin", 6, "reassignment", { unitId: "4" }))
    expect(await w.assignment(7)).toMatchObject({ taskId: 1, unitId: 4, state: "awaiting", position: 0, role: "lead" })
    const owed = await page("zhao", "/todo")
    expect(owed).toContain("（三）")
    expect(owed).not.toContain('id="item-7-1"')
    expect(owed).toContain('id="item-8-1"')
    expect((await w.assignment(1)).state).toBe("terminated")
    await refused(w, () => onAssignment(w, "lin", 5, "reassignment", { unitId: "4" }), 409, /已承担这项任务/)
    const none = await onAssignment(w, "lin", 2, "reassignment", { unitId: "" })
    expect(sentence(await none.text())).toContain("请选择改派给哪个单位")
  })

  test("given back to the unit that had it before, it is taken up again in the same row", async () => {
    await bring(w, 1, "active")
    await done(onAssignment(w, "lin", 1, "reassignment", { unitId: "4" }))
    await done(onAssignment(w, "lin", 7, "reassignment", { unitId: "1" }))
    expect(await w.assignment(1)).toMatchObject({ state: "awaiting", unitId: 1 })
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "assignment_added",
      particulars: { from: "terminated", to: "awaiting", instead_of: "外事处" },
    })
  })

  test("reopened with whose decision it is", async () => {
    await bring(w, 1, "closed")
    expect(await page("lin", "/assignments/1/reopening")).toContain("办结率随之下降")
    await done(onAssignment(w, "lin", 1, "reopening", { remark: "问题反弹" }))
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "assignment_reopened",
      particulars: { to: "active", remark: "问题反弹", authority: "分管领导批示" },
    })
  })
})
