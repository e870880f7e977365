import { describe, expect, test } from "vitest"
import { boardOf } from "#src/board/queries.ts"
import { linesOf } from "#src/pages/overview/queries.ts"
import {
  done,
  enter,
  type Fields,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  refused,
  trailOf,
} from "#test/support/acts.ts"
import { officialCalendar } from "#test/support/calendar.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const PAGE = "/plans/1/tasks/1/arrangement"
const STAGES = { id: ["", ""], text: ["完成调研", "形成初稿"], dueBy: ["2026-10-12", "2026-11-30"] }

const set = (w: World, over: Fields = {}, login: Login = "lin") =>
  w.as(login).post(`${PAGE}/stages`, { version: "1", ...STAGES, ...over })
const mark = async (w: World, over: Fields = {}, login: Login = "lin") =>
  w.as(login).post(`${PAGE}/marks`, {
    version: String((await w.assignment(1)).version),
    assignment: "1",
    stage: "1",
    reached: "yes",
    ...over,
  })
const textOf = async (w: World, path: string, login: Login = "lin") => (await w.as(login).get(path)).text()

async function partOf(w: World, round: number | null = null, id = 1) {
  const now = w.now()
  const today = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
  const reading = { now, today, calendar: officialCalendar, settings: { dueSoonDays: 3 } }
  const board = await boardOf(w.database, w.actor("lin"), 1, round, reading)
  const part = board?.tasks.flatMap((task) => task.assignments).find((one) => one.id === id)
  if (!part) throw new Error(`no part ${id}`)
  return part
}

/** 办公室's part of task 1 goes on; its first stage is due on 12 October. */
async function staged() {
  const w = await world()
  await done(set(w))
  await done(openRound(w, { dueBy: "2026-12-31" }))
  await done(onAssignment(w, "wang", 1, "acknowledgement"))
  return w
}

describe("设置阶段", () => {
  test("they stand with the task and each of its parts, and in the trail", async () => {
    const w = await world()
    const response = await done(set(w))
    expect(response.headers.get("location")).toBe(PAGE)
    for (const path of ["/plans/1/tasks/1", "/plans/1/matrix?open=1-1"])
      expect(await textOf(w, path, "wang"), path).toContain("完成调研（10月12日前）")
    expect((await trailOf(w, "task:1/1")).at(-1)).toMatchObject({
      action: "task_staged",
      version: 2,
      actorId: 1,
      particulars: { before: [], after: [{ text: "完成调研", dueBy: "2026-10-12" }, { text: "形成初稿" }] },
    })
    expect(await textOf(w, "/plans/1/tasks/1")).toContain("1. 完成调研（2026年10月12日前）；2. 形成初稿")
    expect((await partOf(w)).stage).toMatchObject({ ordinal: 1, dueBy: "2026-10-12" })
    expect((await partOf(w, null, 4)).stage).toBeNull()
  })

  test("one is changed, one added between, one taken away: what was reached of those that stay is kept", async () => {
    const w = await staged()
    await done(mark(w))
    const rows = { id: ["1", "", ""], text: ["完成摸底调研", "征求意见", ""], dueBy: ["2026-10-10", "2026-10-30", ""] }
    await done(set(w, { version: "2", ...rows }))
    expect((await partOf(w)).stage).toMatchObject({ ordinal: 2, text: "征求意见" })
    const html = await textOf(w, "/plans/1/tasks/1")
    expect(html).toContain("完成摸底调研（10月10日前）")
    expect(html.match(/<ol class="stages">.*?<\/ol>/s)?.[0]).not.toContain("形成初稿")
    expect((await trailOf(w, "task:1/1")).at(-1)).toMatchObject({
      particulars: {
        before: [
          { id: 1, text: "完成调研", dueBy: "2026-10-12" },
          { id: 2, text: "形成初稿" },
        ],
        after: [
          { id: 1, text: "完成摸底调研", dueBy: "2026-10-10" },
          { id: 0, text: "征求意见" },
        ],
      },
    })
    await done(set(w, { version: "3", id: ["1", "3"], text: ["", ""], dueBy: ["", ""] }))
    expect((await partOf(w)).stage).toBeNull()
  })

  test.each<[string, Fields, string]>([
    ["no day", { dueBy: ["2026-10-12", ""] }, "请填写第2阶段的完成日期"],
    ["no goal", { text: ["", "初稿"] }, "请填写第1阶段的目标"],
    ["a day that is none", { dueBy: ["2026-13-40", "2026-11-30"] }, "没有看懂第1阶段"],
    ["a day far away", { dueBy: ["2026-10-30", "9999-12-31"] }, "第2阶段的完成日期的年份须在1900至2100年之间"],
    ["days out of order", { dueBy: ["2026-11-30", "2026-10-12"] }, "第2阶段的完成日期应晚于第1阶段"],
    ["a book for a goal", { text: ["长".repeat(101), "初稿"] }, "最多100字"],
    [
      "too many",
      { id: Array(13).fill(""), text: Array(13).fill("目标"), dueBy: Array(13).fill("2026-10-12") },
      "最多12个阶段",
    ],
  ])("%s: asked for again, with what was typed", async (_, over, words) => {
    const w = await world()
    const html = await refused(w, () => set(w, over), 422, words)
    if (!("id" in over)) expect(html).toContain(`value="${[over.text ?? STAGES.text].flat()[1]}"`)
  })

  test("a day that is over is asked about once, and not again once it stands", async () => {
    const w = await world()
    const past = { dueBy: ["2026-09-18", "2026-11-30"] }
    const asked = await set(w, past)
    expect([asked.status, (await w.events()).length]).toEqual([422, 0])
    const html = await asked.text()
    expect(html).toContain("第1阶段的完成日期2026年9月18日已过2个工作日")
    expect(html).toContain('value="完成调研"')
    const daysAsked = html.match(/name="daysAsked" value="([^"]*)"/)?.[1] ?? ""
    await done(set(w, { ...past, daysAsked }))
    await done(set(w, { ...past, version: "2", id: ["1", "2"], text: ["完成调研", "初稿"] }))
    expect((await partOf(w)).light).toMatchObject({ reason: "overdue_stage", stage: 1, days: 2 })
  })

  test("a stage of another task is none, an old page is 409, and of two at once one lands", async () => {
    const w = await world()
    await refused(w, () => set(w, { id: ["7", ""] }), 404)
    await refused(w, () => set(w, { version: "9" }), 409, "新的变化")
    await onlyOne(
      w,
      () => set(w),
      () => set(w, {}, "lin2"),
    )
  })

  test.each<[Login, number]>([
    ["wang", 403],
    ["head", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
  ])("%s neither sets nor marks one: %i", async (login, status) => {
    const w = await world()
    await done(set(w))
    await refused(w, () => set(w, { version: "2" }, login), status)
    await refused(w, () => mark(w, {}, login), status)
  })
})

describe("a stage whose day has passed", () => {
  test("is late on every page that says so, and no more once the unit's report has said it is reached", async () => {
    const w = await staged()
    await w.travel("2026-10-15")
    const words = "第1阶段逾期3个工作日"
    const everywhere = async () =>
      Promise.all(
        (
          [
            ["/plans/1", "lin"],
            ["/plans/1/matrix?open=1-1", "lin"],
            ["/plans/1/tasks/1", "wang"],
            ["/units/1", "wang"],
            ["/todo", "wang"],
          ] as [string, Login][]
        ).map(async ([path, login]) => [path, (await textOf(w, path, login)).includes(words)]),
      )
    expect((await everywhere()).filter(([, says]) => !says)).toEqual([])
    const late = async () => {
      const reading = {
        now: w.now(),
        today: "2026-10-15",
        calendar: officialCalendar,
        settings: { dueSoonDays: 3 },
      }
      return (await linesOf(w.database, w.actor("boss"), false, reading))[0]?.late
    }
    expect(await late()).toBe(3)
    expect(await textOf(w, "/overview", "boss")).toContain("第1阶段未完成")

    const html = await textOf(w, "/todo?item=1-1", "wang")
    expect(html).toMatch(/name="stage" value="1"[^>]*\/> 已完成本阶段/)
    await done(onReport(w, "wang", 1, "report", { stage: "1" }))
    expect(await textOf(w, "/plans/1/tasks/1", "wang")).toContain("已报完成，待审核")
    expect((await partOf(w)).light.reason).toBe("on_track")
    expect(await late()).toBe(2)
    expect(await textOf(w, "/todo", "wang")).not.toContain(words)
  })

  test("is late again when that report comes back, and reached when it is accepted", async () => {
    const w = await staged()
    await w.travel("2026-10-15")
    await done(onReport(w, "wang", 1, "report", { stage: "1" }))
    await done(onReport(w, "lin", 1, "return", { resubmitBy: "2026-10-30" }))
    expect((await partOf(w)).light).toMatchObject({ reason: "overdue_stage", stage: 1 })
    expect(await textOf(w, "/todo?item=1-1", "wang")).toMatch(/name="stage" value="1" checked/)
    await done(onReport(w, "wang", 1, "report", { stage: "1" }))
    await done(onReport(w, "lin", 1, "acceptance"))
    expect((await partOf(w)).stage).toMatchObject({ ordinal: 2 })
    expect(await textOf(w, "/plans/1/tasks/1", "wang")).toContain('<span class="tag">已完成</span>')
  })

  test("is reached by a draft's tick only when it is sent; without the tick by no report", async () => {
    const w = await staged()
    await w.travel("2026-10-15")
    await done(onReport(w, "wang", 1, "draft", { stage: "1" }))
    expect(await textOf(w, "/todo?item=1-1", "wang")).toMatch(/name="stage" value="1" checked/)
    expect((await partOf(w)).light.reason).toBe("overdue_stage")
    await done(w.as("wang").post("/todo/sending", { items: ["1-1"] }))
    expect((await partOf(w)).light.reason).toBe("on_track")
    await done(onReport(w, "zhou", 2, "report"))
    expect((await partOf(w, null, 2)).light.reason).toBe("overdue_stage")
  })

  test("another stage's number ticks nothing; 代录 ticks as well", async () => {
    const w = await staged()
    await w.travel("2026-10-15")
    await done(onReport(w, "wang", 1, "report", { stage: "2" }))
    expect((await partOf(w)).light.reason).toBe("overdue_stage")
    await done(enter(w, "lin", 2, { stage: "1" }))
    expect((await partOf(w, null, 2)).light.reason).toBe("on_track")
  })

  test("is marked by the office, and unmarked; its own part's it does not mark", async () => {
    const w = await staged()
    await w.travel("2026-10-15")
    await done(mark(w))
    expect((await partOf(w)).stage).toMatchObject({ ordinal: 2 })
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "assignment_stage_marked",
      particulars: { stage: 1, before: false, after: true },
    })
    expect(await textOf(w, "/plans/1/tasks/1", "wang")).toContain("登记阶段完成情况")
    await w.travel("2026-10-15", 10)
    await done(mark(w, { reached: "no" }))
    expect((await partOf(w)).light.reason).toBe("overdue_stage")
    const version = String((await w.assignment(3)).version)
    await refused(w, () => mark(w, { assignment: "3", version }), 409, "本部门自己的阶段")
    await refused(w, () => mark(w, { stage: "9" }), 404)
    await refused(w, () => mark(w, { version: "77" }), 409, "新的变化")
    await onlyOne(
      w,
      () => mark(w),
      () => mark(w, {}, "lin2"),
    )
  })

  test("stays late in the figures of a round that was cut off before it was reached or moved", async () => {
    const w = await staged()
    await w.travel("2026-10-15")
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    const then = await partOf(w, 1)
    expect(then.light).toMatchObject({ reason: "overdue_stage", stage: 1, days: 3 })
    await w.travel("2026-10-16")
    await done(mark(w))
    await done(onReport(w, "zhou", 2, "report", { stage: "1" }))
    await done(set(w, { version: "2", id: ["1", "2"], dueBy: ["2026-12-01", "2026-12-30"] }))
    await w.travel("2026-10-19")
    await done(set(w, { version: "3", id: ["2"], text: ["初稿"], dueBy: ["2026-12-31"] }))
    expect((await partOf(w, 1)).light).toEqual(then.light)
    expect((await partOf(w, 1, 2)).light).toMatchObject({ reason: "overdue_stage", stage: 1 })
    expect((await partOf(w)).stage).toMatchObject({ ordinal: 1, text: "初稿" })
  })

  test("and what was reached before the cut-off stays so in them, whatever the office says later", async () => {
    const w = await staged()
    await w.travel("2026-10-15")
    await done(mark(w))
    await done(onReport(w, "zhou", 2, "report", { stage: "1" }))
    await w.travel("2026-10-16")
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await w.travel("2026-10-19")
    await done(mark(w, { reached: "no" }))
    await done(onReport(w, "lin", 2, "return", { resubmitBy: "2026-10-30" }))
    expect((await partOf(w, 1)).stage).toMatchObject({ ordinal: 2 })
    expect((await partOf(w, 1, 2)).stage).toMatchObject({ ordinal: 2 })
    expect((await partOf(w)).light.reason).toBe("overdue_stage")
    expect((await partOf(w, null, 2)).light.reason).toBe("overdue_stage")
  })

  test("near its day it is 关注, and on 我的待办", async () => {
    const w = await staged()
    await w.travel("2026-10-09")
    expect((await partOf(w)).light).toMatchObject({ reason: "stage_soon", stage: 1 })
    expect(await textOf(w, "/todo", "wang")).toContain("第1阶段")
  })
})
