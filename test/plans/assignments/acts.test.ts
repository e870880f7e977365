import { and, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { ASSIGNMENT_STATES, type AssignmentState, assignments, dues, lightOverrides } from "#db/schema.ts"
import { type AssignmentMove, canMove, MOVES } from "#src/plans/assignments/workflow.ts"
import {
  actions,
  bring,
  done,
  type Fields,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  refused,
  settings,
  trailOf,
} from "#test/support/acts.ts"
import { discrepancies } from "#test/support/house.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

const LOGINS = Object.keys(CAST) as Login[]
/** Who sees plan 1, and so may be told that an act is not theirs. */
const SEES: Login[] = ["lin", "lin2", "wang", "head", "zhou", "yan", "boss"]

/** The acts of one assignment as addresses, with the move behind each. */
const ACTS: { act: string; move: AssignmentMove; form?: Fields }[] = [
  { act: "acknowledgement", move: "acknowledge" },
  { act: "dispute", move: "dispute" },
  { act: "answer", move: "uphold" },
  { act: "answer", move: "reassign", form: { answer: "reassign", unitId: "4" } },
  { act: "claim", move: "claim" },
  { act: "withdrawal", move: "withdraw_claim" },
  { act: "verdict", move: "close" },
  { act: "verdict", move: "hand_back", form: { verdict: "hand_back" } },
  { act: "verdict", move: "rectify", form: { verdict: "rectify", answerBy: "2026-10-12" } },
  { act: "suspension", move: "suspend" },
  { act: "resumption", move: "resume" },
  { act: "termination", move: "terminate" },
  { act: "reopening", move: "reopen" },
]

/** 办公室's own part: its liaison and its head speak for it, both supervisors for the office. */
const mayMove = (login: Login, move: AssignmentMove) =>
  MOVES[move].by === "liaison" ? login === "wang" || login === "head" : login === "lin" || login === "lin2"

describe.each(ASSIGNMENT_STATES)("%s", (state) => {
  test.each(ACTS)("every person, by $act: $move", async ({ act, move, form }) => {
    const w = await world()
    await bring(w, 1, state)
    const before = await w.events()
    for (const login of LOGINS) {
      if (mayMove(login, move) && canMove(state, move)) continue
      const status = !SEES.includes(login) ? 404 : mayMove(login, move) ? 409 : 403
      const response = await onAssignment(w, login, 1, act, form)
      expect({ login, status: response.status }).toEqual({ login, status })
    }
    expect(await w.events()).toEqual(before)
    expect((await w.assignment(1)).state).toBe(state)
    if (!canMove(state, move)) return
    const by = MOVES[move].by === "liaison" ? "wang" : "lin"
    expect((await onAssignment(w, by, 1, act, form)).status).toBe(303)
    expect((await w.assignment(1)).state).toBe(MOVES[move].to)
  })
})

test("nobody signed in is asked to, and keeps the words", async () => {
  const w = await world()
  const response = await onAssignment(w, null, 1, "dispute", { remark: "不属于本单位职责" })
  expect(response.status).toBe(401)
  expect(await response.text()).toContain("不属于本单位职责")
})

describe("签收", () => {
  test("a liaison takes an assignment and says who does what", async () => {
    const w = await world()
    const response = await done(onAssignment(w, "wang", 1, "acknowledgement"))
    expect(response.headers.get("location")).toBe("/plans/1/tasks/1#unit-1")
    expect(await w.assignment(1)).toMatchObject({
      state: "active",
      office: "秘书处",
      personInCharge: "王五",
      measures: "每季度办班一期",
      version: 2,
    })
    expect(await trailOf(w, "assignment:1")).toMatchObject([
      {
        version: 2,
        action: "assignment_acknowledged",
        actorId: 3,
        particulars: { from: "awaiting", to: "active", personInCharge: "王五" },
      },
    ])
  })

  test("it goes back to where the person was, and nowhere outside", async () => {
    const w = await world()
    const inside = await onAssignment(w, "wang", 1, "acknowledgement", { next: "/todo" })
    expect(inside.headers.get("location")).toBe("/todo")
    const outside = await onAssignment(w, "wang", 6, "acknowledgement", { next: "//evil.example" })
    expect(outside.headers.get("location")).toBe("/plans/1/tasks/3#unit-1")
  })

  test("without a person in charge it is asked for again, with what was typed", async () => {
    const w = await world()
    const html = await refused(
      w,
      () => onAssignment(w, "wang", 1, "acknowledgement", { personInCharge: " ", measures: "很长的措施" }),
      422,
      "请填写责任人",
    )
    expect(html).toContain("很长的措施")
  })

  test("twice, it is refused; on an old page too", async () => {
    const w = await world()
    await done(onAssignment(w, "wang", 1, "acknowledgement"))
    await refused(w, () => onAssignment(w, "wang", 1, "acknowledgement"), 409, "推进中")
    await refused(
      w,
      () => onAssignment(w, "wang", 1, "planning", { version: "1", measures: "我的措施" }),
      409,
      "我的措施",
    )
  })

  test("all at once: one event each, and each its own version", async () => {
    const w = await world()
    const response = await w
      .as("wang")
      .post("/todo/acknowledgement", { ids: ["1", "6"], office: "秘书处", personInCharge: "王五", confirmed: "2" })
    expect(response.headers.get("location")).toBe("/todo")
    expect((await w.events()).map(({ action, subject }) => [action, subject])).toEqual([
      ["assignment_acknowledged", "assignment:1"],
      ["assignment_acknowledged", "assignment:6"],
    ])
    expect(await w.assignment(6)).toMatchObject({ state: "active", personInCharge: "王五", version: 2 })
  })

  test("all at once, they are counted and listed before anything is taken, and the words can be mended", async () => {
    const w = await world()
    const typed = { ids: ["1", "6"], office: "秘书处", personInCharge: "王五", measures: "统一的措施" }
    const post = (over: Fields) => w.as("wang").post("/todo/acknowledgement", { ...typed, ...over })
    const shown = await post({})
    expect(shown.status).toBe(200)
    const html = await shown.text()
    expect(html).toContain("将签收<b>2项分工</b>")
    for (const words of ["把普法纳入", "健全完善", "王五", "统一的措施"]) expect(html).toContain(words)
    expect(html).not.toContain("制定年度普法计划")
    // What was shown was another list.
    expect((await post({ confirmed: "3" })).status).toBe(200)
    const back = await (await post({ revise: "1" })).text()
    expect(back).toContain("统一的措施</textarea>")
    expect(back).not.toContain("还没有保存")
    expect(await w.events()).toEqual([])
  })

  test.each<[string, Login, Fields, number]>([
    ["another unit's among them", "wang", { ids: ["1", "2"] }, 403],
    ["one that does not exist", "wang", { ids: ["1", "99"] }, 404],
    ["one that is no number", "wang", { ids: ["1", "x"] }, 404],
    ["by an outsider", "zhao", { ids: ["1"] }, 404],
    ["by an administrator", "admin", { ids: ["1"] }, 403],
    ["by a supervisor", "lin", { ids: ["1", "6"] }, 403],
    ["none chosen", "wang", {}, 422],
    ["no person in charge", "wang", { ids: ["1", "6"], personInCharge: "" }, 422],
  ])("all at once is refused whole: %s", async (_, login, fields, status) => {
    const w = await world()
    const html = await refused(
      w,
      () => w.as(login).post("/todo/acknowledgement", { personInCharge: "王五", measures: "统一的措施", ...fields }),
      status,
    )
    expect(html).toContain("统一的措施")
    expect((await w.assignment(1)).state).toBe("awaiting")
  })

  test("all at once, one taken meanwhile: nothing is taken twice and nothing half", async () => {
    const w = await world()
    await done(onAssignment(w, "wang", 6, "acknowledgement"))
    await refused(w, () => w.as("wang").post("/todo/acknowledgement", { ids: ["1", "6"], personInCharge: "王五" }), 409)
    expect((await w.assignment(1)).state).toBe("awaiting")
  })

  test("liaison and head at once: one of them", async () => {
    const w = await world()
    await onlyOne(
      w,
      () => w.as("wang").post("/assignments/1/acknowledgement", { version: "1", personInCharge: "甲" }),
      () => w.as("head").post("/assignments/1/acknowledgement", { version: "1", personInCharge: "乙" }),
    )
  })
})

describe("具体措施", () => {
  test("measures, office and person in charge are changed, before and after kept", async () => {
    const w = await world()
    await bring(w, 1, "active")
    await done(onAssignment(w, "head", 1, "planning"))
    expect(await w.assignment(1)).toMatchObject({ measures: "改为每月一期", state: "active", version: 3 })
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      version: 3,
      action: "assignment_planned",
      particulars: { before: { measures: "每季度办班一期" }, after: { measures: "改为每月一期" } },
    })
  })

  test.each<[Login, number]>([
    ["zhou", 403],
    ["lin", 403],
    ["jing", 404],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
    ["security", 404],
    ["auditor", 404],
  ])("%s does not change them: %i", async (login, status) => {
    const w = await world()
    await refused(w, () => onAssignment(w, login, 1, "planning"), status)
  })

  test.each(["closed", "terminated"] as const)("of what is %s they stay as they are", async (state) => {
    const w = await world()
    await bring(w, 1, state)
    await refused(w, () => onAssignment(w, "wang", 1, "planning"), 409)
  })
})

describe("经办人", () => {
  test("the liaison hands an item to a colleague, who drafts and cannot send", async () => {
    const w = await world()
    await openRound(w)
    await refused(w, () => onReport(w, "jing", 1, "draft"), 404)
    const response = await done(onAssignment(w, "wang", 1, "handler"))
    expect(response.headers.get("location")).toBe("/todo")
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      version: 2,
      action: "assignment_handed",
      particulars: { to_person: "荆经办" },
    })
    await done(onReport(w, "jing", 1, "draft"))
    await refused(w, () => onReport(w, "jing", 1, "report"), 403)
    const html = await (await w.as("jing").get("/todo")).text()
    expect(html).toContain("保存草稿")
    expect(html).not.toContain("/assignments/1/rounds/1/report-")
    await done(onReport(w, "wang", 1, "report"))
  })

  test("it is taken back", async () => {
    const w = await world()
    await openRound(w)
    await done(onAssignment(w, "wang", 1, "handler"))
    await done(onAssignment(w, "wang", 1, "handler", { handlerId: "" }))
    expect((await w.assignment(1)).handlerId).toBeNull()
    await refused(w, () => onReport(w, "jing", 1, "draft"), 404)
  })

  test.each<[string, Login, Fields, number]>([
    ["somebody of another unit", "wang", { handlerId: "6" }, 404],
    ["nobody that exists", "wang", { handlerId: "99" }, 404],
    ["no number", "wang", { handlerId: "x" }, 404],
    ["without saying to whom", "wang", { handlerId: [] }, 422],
    ["on an old page", "wang", { version: "9" }, 409],
    ["by another unit's liaison", "zhou", {}, 403],
    ["by a supervisor", "lin", {}, 403],
    ["by the colleague", "jing", {}, 404],
    ["by an outsider", "zhao", {}, 404],
    ["by an administrator", "admin", {}, 404],
  ])("is refused: %s", async (_, login, over, status) => {
    const w = await world()
    await refused(w, () => onAssignment(w, login, 1, "handler", over), status)
  })

  test("what is closed is handed to nobody", async () => {
    const w = await world()
    await bring(w, 1, "closed")
    await refused(w, () => onAssignment(w, "wang", 1, "handler"), 409)
  })
})

describe("异议", () => {
  test("the office upholds the assignment with its decision, and the unit takes it", async () => {
    const w = await world()
    await done(onAssignment(w, "wang", 1, "dispute", { remark: "不属于本单位职责" }))
    expect(await w.assignment(1)).toMatchObject({ state: "disputed", remark: "不属于本单位职责" })
    await done(onAssignment(w, "lin", 1, "answer", { remark: "三定规定明确由你单位承担" }))
    await done(onAssignment(w, "wang", 1, "acknowledgement"))
    expect(await trailOf(w, "assignment:1")).toMatchObject([
      { version: 2, action: "assignment_disputed", particulars: { remark: "不属于本单位职责" } },
      { version: 3, action: "assignment_upheld", particulars: { to: "awaiting", remark: "三定规定明确由你单位承担" } },
      { version: 4, action: "assignment_acknowledged" },
    ])
  })

  test("or gives it to another unit, in the same place, which owes what was owed", async () => {
    const w = await world()
    await openRound(w)
    await bring(w, 1, "disputed")
    await done(onAssignment(w, "lin", 1, "answer", { answer: "reassign", unitId: "4" }))
    expect(await w.assignment(1)).toMatchObject({ state: "terminated" })
    expect(await w.assignment(7)).toMatchObject({
      unitId: 4,
      taskId: 1,
      role: "lead",
      position: 0,
      state: "awaiting",
      version: 1,
    })
    const { db, read } = w.database
    const [owed] = await read([db.select().from(dues).where(eq(dues.assignmentId, 7))])
    expect(owed).toMatchObject([{ roundId: 1, unitId: 4, reportedAt: null }])
    expect(await trailOf(w, "assignment:7")).toMatchObject([
      { version: 1, action: "assignment_added", particulars: { unit: "外事处", instead_of: "办公室" } },
    ])
    // 外事处 had no part in the plan and saw nothing of it; now it reports.
    expect((await w.as("zhao").get("/plans/1")).status).toBe(200)
    await done(onReport(w, "zhao", 7, "report"))
    expect(await actions(w)).toContain("assignment_begun")
  })

  test("the unit it was given to is the first lead", async () => {
    const w = await world()
    await openRound(w)
    await bring(w, 1, "disputed")
    await done(onAssignment(w, "lin", 1, "answer", { answer: "reassign", unitId: "4" }))
    await refused(
      w,
      () => w.as("wang").post("/plans/1/tasks/1/summary", { round: "1", latest: "0", text: "综述" }),
      403,
    )
    await done(w.as("zhao").post("/plans/1/tasks/1/summary", { round: "1", latest: "0", text: "综述" }))
  })

  test("not to a unit that already has a part, nor to one that does not exist or is out of use", async () => {
    const w = await world()
    await bring(w, 1, "disputed")
    const to = (unitId: string) => () => onAssignment(w, "lin", 1, "answer", { answer: "reassign", unitId })
    await refused(w, to("2"), 409, "已承担这项任务")
    await refused(w, to("99"), 404)
    await refused(w, to("x"), 404)
    await refused(w, to(""), 422, "请选择改派给哪个单位")
  })

  test("an answer needs its words", async () => {
    const w = await world()
    await bring(w, 1, "disputed")
    await refused(w, () => onAssignment(w, "lin", 1, "answer", { remark: "  " }), 422, "请填写答复")
    await refused(w, () => onAssignment(w, "lin", 1, "answer", { answer: "什么" }), 422)
  })

  test("two supervisors answer at once: one of them", async () => {
    const w = await world()
    await bring(w, 1, "disputed")
    const uphold = (login: Login) => () =>
      w.as(login).post("/assignments/1/answer", { version: "2", answer: "uphold", remark: "维持" })
    await onlyOne(w, uphold("lin"), uphold("lin2"))
  })

  test("two supervisors give it to different units at once: one of them", async () => {
    const w = await world()
    await bring(w, 4, "disputed", { unit: "yan", office: "lin" })
    const give = (login: Login, unitId: string) => () =>
      w.as(login).post("/assignments/4/answer", { version: "2", answer: "reassign", unitId, remark: "改派" })
    await onlyOne(w, give("lin", "1"), give("lin2", "2"), 2)
    const { db, read } = w.database
    const [rows] = await read([db.select().from(assignments).where(eq(assignments.taskId, 2))])
    expect(rows).toHaveLength(2)
  })
})

describe("办结与销号", () => {
  test("the unit claims, the office closes, and the trail says both", async () => {
    const w = await world()
    await bring(w, 1, "claimed")
    const response = await done(onAssignment(w, "lin", 1, "verdict", { next: "/desk?queue=claims" }))
    expect(response.headers.get("location")).toBe("/desk?queue=claims")
    expect((await trailOf(w, "assignment:1")).slice(1)).toMatchObject([
      { version: 3, action: "assignment_claimed", actorId: 3, particulars: { from: "active", to: "claimed" } },
      {
        version: 4,
        action: "assignment_closed",
        actorId: 1,
        particulars: { to: "closed", remark: "材料齐全，同意销号。" },
      },
    ])
  })

  test("handed back, it goes on; to be rectified, by a day, and then claimed again", async () => {
    const w = await world()
    await bring(w, 1, "claimed")
    await done(onAssignment(w, "lin", 1, "verdict", { verdict: "hand_back", remark: "还差一次培训" }))
    expect(await w.assignment(1)).toMatchObject({ state: "active", remark: "还差一次培训", rectifyBy: null })
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "lin", 1, "verdict", { verdict: "rectify", remark: "补齐台账", answerBy: "2026-10-12" }))
    expect(await w.assignment(1)).toMatchObject({ state: "rectifying", rectifyBy: "2026-10-12" })
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "lin", 1, "verdict"))
    expect(await actions(w)).toEqual([
      "assignment_acknowledged",
      "assignment_claimed",
      "assignment_handed_back",
      "assignment_claimed",
      "assignment_rectifying",
      "assignment_claimed",
      "assignment_closed",
    ])
  })

  test.each<[string, Fields, string]>([
    ["without an opinion", { remark: "" }, "请填写核查意见"],
    ["without a verdict", { verdict: [] }, "请选择销号、继续推进或要求整改"],
    ["another verdict", { verdict: "accept" }, "请选择销号、继续推进或要求整改"],
    ["to be rectified without a day", { verdict: "rectify" }, "须写明整改期限"],
    [
      "by a day that does not exist",
      { verdict: "rectify", answerBy: "2026-02-30" },
      "2026年2月没有30日，最后一天是28日，请改正整改期限",
    ],
    ["by a day that has passed", { verdict: "rectify", answerBy: "2026-09-18" }, "不能早于今天"],
  ])("a verdict %s is asked for again", async (_, over, words) => {
    const w = await world()
    await bring(w, 1, "claimed")
    const html = await refused(
      w,
      () => onAssignment(w, "lin", 1, "verdict", { remark: "核查过的话", ...over }),
      422,
      words,
    )
    if (over.remark === undefined) expect(html).toContain("核查过的话")
  })

  test("a continuing duty is not claimed", async () => {
    const w = await world()
    await bring(w, 1, "active")
    await done(w.as("lin").post("/plans/1/schedule", { tasks: "1", rhythm: "", deadline: "continuing", dueBy: "" }))
    await refused(w, () => onAssignment(w, "wang", 1, "claim"), 409, "长期坚持的任务")
    expect(await (await w.as("wang").get("/plans/1/tasks/1")).text()).not.toContain("/assignments/1/claim")
  })

  test("reopened (回头看) with a reason, it is under way again", async () => {
    const w = await world()
    await bring(w, 1, "closed")
    await refused(w, () => onAssignment(w, "lin", 1, "reopening", { remark: "" }), 422, "请填写理由或说明")
    await done(onAssignment(w, "lin2", 1, "reopening", { remark: "问题反弹" }))
    expect(await w.assignment(1)).toMatchObject({ state: "active", remark: "问题反弹" })
    await done(onAssignment(w, "wang", 1, "claim"))
  })

  test("two supervisors at once: one closes, the other is told and keeps the words", async () => {
    const w = await world()
    await bring(w, 1, "claimed")
    const close = (login: Login) => () =>
      w.as(login).post("/assignments/1/verdict", { version: "3", verdict: "close", remark: `${login}同意` })
    await onlyOne(w, close("lin"), close("lin2"))
    const late = await close("lin2")()
    expect(late.status).toBe(409)
    expect(await late.text()).toContain("lin2同意")
  })
})

describe("撤回办结申请", () => {
  const page = async (w: World, login: Login, assignment = 1) =>
    (await w.as(login).get(`/plans/1/tasks/${assignment === 4 ? 2 : 1}`)).text()

  test("the unit takes its claim back, it is under way again and may be claimed anew", async () => {
    const w = await world()
    await bring(w, 1, "claimed")
    expect(await page(w, "wang")).toContain("/assignments/1/withdrawal")
    expect(await page(w, "lin")).not.toContain("/assignments/1/withdrawal")
    const response = await done(onAssignment(w, "wang", 1, "withdrawal"))
    expect(response.headers.get("location")).toBe("/plans/1/tasks/1#unit-1")
    expect(await w.assignment(1)).toMatchObject({ state: "active", remark: "", version: 4 })
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      action: "assignment_claim_withdrawn",
      actorId: 3,
      particulars: { from: "claimed", to: "active" },
    })
    const html = await page(w, "wang")
    expect(html).not.toContain("/assignments/1/withdrawal")
    expect(html).toContain("撤回办结申请")
    expect(await (await w.as("lin").get("/desk?queue=claims")).text()).not.toContain("/assignments/1/verdict")
    await done(onAssignment(w, "wang", 1, "claim"))
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("from a rectification it leads back there, with its day also in the trail", async () => {
    const w = await world()
    await bring(w, 1, "rectifying")
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "head", 1, "withdrawal"))
    expect(await w.assignment(1)).toMatchObject({ state: "rectifying", rectifyBy: "2026-10-12" })
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      particulars: { from: "claimed", to: "rectifying", answerBy: "2026-10-12" },
    })
  })

  test("an old 限期整改 that was answered and handed back is not where it leads to", async () => {
    const w = await world()
    await bring(w, 1, "rectifying")
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "lin", 1, "verdict", { verdict: "hand_back" }))
    await done(onAssignment(w, "wang", 1, "claim"))
    await done(onAssignment(w, "wang", 1, "withdrawal"))
    expect((await w.assignment(1)).state).toBe("active")
  })

  test("judged, it cannot be taken back; twice or from an old page neither", async () => {
    const w = await world()
    await bring(w, 1, "claimed")
    await refused(w, () => onAssignment(w, "wang", 1, "withdrawal", { version: "2" }), 409)
    await onlyOne(
      w,
      () => w.as("wang").post("/assignments/1/withdrawal", { version: "3" }),
      () => w.as("lin").post("/assignments/1/verdict", { version: "3", verdict: "close", remark: "同意" }),
    )
    await refused(w, () => onAssignment(w, "wang", 1, "withdrawal"), 409)
    await refused(w, () => onAssignment(w, "wang", 1, "withdrawal", { version: "x" }), 422)
  })

  test("nor while a 初核 of the office's own claim waits for 复核; once that is declined it can", async () => {
    const w = await world()
    await bring(w, 4, "claimed", { unit: "yan", office: "lin" })
    await done(onAssignment(w, "lin", 4, "verdict"))
    expect(await page(w, "yan", 4)).not.toContain("/assignments/4/withdrawal")
    await refused(w, () => onAssignment(w, "yan", 4, "withdrawal"), 409, "初核意见")
    await done(onAssignment(w, "lin2", 4, "confirmation", { agrees: "no", decision: "缺签到表" }))
    await done(onAssignment(w, "yan", 4, "withdrawal"))
    expect((await w.assignment(4)).state).toBe("active")
  })
})

describe("自查销号", () => {
  const claimed = async () => {
    const w = await world()
    await bring(w, 4, "claimed", { unit: "yan", office: "lin" })
    return w
  }

  test("one supervisor proposes, another confirms, and only then it is closed", async () => {
    const w = await claimed()
    await done(onAssignment(w, "lin", 4, "verdict"))
    expect((await w.assignment(4)).state).toBe("claimed")
    await refused(w, () => onAssignment(w, "lin2", 4, "verdict"), 409, "等待复核")
    await refused(w, () => onAssignment(w, "lin", 4, "confirmation"), 403, "须由另一人复核")
    const response = await done(onAssignment(w, "lin2", 4, "confirmation", { decision: "同意" }))
    expect(response.headers.get("set-cookie")).toContain("done=closed")
    expect(await w.assignment(4)).toMatchObject({ state: "closed", remark: "材料齐全，同意销号。" })
    expect((await trailOf(w, "assignment:4")).slice(2)).toMatchObject([
      { version: 4, action: "assignment_closure_proposed", actorId: 1, particulars: { verdict: "close" } },
      {
        version: 5,
        action: "assignment_closed",
        actorId: 2,
        particulars: { to: "closed", proposedById: 1, decision: "同意" },
      },
    ])
    await refused(w, () => onAssignment(w, "lin2", 4, "confirmation"), 409)
  })

  test.each([
    ["hand_back", "active", "handed_back"],
    ["rectify", "rectifying", "rectifying"],
  ])("what is confirmed is what was proposed: %s", async (verdict, state, said) => {
    const w = await claimed()
    await done(onAssignment(w, "lin", 4, "verdict", { verdict, answerBy: "2026-10-12" }))
    const response = await done(onAssignment(w, "lin2", 4, "confirmation"))
    expect(await w.assignment(4)).toMatchObject({
      state,
      rectifyBy: verdict === "rectify" ? "2026-10-12" : null,
    })
    expect(response.headers.get("set-cookie")).toContain(`done=${said}`)
  })

  test("declined, it is the office's again", async () => {
    const w = await claimed()
    await done(onAssignment(w, "lin", 4, "verdict"))
    await done(onAssignment(w, "lin2", 4, "confirmation", { agrees: "no", decision: "缺签到表" }))
    expect((await w.assignment(4)).state).toBe("claimed")
    expect((await trailOf(w, "assignment:4")).at(-1)).toMatchObject({
      action: "assignment_proposal_declined",
      actorId: 2,
      particulars: { decision: "缺签到表" },
    })
    await done(onAssignment(w, "lin2", 4, "verdict"))
    await done(onAssignment(w, "lin", 4, "confirmation"))
    expect((await w.assignment(4)).state).toBe("closed")
  })

  test.each<[Login, number]>([
    ["yan", 403],
    ["wang", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
    ["security", 404],
    ["auditor", 404],
  ])("%s confirms nothing: %i", async (login, status) => {
    const w = await claimed()
    await done(onAssignment(w, "lin", 4, "verdict"))
    await refused(w, () => onAssignment(w, login, 4, "confirmation"), status)
  })

  test("without saying yes or no it is asked for again, with the words", async () => {
    const w = await claimed()
    await done(onAssignment(w, "lin", 4, "verdict"))
    await refused(
      w,
      () => onAssignment(w, "lin2", 4, "confirmation", { agrees: [], decision: "我的意见" }),
      422,
      "我的意见",
    )
  })

  test("two confirm at once: one of them", async () => {
    const w = await claimed()
    await done(settings(w, { confirmer: "leader" }))
    await done(onAssignment(w, "lin", 4, "verdict"))
    await refused(w, () => onAssignment(w, "lin2", 4, "confirmation"), 403)
    const confirm = () => w.as("boss").post("/assignments/4/confirmation", { version: "4", agrees: "yes" })
    await onlyOne(w, confirm, confirm)
  })

  test("where nobody could confirm, proposing is refused and says whom to ask", async () => {
    const w = await claimed()
    await done(settings(w, { confirmer: "unit", confirmingUnitId: "2" }))
    await refused(w, () => onAssignment(w, "lin", 4, "verdict"), 403, /没有可以复核的人（本方案规定由[一-龥]+复核）/)
  })
})

describe("挂起、恢复、终止", () => {
  test("suspended, no report is taken; resumed, it is again", async () => {
    const w = await world()
    await openRound(w)
    await bring(w, 1, "suspended")
    await refused(w, () => onReport(w, "wang", 1, "report"), 409, "挂起")
    await refused(w, () => onReport(w, "wang", 1, "draft"), 409, "挂起")
    await done(onAssignment(w, "lin", 1, "resumption"))
    await done(onReport(w, "wang", 1, "report"))
  })

  test.each(["suspension", "termination"])("a %s needs its reason, and keeps the page's words", async (act) => {
    const w = await world()
    await bring(w, 1, "active")
    const html = await refused(
      w,
      () => onAssignment(w, "lin", 1, act, { remark: "\u0007", authority: "会议纪要" }),
      422,
    )
    expect(html).toContain("请填写理由或说明")
    expect(html).toContain("会议纪要")
    await done(onAssignment(w, "lin", 1, act, { remark: "机构改革" }))
    expect(await (await w.as("lin").get("/plans/1/tasks/1")).text()).toContain("机构改革")
  })
})

describe("调整灯色", () => {
  test("a supervisor's colour stands beside the computed one, with its reason, and is taken back", async () => {
    const w = await world()
    await openRound(w)
    await done(onAssignment(w, "lin", 1, "light", { light: "red", reason: "现场未见落实" }))
    const shown = async () => (await w.as("wang").get("/plans/1/tasks/1")).text()
    expect(await shown()).toContain("现场未见落实")
    expect((await trailOf(w, "assignment:1")).at(-1)).toMatchObject({
      version: 2,
      action: "light_overridden",
      particulars: { light: "red", remark: "现场未见落实", round: 1 },
    })
    await done(onAssignment(w, "lin2", 1, "light", { light: "", reason: "已整改" }))
    const { db, read } = w.database
    const [rows] = await read([
      db
        .select()
        .from(lightOverrides)
        .where(and(eq(lightOverrides.assignmentId, 1))),
    ])
    expect(rows.map(({ light }) => light)).toEqual(["red", null])
    expect((await w.assignment(1)).state).toBe("awaiting")
  })

  test.each<[string, Login, Fields, number]>([
    ["without a reason", "lin", { reason: "" }, 422],
    ["blue: only closing closes", "lin", { light: "blue" }, 422],
    ["out of the count: only suspending does that", "lin", { light: "none" }, 422],
    ["another colour", "lin", { light: "purple" }, 422],
    ["for a round that does not exist", "lin", { round: "9" }, 404],
    ["on an old page", "lin", { version: "7" }, 409],
    ["by the unit", "wang", {}, 403],
    ["by a leader", "boss", {}, 403],
    ["by an outsider", "zhao", {}, 404],
    ["by an administrator", "security", {}, 404],
  ])("is refused: %s", async (_, login, over, status) => {
    const w = await world()
    await openRound(w)
    await refused(w, () => onAssignment(w, login, 1, "light", over), status)
  })

  test("two supervisors at once: one of them", async () => {
    const w = await world()
    await openRound(w)
    const override = (login: Login) => () =>
      w.as(login).post("/assignments/1/light", { version: "1", round: "1", light: "red", reason: "现场" })
    await onlyOne(w, override("lin"), override("lin2"))
  })
})

describe("words as they were typed", () => {
  const FAITHFUL = "ＡＢＣ１２３ abc123 🎉👨‍👩‍👧 「」『』㊣\t表格\n第二行 é ﷽ &amp; 'quoted' \"double\""

  test("emoji, half and full width, tabs and lines are stored faithfully", async () => {
    const w = await world()
    await done(onAssignment(w, "wang", 1, "acknowledgement", { measures: FAITHFUL }))
    expect((await w.assignment(1)).measures).toBe(FAITHFUL)
    await done(onAssignment(w, "wang", 1, "planning", { measures: "第一行\r\n第二行" }))
    expect((await w.assignment(1)).measures).toBe("第一行\n第二行")
  })

  test.each(["planning", "acknowledgement"])("too long a text comes back whole with the reason (%s)", async (act) => {
    const w = await world()
    if (act === "planning") await bring(w, 1, "active")
    const long = "长".repeat(100_000)
    const html = await refused(w, () => onAssignment(w, "wang", 1, act, { measures: long }), 422, "现有 100000 字")
    expect(html).toContain(long)
  })

  const SCRIPT = `<script>alert("1")</script><img src=x onerror=alert(1)>`
  const PAGES = [
    "/plans/1",
    "/plans/1/matrix",
    "/plans/1/matrix?open=1-1",
    "/plans/1/tasks/1",
    "/todo",
    "/units/1",
    "/desk",
    "/desk?queue=disputes",
    "/desk?queue=claims",
    "/overview",
    "/plans/1/rounds",
  ]

  test.each<AssignmentState>(["disputed", "claimed", "closed", "suspended", "rectifying"])(
    "markup is shown as it was typed, never as markup (%s)",
    async (state) => {
      const w = await world()
      await openRound(w, { name: SCRIPT.slice(0, 40) })
      if (state === "disputed") await done(onAssignment(w, "wang", 1, "dispute", { remark: SCRIPT }))
      else {
        await done(
          onAssignment(w, "wang", 1, "acknowledgement", { personInCharge: SCRIPT, office: SCRIPT, measures: SCRIPT }),
        )
        if (state === "suspended") await done(onAssignment(w, "lin", 1, "suspension", { remark: SCRIPT }))
        else {
          await done(onAssignment(w, "wang", 1, "claim", { remark: SCRIPT }))
          if (state === "closed") await done(onAssignment(w, "lin", 1, "verdict", { remark: SCRIPT }))
          if (state === "rectifying")
            await done(
              onAssignment(w, "lin", 1, "verdict", { verdict: "rectify", remark: SCRIPT, answerBy: "2026-10-12" }),
            )
        }
      }
      let shown = 0
      for (const login of ["wang", "lin", "boss"] as const) {
        for (const path of PAGES) {
          const html = await (await w.as(login).get(path)).text()
          expect(html).not.toContain("<script>alert")
          expect(html).not.toContain("<img src=x")
          if (html.includes("&lt;script&gt;")) shown++
        }
      }
      expect(shown).toBeGreaterThan(2)
    },
  )
})
