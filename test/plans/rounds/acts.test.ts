import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { dues, plans, reminderItems, reminders, rounds, tasks } from "#db/schema.ts"
import {
  bring,
  done,
  enter,
  type Fields,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  ROUND,
  refused,
  settings,
  trailOf,
} from "#test/support/acts.ts"
import { followed, listedOn } from "#test/support/counts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/** Everybody but the plan's supervisors, and how they are refused. */
const OTHERS: [Login, number][] = [
  ["wang", 403],
  ["head", 403],
  ["jing", 404],
  ["zhou", 403],
  ["yan", 403],
  ["boss", 403],
  ["zhao", 404],
  ["admin", 404],
  ["security", 404],
  ["auditor", 404],
]

const roundOf = async (w: World, number = 1) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(rounds).where(eq(rounds.number, number))])
  return rows[0]
}
const owedOf = async (w: World, roundId: number) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(dues).where(eq(dues.roundId, roundId))])
  return rows.map(({ assignmentId }) => assignmentId).sort()
}
const cutOff = async (w: World, login: Login = "lin", number = 1) =>
  w.as(login).post(`/plans/1/rounds/${number}/cut-off`, { version: String((await roundOf(w, number))?.version) })

describe("开启填报期", () => {
  test("what is owed is decided and kept", async () => {
    const w = await world()
    await bring(w, 1, "suspended")
    await bring(w, 4, "claimed", { unit: "yan", office: "lin" })
    const response = await done(openRound(w, { evidenceRequired: "1" }))
    expect(response.headers.get("location")).toBe("/plans/1/rounds")
    expect(await roundOf(w)).toMatchObject({ ...ROUND, number: 1, evidenceRequired: true, cutOffAt: null, version: 1 })
    expect(await owedOf(w, 1)).toEqual([2, 3, 4, 5, 6])
    expect(await trailOf(w, "round:1/1")).toMatchObject([
      { version: 1, action: "round_opened", actorId: 1, particulars: { name: "第三季度", owed: 5 } },
    ])
    // Later moves change nothing of what the round asked for.
    await done(onAssignment(w, "lin", 1, "resumption"))
    expect(await owedOf(w, 1)).toEqual([2, 3, 4, 5, 6])
  })

  test("a second one inside an open one is refused unless it is meant", async () => {
    const w = await world()
    await done(openRound(w))
    const html = await refused(w, () => openRound(w, { name: "专项" }), 409, "「第三季度」尚未封账")
    expect(html).toContain("减轻基层负担")
    await done(openRound(w, { name: "专项", inside: "1" }))
    expect(await roundOf(w, 2)).toMatchObject({ name: "专项" })
  })

  test("after the cut-off the next one opens without asking", async () => {
    const w = await world()
    await done(openRound(w))
    await done(cutOff(w))
    await done(openRound(w, { name: "第四季度", dueBy: "2026-12-31" }))
    expect((await roundOf(w, 2))?.name).toBe("第四季度")
  })

  test.each(OTHERS)("%s opens none: %i", async (login, status) => {
    const w = await world()
    await refused(w, () => openRound(w, {}, login), status)
  })

  test.each<[string, Fields, string]>([
    ["no name", { name: " " }, "请填写填报期名称"],
    ["too long a name", { name: "长".repeat(100_000) }, "最多 40 字"],
    ["two lines", { name: "第三\n季度" }, "请用一行写明"],
    ["a name that nobody can see", { name: "\u200b\ufeff" }, "请填写填报期名称"],
    ["no due day", { dueBy: "" }, "报送期限"],
    ["a day that does not exist", { dueBy: "2026-09-31" }, "2026年9月没有31日，最后一天是30日，请改正报送期限"],
    ["due before it opens", { dueBy: "2026-08-31" }, "不能早于开启日期"],
  ])("%s: asked for again", async (_, over, words) => {
    const w = await world()
    await refused(w, () => openRound(w, over), 422, words)
    expect(await roundOf(w)).toBeUndefined()
  })

  test("two supervisors at once: one round", async () => {
    const w = await world()
    await onlyOne(
      w,
      () => openRound(w),
      () => openRound(w, {}, "lin2"),
    )
    expect(await roundOf(w, 2)).toBeUndefined()
  })
})

describe("修改填报期", () => {
  const change = (w: World, over: Fields = {}, login: Login = "lin") =>
    w.as(login).post("/plans/1/rounds/1", { version: "1", name: "第三季度", dueBy: "2026-10-12", ...over })

  test("its due day moves, the day before stays in the trail", async () => {
    const w = await world()
    await done(openRound(w))
    await done(change(w))
    expect(await roundOf(w)).toMatchObject({ dueBy: "2026-10-12", version: 2 })
    expect((await trailOf(w, "round:1/1")).at(-1)).toMatchObject({
      version: 2,
      action: "round_rescheduled",
      particulars: { before: { dueBy: "2026-09-30" }, after: { dueBy: "2026-10-12" } },
    })
  })

  test.each<[string, Fields, number, string]>([
    ["without a name", { name: "" }, 422, "请填写填报期名称"],
    ["to no day", { dueBy: "不知道" }, 422, "没有看懂报送期限"],
    ["to before it opened", { dueBy: "2026-08-01" }, 422, "不能早于开启日期"],
    ["on an old page", { version: "5" }, 409, "有了新的变化"],
  ])("%s it does not", async (_, over, status, words) => {
    const w = await world()
    await done(openRound(w))
    await refused(w, () => change(w, over), status, words)
  })

  test("nor after the cut-off, nor where there is none", async () => {
    const w = await world()
    await refused(w, () => change(w), 404)
    await done(openRound(w))
    await done(cutOff(w))
    await refused(w, () => change(w, { version: "2" }), 409, "本期已经统计封账")
  })

  test.each(OTHERS)("nor by %s: %i", async (login, status) => {
    const w = await world()
    await done(openRound(w))
    await refused(w, () => change(w, {}, login), status)
  })

  test("two at once: one of them", async () => {
    const w = await world()
    await done(openRound(w))
    await onlyOne(
      w,
      () => change(w),
      () => change(w, {}, "lin2"),
    )
  })
})

describe("封账", () => {
  test("it is an act with an instant; a second one is refused", async () => {
    const w = await world()
    await done(openRound(w))
    await done(cutOff(w))
    expect(await roundOf(w)).toMatchObject({ cutOffAt: w.now(), version: 2 })
    expect((await trailOf(w, "round:1/1")).at(-1)).toMatchObject({
      version: 2,
      action: "round_cut_off",
      actorId: 1,
      particulars: { automatic: false },
    })
    await refused(w, () => cutOff(w, "lin2"), 409, "本期已经统计封账")
  })

  test("not on an old page, and not before the round has opened", async () => {
    const w = await world()
    await done(openRound(w, { opensOn: "2026-09-28" }))
    expect(await (await w.as("lin").get("/plans/1/rounds")).text()).not.toContain("现在封账")
    await refused(w, () => cutOff(w), 409, "尚未开始，不能封账")
    await w.travel("2026-09-28")
    expect(await (await w.as("lin").get("/plans/1/rounds")).text()).toContain("现在封账")
    await done(w.as("lin2").post("/plans/1/rounds/1", { version: "1", name: "第三季度", dueBy: "2026-10-12" }))
    await refused(w, () => w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }), 409, "有了新的变化")
    await done(cutOff(w))
  })

  test.each(OTHERS)("%s cuts nothing off: %i", async (login, status) => {
    const w = await world()
    await done(openRound(w))
    await refused(w, () => cutOff(w, login), status)
  })

  test("two at once: one of them", async () => {
    const w = await world()
    await done(openRound(w))
    await onlyOne(
      w,
      () => cutOff(w),
      () => cutOff(w, "lin2"),
    )
  })

  test("a report after it is taken and marked 迟报 for ever; the round's figures do not move", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report"))
    await w.travel("2026-10-10", 18)
    await done(cutOff(w))
    const figures = async () => {
      const html = await (await w.as("lin").get("/plans/1/rounds")).text()
      return [...html.matchAll(/<td class="number"[^>]*><a href="([^"]*)">(\d+)<\/a>/g)].map(([, href = "", n]) => ({
        href: href.replaceAll("&amp;", "&"),
        n: Number(n),
      }))
    }
    const frozen = await figures()
    expect(frozen.map(({ n }) => n)).toEqual([6, 1])

    await w.travel("2026-10-12", 9)
    await done(onReport(w, "zhou", 2, "report"))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await done(onReport(w, "lin", 2, "acceptance"))
    await bring(w, 5, "suspended", { unit: "zhou", office: "lin" })
    await done(enter(w, "lin", 6))
    expect(await figures()).toEqual(frozen)
    for (const { href, n } of frozen) {
      expect(listedOn(await (await w.as("lin").get(href)).text()).parts, href).toBe(n)
    }
    expect((await trailOf(w, "report:2/1"))[0]).toMatchObject({ particulars: { late: true } })
    expect(await (await w.as("wang").get("/plans/1/tasks/1?round=1")).text()).toContain("迟报")
    expect(await (await w.as("lin").get("/plans/1/tasks/1")).text()).toContain("迟报")
    // Accepted long ago, it is still late.
    await w.travel("2026-12-01")
    expect(await (await w.as("lin").get("/plans/1/tasks/1")).text()).toContain("迟报")
  })

  test("every number of the plan page opens its list, open or cut off", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report", { hasDifficulty: "1" }))
    await done(onReport(w, "zhou", 2, "report"))
    await done(onReport(w, "lin", 2, "return"))
    await bring(w, 6, "terminated")
    await w.travel("2026-10-12")
    const check = async () => {
      for (const path of ["/plans/1", "/plans/1?round=1"]) {
        const numbers = await followed(w, "lin", path)
        expect(numbers.length).toBeGreaterThan(3)
        for (const { link, lists } of numbers) expect({ link, lists }).toEqual({ link, lists: link.n })
      }
    }
    await check()
    await done(cutOff(w))
    await done(onReport(w, "zhou", 2, "report"))
    await check()
  })

  test("reported, returned and reported again before the cut-off, it is not late", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "lin", 1, "return"))
    await done(cutOff(w))
    await w.travel("2026-10-12")
    await done(onReport(w, "wang", 1, "report"))
    expect(await (await w.as("lin").get("/plans/1/tasks/1")).text()).not.toContain("迟报")
  })

  test("a report withdrawn and sent again after the cut-off is late", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await done(cutOff(w))
    await w.travel("2026-10-12")
    await done(onReport(w, "wang", 1, "report"))
    expect(await (await w.as("lin").get("/plans/1/tasks/1")).text()).toContain("迟报")
  })
})

describe("批量设置周期和时限", () => {
  const schedule = (w: World, over: Fields = {}, login: Login = "lin") =>
    w.as(login).post("/plans/1/schedule", {
      tasks: ["1", "3"],
      rhythm: "monthly",
      deadline: "date",
      dueBy: "2026-12-04",
      ...over,
    })
  const tasksOf = async (w: World) => {
    const { db, read } = w.database
    const [rows] = await read([db.select().from(tasks)])
    return rows.map(({ rhythm, deadline, dueBy, version }) => ({ rhythm, deadline, dueBy, version }))
  }
  const UNTOUCHED = { rhythm: null, deadline: "none", dueBy: null, version: 1 }

  test("chosen tasks get them in one act, each with what it had before", async () => {
    const w = await world()
    const response = await done(schedule(w))
    expect(response.headers.get("set-cookie")).toContain("done=tasks_scheduled.2")
    const set = { rhythm: "monthly", deadline: "date", dueBy: "2026-12-04", version: 2 }
    expect(await tasksOf(w)).toEqual([set, UNTOUCHED, set])
    expect((await w.events()).map(({ subject, version }) => [subject, version])).toEqual([
      ["task:1/1", 2],
      ["task:1/3", 2],
    ])
    expect(await trailOf(w, "task:1/3")).toMatchObject([
      {
        action: "tasks_scheduled",
        particulars: { before: { rhythm: null, deadline: "none" }, after: { rhythm: "monthly", dueBy: "2026-12-04" } },
      },
    ])
  })

  test("what is left empty stays, 「按方案」 takes back, another deadline drops the day", async () => {
    const w = await world()
    await done(schedule(w))
    await done(schedule(w, { tasks: "1", rhythm: "", deadline: "continuing", dueBy: "" }))
    await done(schedule(w, { tasks: "3", rhythm: "plan", deadline: "", dueBy: "" }))
    expect(await tasksOf(w)).toEqual([
      { rhythm: "monthly", deadline: "continuing", dueBy: null, version: 3 },
      UNTOUCHED,
      { rhythm: null, deadline: "date", dueBy: "2026-12-04", version: 3 },
    ])
  })

  test.each<[string, Fields, number, string]>([
    ["no task", { tasks: [] }, 422, "请至少选择一项任务"],
    ["a task that is none", { tasks: ["1", "9"] }, 404, "没有找到"],
    ["a word for a task", { tasks: "全部" }, 422, "请至少选择一项任务"],
    ["nothing to set", { rhythm: "", deadline: "", dueBy: "" }, 422, "请选择要设置的"],
    ["a date without a day", { dueBy: "" }, 422, "请填写完成日期"],
    [
      "a day that does not exist",
      { dueBy: "2026-02-30" },
      422,
      "2026年2月没有30日，最后一天是28日，请改正完成时限，或留空",
    ],
    ["another rhythm", { rhythm: "hourly" }, 422, "填写有误"],
  ])("%s: refused", async (_, over, status, words) => {
    const w = await world()
    await refused(w, () => schedule(w, over), status, words)
    expect(await tasksOf(w)).toEqual([UNTOUCHED, UNTOUCHED, UNTOUCHED])
  })

  test.each(OTHERS)("%s sets nothing: %i", async (login, status) => {
    const w = await world()
    await refused(w, () => schedule(w, {}, login), status)
  })

  test("two supervisors at once: one of them, whole", async () => {
    const w = await world()
    await onlyOne(
      w,
      () => schedule(w),
      () => schedule(w, { rhythm: "yearly" }, "lin2"),
      2,
    )
    const [first, , third] = await tasksOf(w)
    expect(third).toEqual(first)
  })

  test("a round due early in a quarter is about the one before, unless the supervisor names the period", async () => {
    const w = await world()
    await done(schedule(w, { tasks: "2", rhythm: "half_yearly", deadline: "", dueBy: "" }))
    await done(openRound(w, { dueBy: "2026-10-10" }))
    expect(await owedOf(w, 1)).toEqual([1, 2, 3, 5, 6])
    const inside = { name: "年底", dueBy: "2026-10-10", inside: "1" }
    await done(openRound(w, { ...inside, period: "2026-12" }))
    expect(await owedOf(w, 2)).toEqual([1, 2, 3, 4, 5, 6])
    await refused(
      w,
      () => openRound(w, { ...inside, period: "2026-13" }),
      422,
      "没有看懂所属时期，请写成 2026-09 或 2026年9月",
    )
    await refused(
      w,
      () => openRound(w, { ...inside, period: "9999-12-31" }),
      422,
      "没有看懂所属时期，请写成 2026-09 或 2026年9月",
    )
  })

  test("a task's rhythm decides whether a round asks for it", async () => {
    const w = await world()
    await done(schedule(w, { tasks: "2", rhythm: "yearly", deadline: "", dueBy: "" }))
    await done(openRound(w))
    expect(await owedOf(w, 1)).toEqual([1, 2, 3, 5, 6])
    await done(cutOff(w))
    await done(openRound(w, { name: "第四季度", dueBy: "2026-12-31" }))
    expect(await owedOf(w, 2)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe("催办", () => {
  const NOTE = { units: ["1", "2"], kind: "shown", text: "请尽快报送" }
  const remind = (w: World, over: Fields = {}, login: Login = "lin") =>
    w.as(login).post("/plans/1/rounds/1/reminders", { ...NOTE, ...over })
  const all = async (w: World) => {
    const { db, read } = w.database
    const [notes, items] = await read([db.select().from(reminders), db.select().from(reminderItems)])
    return { notes, items }
  }

  test("the preview lists whom it reaches and for what; one note a unit is sent, and stands in the log", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report"))
    const preview = await (await w.as("lin").get("/plans/1/rounds/1/reminders")).text()
    expect(preview).toContain("3 个单位、5 项未报")
    const response = await done(remind(w))
    expect(response.headers.get("set-cookie")).toContain("done=reminded.2")
    expect(await all(w)).toMatchObject({
      notes: [
        { unitId: 1, kind: "shown", text: "请尽快报送", byId: 1 },
        { unitId: 2, kind: "shown", byId: 1 },
      ],
      items: [
        { reminderId: 1, assignmentId: 6 },
        { reminderId: 2, assignmentId: 2 },
        { reminderId: 2, assignmentId: 5 },
      ],
    })
    expect((await w.events()).slice(-2).map(({ action, subject, version }) => [action, subject, version])).toEqual([
      ["reminder_made", "reminder:1", 1],
      ["reminder_made", "reminder:2", 1],
    ])
    const log = await (await w.as("lin").get("/plans/1/supervision")).text()
    expect(log).toContain("请尽快报送")
    expect(await (await w.as("lin").get("/plans/1/rounds/1/reminders")).text()).toContain("已催办1次")
  })

  test("what it proposes to say never asks for a day that has passed", async () => {
    const w = await world()
    const proposed = async (query = "") => {
      const html = await (await w.as("lin").get(`/plans/1/rounds/1/reminders${query}`)).text()
      return /<textarea[^>]*name="text"[^>]*>([^<]*)/.exec(html)?.[1]
    }
    await done(openRound(w))
    expect(await proposed()).toContain("请于2026年9月30日前报送")
    await done(onReport(w, "zhou", 2, "report"))
    await done(onReport(w, "zhou", 5, "report"))
    await w.travel("2026-10-09")
    expect(await proposed()).toContain("应于2026年9月30日前报送，现已逾期，请尽快报送")
    await done(onReport(w, "lin", 2, "return", { resubmitBy: "2026-10-12" }))
    expect(await proposed("?unit=2")).toContain("请于2026年10月12日前重新报送")
    expect(await proposed()).toContain("现已逾期")
  })

  test("the unit sees it until it has reported everything; nobody else does", async () => {
    const w = await world()
    await done(openRound(w))
    await done(remind(w, { units: ["2"] }))
    const seen = async (login: Login) => (await (await w.as(login).get("/todo")).text()).includes("请尽快报送")
    expect(await seen("zhou")).toBe(true)
    expect(await seen("wang")).toBe(false)
    await done(onReport(w, "zhou", 2, "report"))
    expect(await seen("zhou")).toBe(true)
    await done(onReport(w, "zhou", 5, "report"))
    expect(await seen("zhou")).toBe(false)
  })

  test("it changes no state and makes nobody's page old", async () => {
    const w = await world()
    await done(openRound(w))
    const before = await w.assignment(2)
    await done(remind(w))
    expect(await w.assignment(2)).toEqual(before)
    await done(onAssignment(w, "zhou", 2, "acknowledgement", { version: "1" }))
  })

  test("a telephone call is noted", async () => {
    const w = await world()
    await done(openRound(w))
    const response = await done(remind(w, { units: "1", kind: "telephoned", text: "已与王联络通话" }))
    expect(response.headers.get("set-cookie")).toContain("done=telephoned")
    expect((await all(w)).notes).toMatchObject([{ kind: "telephoned", text: "已与王联络通话" }])
    expect(await (await w.as("lin").get("/plans/1/supervision")).text()).toContain("电话催办")
  })

  test.each<[string, Fields, number, string]>([
    ["nobody", { units: [] }, 422, "请至少选择一项催办的单位"],
    ["without words", { text: " " }, 422, "请填写催办内容"],
    ["in another way", { kind: "faxed" }, 422, "请选择催办方式"],
    ["with 100,000 characters", { text: "长".repeat(100_000) }, 422, "现有 100000 字"],
    ["a unit that owes nothing", { units: "4" }, 409, "均已报送"],
    ["a unit that is none", { units: "99" }, 409, "均已报送"],
  ])("reminding %s is refused", async (_, over, status, words) => {
    const w = await world()
    await done(openRound(w))
    const html = await refused(w, () => remind(w, over), status, words)
    if (status === 422 && over.text === undefined) expect(html).toContain("请尽快报送")
    expect((await all(w)).notes).toEqual([])
  })

  test.each(OTHERS)("%s reminds nobody: %i", async (login, status) => {
    const w = await world()
    await done(openRound(w))
    expect((await w.as(login).get("/plans/1/rounds/1/reminders")).status).toBe(status)
    await refused(w, () => remind(w, {}, login), status)
  })

  test("in a round that is none: 404", async () => {
    const w = await world()
    await refused(w, () => remind(w), 404)
  })

  test("two at once are two notes, both in the log", async () => {
    const w = await world()
    await done(openRound(w))
    const responses = await Promise.all([remind(w), remind(w, {}, "lin2")])
    expect(responses.map(({ status }) => status)).toEqual([303, 303])
    expect((await all(w)).notes.map(({ unitId, byId }) => [unitId, byId]).sort()).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ])
    expect((await all(w)).items).toHaveLength(8)
  })
})

describe("方案设置", () => {
  const planOf = async (w: World) => {
    const { db, read } = w.database
    const [[row]] = await read([db.select().from(plans)])
    return row
  }

  test("the rules are changed, before and after kept", async () => {
    const w = await world()
    expect((await w.as("lin").get("/plans/1/settings")).status).toBe(200)
    await done(settings(w, { rollUp: "first", headSigns: "1" }))
    expect(await planOf(w)).toMatchObject({ rollUp: "first", headSigns: true, rhythm: "quarterly", version: 2 })
    expect((await trailOf(w, "plan:1")).at(-1)).toMatchObject({
      version: 2,
      action: "plan_changed",
      particulars: { rollUp: { before: "all", after: "first" }, headSigns: { before: false, after: true } },
    })
  })

  test.each<[string, Fields, number]>([
    ["a named unit that is not named", { confirmer: "unit", confirmingUnitId: "" }, 422],
    ["a named unit that does not exist", { confirmer: "unit", confirmingUnitId: "99" }, 404],
    ["a word for a unit", { confirmer: "unit", confirmingUnitId: "研究室" }, 404],
    ["another roll-up", { rollUp: "some" }, 422],
    ["an old page", { version: "7" }, 409],
  ])("%s: refused", async (_, over, status) => {
    const w = await world()
    const before = await planOf(w)
    await refused(w, () => settings(w, over), status)
    expect(await planOf(w)).toEqual(before)
  })

  test.each(OTHERS)("%s neither reads nor changes them: %i", async (login, status) => {
    const w = await world()
    expect((await w.as(login).get("/plans/1/settings")).status).toBe(status)
    await refused(w, () => settings(w, {}, login), status)
  })

  test("two supervisors at once: one of them", async () => {
    const w = await world()
    const set = (login: Login) => () => settings(w, { version: "1", rollUp: "any" }, login)
    await onlyOne(w, set("lin"), set("lin2"))
  })
})

test("a day passes by itself: what was green or grey is late the day after the due day", async () => {
  const w = await world()
  await done(openRound(w))
  const page = async () => (await w.as("lin").get("/plans/1/tasks/1")).text()
  await w.travel("2026-09-30", 23, 59)
  expect(await page()).toContain("今天到期")
  expect(await page()).not.toContain("light red")
  await w.travel("2026-10-01", 0, 0)
  expect(await page()).toContain("逾期未报")
  await w.travel("2026-10-09")
  expect(await page()).toContain("逾期2个工作日")
})
