import { and, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { dues, ROLES } from "#db/schema.ts"
import { type Joining, joining } from "#src/plans/rounds/joining.ts"
import { imported, issue } from "#test/plans/intake/drafts/support.ts"
import {
  bring,
  done,
  type Fields,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  refused,
  trailOf,
} from "#test/support/acts.ts"
import { officialCalendar as calendar } from "#test/support/calendar.ts"
import { listedOn } from "#test/support/counts.ts"
import { discrepancies } from "#test/support/house.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const dueOf = async (w: World, assignmentId: number, roundId = 1) => {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(dues)
      .where(and(eq(dues.assignmentId, assignmentId), eq(dues.roundId, roundId))),
  ])
  return row ?? null
}
const textOf = async (answer: Response | Promise<Response>) =>
  (await (await answer).text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ")
const page = (w: World, path: string, login: Login = "lin") => textOf(w.as(login).get(path))
const cutOff = (w: World, version: string) => w.as("lin").post("/plans/1/rounds/1/cut-off", { version })
const isTicked = (html: string) => /name="listed" value="1" checked/.test(html)

/** Closed before the round opened, so that nobody asks 办公室 for it. */
async function closedBefore(over: Fields = {}) {
  const w = await world()
  await bring(w, 1, "closed")
  await done(openRound(w, { name: "2026年第三季度", ...over }))
  expect(await dueOf(w, 1)).toBeNull()
  return w
}

describe("回头看", () => {
  // faults.md B13: reopened, and in nobody's 待办 for the running round.
  test("asks whether it is owed in the round that runs, and yes brings it into the unit's 待办", async () => {
    const w = await closedBefore()
    const html = await (await w.as("lin").get("/assignments/1/reopening")).text()
    expect(html).toContain("列入本期应报：2026年第三季度，9月30日前报送")
    expect(isTicked(html)).toBe(true)
    const answer = await done(onAssignment(w, "lin", 1, "reopening"))
    expect(answer.headers.get("set-cookie")).toContain("done=reopened_listed")
    expect(await dueOf(w, 1)).toMatchObject({ unitId: 1, reportedAt: null, addedAt: w.now(), addedById: 1 })
    expect((await trailOf(w, "assignment:1")).slice(-2)).toMatchObject([
      { action: "assignment_reopened" },
      { action: "assignment_listed", actorId: 1, particulars: { round: "2026年第三季度" } },
    ])
    expect(await page(w, "/todo", "wang")).toContain("把普法纳入工作总体布局")
    expect(await page(w, "/plans/1/rounds")).toContain("（含补列1项）")
    expect(await page(w, "/plans/1/tasks/1")).toContain("补列入填报期 ：2026年第三季度")
    await done(onReport(w, "wang", 1, "report"))
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("no leaves it for the next round", async () => {
    const w = await closedBefore()
    await done(onAssignment(w, "lin", 1, "reopening", { listed: "" }))
    expect(await dueOf(w, 1)).toBeNull()
    expect(await page(w, "/plans/1/rounds")).toContain("补列（1项未列入）")
  })

  test("past the due day it is not the usual thing, and may still be meant", async () => {
    const w = await closedBefore()
    await w.travel("2026-10-09")
    const html = await (await w.as("lin").get("/assignments/1/reopening")).text()
    expect(html).toContain("本期报送期限已过，列入后即为逾期")
    expect(isTicked(html)).toBe(false)
    await done(onAssignment(w, "lin", 1, "reopening"))
    expect(await dueOf(w, 1)).not.toBeNull()
  })

  test("what the task's rhythm would not have there is not the usual thing", async () => {
    const w = await closedBefore()
    await done(w.as("lin").post("/plans/1/schedule", { tasks: ["1"], rhythm: "yearly", deadline: "", dueBy: "" }))
    const html = await (await w.as("lin").get("/assignments/1/reopening")).text()
    expect(html).toContain("按报送周期本期不报")
    expect(isTicked(html)).toBe(false)
  })

  test("nothing is asked where the round has it already, or none runs", async () => {
    const w = await world()
    await done(openRound(w))
    await bring(w, 1, "closed")
    expect(await page(w, "/assignments/1/reopening")).not.toContain("列入本期应报：")
    await done(onAssignment(w, "lin", 1, "reopening"))
    expect(await dueOf(w, 1)).toMatchObject({ addedAt: null })

    const later = await closedBefore()
    await done(cutOff(later, "1"))
    expect(await page(later, "/assignments/1/reopening")).not.toContain("列入本期应报：")
    await done(onAssignment(later, "lin", 1, "reopening"))
    expect(await dueOf(later, 1)).toBeNull()
  })

  test("a form that comes back keeps the answer", async () => {
    const w = await closedBefore()
    const no = await refused(w, () => onAssignment(w, "lin", 1, "reopening", { remark: "", listed: "" }), 422, "理由")
    expect(isTicked(no)).toBe(false)
    const yes = await refused(w, () => onAssignment(w, "lin", 1, "reopening", { remark: "" }), 422, "理由")
    expect(isTicked(yes)).toBe(true)
  })

  test("the figures of a round that is cut off keep it, with how many came that way", async () => {
    const w = await closedBefore()
    await done(onAssignment(w, "lin", 1, "reopening"))
    await done(cutOff(w, "1"))
    const html = await (await w.as("lin").get("/plans/1/rounds")).text()
    expect(html).toContain("（含补列1项）")
    const list = await (await w.as("lin").get("/plans/1?round=1&report=due")).text()
    expect(listedOn(list).parts).toBe(6)
  })
})

describe("恢复, 维持分工, 改派", () => {
  test("what was suspended or disputed when the round opened comes into it, if its day is ahead", async () => {
    const w = await world()
    await bring(w, 1, "suspended")
    await bring(w, 2, "disputed", { unit: "zhou", office: "lin" })
    await done(openRound(w))
    await done(onAssignment(w, "lin", 1, "resumption", { listed: "1" }))
    await done(onAssignment(w, "lin", 2, "answer"))
    expect(await dueOf(w, 1)).toMatchObject({ addedById: 1 })
    expect(await dueOf(w, 2)).toMatchObject({ addedById: 1 })

    const late = await world()
    await bring(late, 1, "suspended")
    await done(openRound(late))
    await late.travel("2026-10-09")
    await done(onAssignment(late, "lin", 1, "resumption", { listed: "1" }))
    expect(await dueOf(late, 1)).toBeNull()
  })

  test("another unit owes what this one still owed, which is no 补列; what was not owed any more is one", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onAssignment(w, "lin", 1, "reassignment"))
    expect(await dueOf(w, 7)).toMatchObject({ unitId: 4, addedAt: null })

    await done(onReport(w, "zhou", 2, "report"))
    await done(onAssignment(w, "lin", 5, "reassignment", { listed: "" }))
    expect(await dueOf(w, 8)).toBeNull()

    const other = await world()
    await bring(other, 1, "disputed")
    await done(openRound(other))
    expect(await page(other, "/assignments/1/reassignment")).toContain("列入本期应报：第三季度")
    await done(onAssignment(other, "lin", 1, "reassignment"))
    expect(await dueOf(other, 7)).toMatchObject({ unitId: 4, addedById: 1 })
    expect(await trailOf(other, "assignment:7")).toMatchObject([
      { version: 1, action: "assignment_added" },
      { version: 2, action: "assignment_listed" },
    ])
    expect(await other.assignment(7)).toMatchObject({ version: 2 })
    await done(onReport(other, "zhao", 7, "report"))
    expect(await discrepancies(other.database)).toEqual([])
  })
})

describe("按新文件更新", () => {
  const FIRST =
    "关于加强普法的分工方案\n\n（一）制定学法计划。（牵头单位：办公室；配合单位：外事处）\n（二）组织考试。（牵头单位：研究室）\n"
  const SECOND =
    "关于加强普法的分工方案\n\n（一）制定学法计划。（牵头单位：办公室、综合指导司；配合单位：外事处、研究室）\n（二）组织考试。（牵头单位：研究室）\n（三）开展旁听。（牵头单位：办公室）\n"

  /** Plan 2 with a round of its own, and a new wording of its document that adds three parts, one of them supporting. */
  async function updating(w: World) {
    await issue(w, await imported(w, { source: FIRST }))
    const round = { name: "第三季度", opensOn: "2026-09-21", dueBy: "2026-09-30" }
    await done(w.as("lin").post("/plans/2/rounds", round))
    const draft = await imported(w, { source: SECOND })
    await draft.correct({ plan: "2" }, "target")
    return draft
  }

  // Plan 1 has assignments 1 to 6, plan 2 began with 7, 8 and 9; the update brings 10 and 11 to （一）, 12 to （三）.
  test("what the new wording adds is asked for in the round that runs, by the same rule as when it opened", async () => {
    const w = await world()
    const draft = await updating(w)
    const html = await draft.html()
    expect(html).toContain("新增的分工列入本期应报：第三季度，9月30日前报送")
    expect(isTicked(html)).toBe(true)
    expect((await issue(w, draft, { listed: "1" })).headers.get("location")).toBe("/plans/2")
    const joined = { roundId: 1, planId: 2, addedById: 1, addedAt: w.now() }
    expect(await dueOf(w, 10)).toMatchObject({ ...joined, unitId: 2 })
    // 配合单位 report nothing in this plan.
    expect(await dueOf(w, 11)).toBeNull()
    expect(await dueOf(w, 12)).toMatchObject({ ...joined, unitId: 1 })
    expect(await trailOf(w, "assignment:10")).toMatchObject([
      { version: 1, action: "assignment_added" },
      { version: 2, action: "assignment_listed", particulars: { round: "第三季度" } },
    ])
    expect(await trailOf(w, "assignment:11")).toMatchObject([{ version: 1, action: "assignment_added" }])
    expect((await trailOf(w, "assignment:12")).at(-1)).toMatchObject({ version: 2, action: "assignment_listed" })
    expect(await w.assignment(12)).toMatchObject({ version: 2, unitId: 1 })
    expect(await page(w, "/plans/2/rounds")).toContain("（含补列2项）")
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("or left for the next one; and without a running round nothing is asked", async () => {
    const w = await world()
    await issue(w, await updating(w))
    expect(await dueOf(w, 10)).toBeNull()
    expect(await page(w, "/plans/2/rounds")).toContain("补列（2项未列入）")

    const other = await world()
    const draft = await updating(other)
    await done(other.as("lin").post("/plans/2/rounds/1/cut-off", { version: "1" }))
    expect(await draft.html()).not.toContain("列入本期应报")
  })
})

describe("补列 from the round's page", () => {
  const list = (w: World, parts: string[], login: Login = "lin") =>
    w.as(login).post("/plans/1/rounds/1/additions", { parts })

  /** Two parts came back after the round had opened, and were left out. */
  async function leftOut() {
    const w = await world()
    await bring(w, 1, "closed")
    await bring(w, 2, "suspended", { unit: "zhou", office: "lin" })
    await done(openRound(w))
    await done(onAssignment(w, "lin", 1, "reopening", { listed: "" }))
    await done(onAssignment(w, "lin", 2, "resumption"))
    return w
  }

  test("what is not in the round yet is listed and taken in together, each with its own line in the trail", async () => {
    const w = await leftOut()
    expect(await page(w, "/plans/1/rounds")).toContain("补列（2项未列入）")
    const shown = await page(w, "/plans/1/rounds/1/additions")
    expect(shown).toContain("办公室（牵头）")
    expect(shown).toContain("综合指导司（牵头）")
    const answer = await done(list(w, ["1", "2"]))
    expect(answer.headers.get("set-cookie")).toContain("done=parts_listed.2")
    expect(await dueOf(w, 1)).toMatchObject({ addedById: 1, addedAt: w.now() })
    expect(await dueOf(w, 2)).toMatchObject({ addedById: 1 })
    for (const id of [1, 2]) {
      expect((await trailOf(w, `assignment:${id}`)).at(-1)).toMatchObject({ action: "assignment_listed" })
    }
    expect(await page(w, "/plans/1/rounds/1/additions")).toContain("没有可以补列的")
  })

  test.each<[Login, number]>([
    ["wang", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
  ])("%s neither sees nor does it: %i", async (login, status) => {
    const w = await leftOut()
    expect((await w.as(login).get("/plans/1/rounds/1/additions")).status).toBe(status)
    await refused(w, () => list(w, ["1"], login), status)
  })

  test("nothing ticked, what is there already, what is not in the plan, and after the cut-off", async () => {
    const w = await leftOut()
    await refused(w, () => list(w, []), 422, "请至少选择一项分工")
    await refused(w, () => list(w, ["3"]), 409, "已列入本期应报")
    await refused(w, () => list(w, ["99"]), 404)
    await done(cutOff(w, "1"))
    await refused(w, () => list(w, ["1"]), 409, "本期已经")
    expect(await page(w, "/plans/1/rounds/1/additions")).toContain("不能再补列")
  })

  test("two supervisors at once: one of them; and never into a round that is cut off at that moment", async () => {
    const w = await leftOut()
    await onlyOne(
      w,
      () => list(w, ["1"]),
      () => list(w, ["1"], "lin2"),
    )
    const other = await leftOut()
    const [listing] = await Promise.all([list(other, ["1"]), cutOff(other, "1")])
    const { db, read } = other.database
    const [[row]] = await read([db.select().from(dues).where(eq(dues.assignmentId, 1))])
    expect(row === undefined).toBe(listing.status !== 303)
  })
})

describe("the rule", () => {
  const plan = { rhythm: "quarterly", supportReports: false, dueShift: null, dueDay: null, dueRoll: "next" } as const
  const round = { id: 1, number: 1, name: "第三季度", dueBy: "2026-09-30", period: "2026-09-30" }
  const telling = { today: "2026-09-21", calendar, lastPeriodDays: 20 }
  const usual: Joining = { round, usual: true }

  test.each(ROLES)("a %s part", (role) => {
    const part = { role, rhythm: null, isListed: false }
    expect(joining(plan, round, part, telling)).toEqual(role === "support" ? null : usual)
    expect(joining({ ...plan, supportReports: true }, round, part, telling)).toEqual(usual)
    expect(joining(plan, round, { ...part, isListed: true }, telling)).toBeNull()
    expect(joining(plan, null, part, telling)).toBeNull()
  })

  test("until its due day has ended it is the usual thing", () => {
    const part = { role: "lead", rhythm: null, isListed: false } as const
    const on = (today: string) => joining(plan, round, part, { ...telling, today })?.usual
    expect([on("2026-09-30"), on("2026-10-01")]).toEqual([true, false])
    expect(joining(plan, round, { ...part, rhythm: "yearly" }, telling)?.usual).toBe(false)
    expect(joining(plan, round, { ...part, rhythm: "none" }, telling)?.usual).toBe(false)
    expect(joining(plan, round, { ...part, rhythm: "weekly" }, telling)?.usual).toBe(true)
  })
})
