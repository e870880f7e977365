import { beforeEach, describe, expect, test } from "vitest"
import { notices } from "#db/schema.ts"
import { evidenceOfYear } from "#src/outward/archive/year_queries.ts"
import { findDecision } from "#src/year/meetings/decision_queries.ts"
import { done, type Fields, multipart, onNotice, refused, trailOf } from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { bringMeeting, decisionOf, meetingOf, onDecision, onMeeting, planMeeting } from "#test/support/meetings.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const seenBy = async (path: string) => {
  const seen: Login[] = []
  for (const login of Object.keys(CAST) as Login[]) if ((await w.as(login).get(path)).status === 200) seen.push(login)
  return seen.sort()
}
const REGISTER = "/years/2026/meetings"
const OFFICE: Login[] = ["lin", "lin2"]
/** 办公室 and 综合指导司 are called; `yan` is the 联络员 of 研究室, which keeps the year and is not called. */
const CALLED: Login[] = ["wang", "head", "zhou"]
const among = (...logins: Login[]) => [...logins].sort()

describe("安排和通知", () => {
  test("what is only planned is the office's own", async () => {
    await bringMeeting(w, "planned")
    expect(await meetingOf(w)).toMatchObject({ state: "planned", calledAt: null })
    expect(await seenBy("/meetings/1")).toEqual(among(...OFFICE))
    expect(await page("boss", REGISTER)).not.toContain("第三季度普法联席会议")
    expect(await page("wang", "/todo")).not.toContain("第三季度普法联席会议")
  })

  test("units that are called see it in 我的待办 and 日历, and answer by name of post", async () => {
    await bringMeeting(w, "called")
    expect(await seenBy("/meetings/1")).toEqual(among(...OFFICE, ...CALLED, "boss"))
    for (const login of ["wang", "zhou"] as const) {
      expect(await page(login, "/todo")).toContain("第三季度普法联席会议")
      expect(await page(login, "/calendar?month=2026-09")).toContain("第三季度普法联席会议")
    }
    expect(await page("yan", "/todo")).not.toContain("第三季度普法联席会议")
    await done(onMeeting(w, "wang", "reply"))
    expect((await meetingOf(w)).called).toMatchObject([
      { unitId: 1, answer: "coming", post: "分管副主任", version: 1 },
      { unitId: 2, answer: null },
    ])
    expect(await trailOf(w, "attendance:1")).toMatchObject([
      { action: "meeting_replied", version: 1, particulars: { unit: "办公室", reply: "coming" } },
    ])
  })

  test("a reply is read by its unit, the office and leaders, and may be put right until the meeting", async () => {
    await bringMeeting(w, "called")
    await done(onMeeting(w, "head", "reply", { answer: "away", post: "", remark: "外出督查" }))
    for (const login of ["lin", "boss", "wang"] as const) expect(await page(login, "/meetings/1")).toContain("外出督查")
    expect(await page("zhou", "/meetings/1")).not.toContain("外出督查")
    await done(onMeeting(w, "wang", "reply"))
    await refused(w, () => onMeeting(w, "wang", "reply", { version: "1" }), 409)
    await w.travel("2026-09-26")
    await refused(w, () => onMeeting(w, "wang", "reply"), 409, /不再接收回执/)
  })

  test.each<[string, Fields, RegExp]>([
    ["coming without a post", { post: " " }, /请写明参加人员的职务/],
    ["away without a reason", { answer: "away" }, /请写明请假原因/],
    ["no answer", { answer: "" }, /请选择参加或请假/],
    ["another unit", { unit: "2" }, /请选择本单位|没有保存/],
  ])("a reply with %s is told at the field", async (_, over, words) => {
    await bringMeeting(w, "called")
    const response = await onMeeting(w, "wang", "reply", over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect((await meetingOf(w)).called.every(({ answer }) => answer === null)).toBe(true)
  })

  test.each<[string, Fields, RegExp]>([
    ["no name", { title: "" }, /请填写名称/],
    ["no kind", { kind: "" }, /请选择类型/],
    ["another year", { meetsOn: "2027-01-05" }, /请填写2026年的日期/],
    ["a day that is over", { meetsOn: "2026-09-01", replyBy: "" }, /日期已经过去/],
    ["nowhere", { place: "" }, /发通知前请填写地点/],
    ["nobody", { units: [] }, /发通知前请勾选参加单位/],
    ["a unit outside of the year", { units: ["4"] }, /请从本年度的责任单位中勾选/],
    ["answers after the day", { replyBy: "2026-09-26" }, /回执期限不能晚于召开日期/],
    ["a 视察 with no guests", { kind: "visit" }, /请写明会同单位或受邀人员/],
    ["a day that is none", { meetsOn: "2026-02-30" }, /没有30日/],
  ])("%s is said at the field, with the words kept", async (_, over, words) => {
    const response = await planMeeting(w, { agenda: "我写的议程", ...over })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toMatch(words)
    expect(text).toContain("我写的议程")
  })

  test("a 视察 names its guests; kept first it needs no place, and is called from its page", async () => {
    const over = { kind: "visit", guests: "市人大代表5人", place: "", call: "" }
    await done(planMeeting(w, over))
    const early = await onMeeting(w, "lin", "call")
    expect(early.status).toBe(422)
    expect(await early.text()).toMatch(/发通知前请填写地点/)
    await done(onMeeting(w, "lin", "revision", { ...over, place: "政务大厅" }))
    await done(onMeeting(w, "lin2", "call"))
    expect(await page("wang", "/meetings/1")).toContain("市人大代表5人")
    await refused(w, () => onMeeting(w, "lin", "call"), 409)
  })

  test("where the day moves units answer again; a unit that is taken off sees it no more", async () => {
    await bringMeeting(w, "called")
    await done(onMeeting(w, "wang", "reply"))
    await done(onMeeting(w, "lin", "revision", { place: "二楼会议室" }))
    expect((await meetingOf(w)).called[0]?.answer).toBe("coming")
    await done(onMeeting(w, "lin", "revision", { meetsOn: "2026-09-28", units: ["1", "3"] }))
    expect((await meetingOf(w)).called).toMatchObject([
      { unitId: 1, answer: null, asked: true },
      { unitId: 2, asked: false },
      { unitId: 3, asked: true },
    ])
    expect(await seenBy("/meetings/1")).toEqual(among(...OFFICE, "wang", "head", "yan", "boss"))
    expect((await trailOf(w, "meeting:1")).at(-1)).toMatchObject({
      action: "meeting_revised",
      particulars: { meetsOn: { before: "2026-09-25", after: "2026-09-28" } },
    })
    await done(onMeeting(w, "lin", "revision"))
    await done(onMeeting(w, "zhou", "reply", { unit: "2" }))
  })

  test("it is cancelled with a reason that whoever was called reads", async () => {
    await bringMeeting(w, "called")
    expect((await onMeeting(w, "lin", "cancellation", { remark: " " })).status).toBe(422)
    await done(onMeeting(w, "lin", "cancellation"))
    expect(await page("zhou", "/meetings/1")).toContain("因防汛工作推迟。")
    expect(await page("zhou", "/todo")).not.toContain("第三季度普法联席会议")
    await refused(w, () => onMeeting(w, "lin", "holding"), 409)
    await refused(w, () => onMeeting(w, "wang", "reply"), 409)
  })

  test.each(["revision", "call", "holding", "decisions", "issue", "cancellation"])(
    "%s is the office's",
    async (act) => {
      await bringMeeting(w, "called")
      for (const login of [...CALLED, "boss"] as Login[]) await refused(w, () => onMeeting(w, login, act), 403)
      for (const login of ["yan", "zhao", "jing", "admin"] as Login[])
        await refused(w, () => onMeeting(w, login, act), 404)
    },
  )
})

describe("召开和纪要", () => {
  beforeEach(() => bringMeeting(w, "held"))

  test("minutes, who came and what was decided are the office's own until they are issued", async () => {
    expect(await meetingOf(w)).toMatchObject({
      state: "held",
      heldOn: "2026-09-21",
      called: [{ came: true }, { came: false }],
    })
    for (const login of ["wang", "zhou", "boss"] as const) {
      const shown = await page(login, "/meetings/1")
      for (const words of ["会议听取了汇报", "印制宪法宣传周海报", "未到会", "普法办主任"]) {
        expect(shown, login).not.toContain(words)
      }
      expect((await w.as(login).get("/decisions/1")).status, login).toBe(404)
      expect((await w.as(login).post("/meetings/1/document")).status, login).toBe(404)
      expect(await page(login, "/search?q=听取了汇报"), login).not.toContain("会议听取了汇报")
      expect(await page(login, "/search?q=宪法宣传周海报"), login).not.toContain("印制宪法")
      expect(await page(login, "/todo"), login).not.toContain("印制宪法")
      expect(await page(login, `${REGISTER.replace("meetings", "decisions")}`), login).not.toContain("印制宪法")
    }
    expect(await page("lin", "/meetings/1")).toContain("会议听取了汇报")
    expect(await page("lin2", "/search?q=听取了汇报")).toMatch(/听取了/)
  })

  test("once issued those that were called read them, and the unit has its decision to carry out", async () => {
    await done(onMeeting(w, "lin", "issue"))
    expect(await decisionOf(w)).toMatchObject({ state: "open", number: 1 })
    for (const login of ["wang", "zhou", "boss"] as const) {
      expect(await page(login, "/meetings/1"), login).toContain("会议听取了汇报")
      expect(await page(login, "/search?q=听取了汇报"), login).toMatch(/<mark>/)
    }
    expect(await page("wang", "/todo")).toContain("印制宪法宣传周海报")
    expect(await page("zhou", "/todo")).not.toContain("印制宪法宣传周海报")
    expect(await page("wang", "/calendar?month=2026-10")).toContain("印制宪法宣传周海报")
    expect(await page("wang", REGISTER)).toContain("印制宪法宣传周海报")
    await refused(w, () => onMeeting(w, "lin", "holding"), 409)
    await refused(w, () => onMeeting(w, "lin", "decisions"), 409)
    await refused(w, () => onDecision(w, "lin", "revision"), 409)
  })

  test("a unit that was not called and answers for a decision sees the minutes from then on", async () => {
    await done(onMeeting(w, "lin", "decisions", { text: "研究室修订制度。", unit: "3", dueBy: "" }))
    expect((await w.as("yan").get("/meetings/1")).status).toBe(404)
    await done(onMeeting(w, "lin", "issue"))
    expect(await page("yan", "/meetings/1")).toContain("研究室修订制度。")
  })

  test("nothing is issued that says nothing, nor before it was held", async () => {
    await done(onMeeting(w, "lin", "holding", { minutes: " " }))
    await refused(w, () => onMeeting(w, "lin", "issue"), 409, /还没有纪要/)
    for (const issuedOn of ["2026-09-20", "2026-09-22"]) {
      expect((await onMeeting(w, "lin", "issue", { issuedOn })).status).toBe(422)
    }
    await done(
      w.as("lin").post("/meetings/1/attachments", multipart({}, { files: [{ name: "纪要.pdf", bytes: PDF }] })),
    )
    await done(onMeeting(w, "lin", "issue"))
  })

  test("a file of the minutes is read once they are issued, one of the call by whoever was called", async () => {
    await done(planMeeting(w, { title: "第四次专题会议" }))
    const file = (name: string) => multipart({}, { files: [{ name, bytes: PDF }] })
    await done(w.as("lin").post("/meetings/2/attachments", file("议题材料.pdf")))
    expect(await seenBy("/attachments/1")).toEqual(among(...OFFICE, ...CALLED, "boss"))
    await w.travel("2026-09-25")
    await done(onMeeting(w, "lin", "holding", { heldOn: "2026-09-25" }, 2))
    await w.travel("2026-09-26")
    await done(w.as("lin").post("/meetings/2/attachments", file("纪要签发稿.pdf")))
    expect(await seenBy("/attachments/2")).toEqual(among(...OFFICE))
    expect(await page("wang", "/meetings/2")).not.toContain("纪要签发稿")
    expect(await page("wang", "/search?q=签发稿")).not.toContain("纪要签发稿.pdf")
    await done(onMeeting(w, "lin", "issue", { issuedOn: "2026-09-26" }, 2))
    expect(await seenBy("/attachments/2")).toEqual(among(...OFFICE, ...CALLED, "boss"))
    for (const login of ["wang", "boss"] as const) {
      await refused(w, () => w.as(login).post("/meetings/2/attachments", file("x.pdf")), 403)
    }
  })

  test.each<[string, string, Fields, RegExp]>([
    ["holding", "a day to come", { heldOn: "2026-09-22" }, /日期还没有到/],
    ["holding", "another year", { heldOn: "2025-09-01" }, /请填写2026年的日期/],
    ["holding", "a unit outside", { units: ["4"] }, /请从本年度的责任单位中勾选/],
    ["decisions", "no words", { text: " " }, /请填写议定事项/],
    ["decisions", "no unit", { unit: "" }, /请选择责任单位/],
    ["decisions", "a unit outside", { unit: "4" }, /请从本年度的责任单位中选择/],
    ["decisions", "a day before the meeting", { dueBy: "2026-09-01" }, /完成时限不能早于召开日期/],
  ])("%s: %s is told at the field", async (act, _, over, words) => {
    const response = await onMeeting(w, "lin", act, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
  })

  test("lines are put right and struck out until the issue, which numbers what is left", async () => {
    await done(onMeeting(w, "lin", "decisions", { text: "删去的一项。" }))
    await done(onMeeting(w, "lin", "decisions", { text: "综合指导司报计划。", unit: "2", dueBy: "" }))
    await done(onDecision(w, "lin", "revision"))
    await done(onDecision(w, "lin", "striking", {}, 2))
    await refused(w, () => onDecision(w, "lin", "striking", {}, 2), 404)
    await done(onMeeting(w, "lin", "issue"))
    expect(await decisionOf(w, 1)).toMatchObject({ number: 1, text: "办公室印制海报500张。", dueBy: "2026-11-10" })
    expect(await decisionOf(w, 3)).toMatchObject({ number: 2, state: "open", dueBy: null })
    expect((await trailOf(w, "decision:1")).map(({ action }) => action)).toEqual([
      "decision_entered",
      "decision_revised",
      "decision_issued",
    ])
  })

  test("the minutes leave as a paper, and the trail says who took them", async () => {
    const response = await w.as("lin").post("/meetings/1/document")
    expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("底稿"))
    await done(onMeeting(w, "lin", "issue"))
    expect((await w.as("zhou").post("/meetings/1/document")).headers.get("content-type")).toContain("wordprocessingml")
    await refused(w, () => w.as("yan").post("/meetings/1/document"), 404)
  })
})

describe("议定事项", () => {
  beforeEach(() => bringMeeting(w, "issued"))

  test("the unit tells what was done, the office sends it back and closes it", async () => {
    await done(onDecision(w, "wang", "answer"))
    expect(await page("lin", "/decisions")).toContain("印制宪法宣传周海报")
    expect(await page("lin", "/desk")).toContain("待办结议定事项")
    await refused(w, () => onDecision(w, "wang", "answer"), 409)
    await done(onDecision(w, "lin", "return"))
    expect(await decisionOf(w)).toMatchObject({ state: "open", answeredOn: null, opinion: "请写明发放范围。" })
    expect(await page("wang", "/todo")).toContain("请写明发放范围。")
    await done(onDecision(w, "head", "answer", { text: "已发放到各司。" }))
    await done(onDecision(w, "lin2", "closing"))
    const { state, answers } = await decisionOf(w)
    expect([state, answers.map(({ text }) => text)]).toEqual(["closed", ["海报已印制500张。", "已发放到各司。"]])
    await refused(w, () => onDecision(w, "wang", "answer"), 409)
    await done(onDecision(w, "lin", "reopening"))
    expect(await decisionOf(w)).toMatchObject({ state: "open", closedOn: null })
  })

  test("what a unit told is for itself, the office and leaders; others who read the minutes read how it stands", async () => {
    await done(onDecision(w, "wang", "answer"))
    for (const login of ["lin", "boss", "head"] as const) {
      expect(await page(login, "/decisions/1"), login).toContain("海报已印制500张。")
    }
    const shown = await page("zhou", "/decisions/1")
    expect(shown).toContain("已反馈")
    expect(shown).not.toContain("海报已印制500张。")
    expect(await page("zhou", "/search?q=已印制500张")).not.toContain("海报已印制500张。")
    await done(onDecision(w, "lin", "return"))
    expect(await page("zhou", "/decisions/1")).not.toContain("请写明发放范围。")
    expect((await w.as("yan").get("/decisions/1")).status).toBe(404)
  })

  test("its 行业主管部门 reads it too", async () => {
    await w.database.client.execute("update bodies set supervisor_unit_id = 3 where unit_id = 1")
    await done(onDecision(w, "wang", "answer"))
    expect(await page("yan", "/decisions/1")).toContain("海报已印制500张。")
    await refused(w, () => onDecision(w, "yan", "answer"), 403)
  })

  test("it becomes a 分工 of the unit that is there, and no other", async () => {
    for (const assignment of ["2", "99", ""]) {
      expect((await onDecision(w, "lin", "assignment", { assignment })).status).toBe(422)
    }
    await done(onDecision(w, "lin", "assignment"))
    expect(await decisionOf(w)).toMatchObject({ state: "open", turn: "assignment", assignmentId: 1 })
    expect(await page("wang", "/decisions/1")).toContain("普法责任制分工方案")
    expect(await page("zhou", "/decisions/1")).not.toContain("普法责任制分工方案")
  })

  test("it becomes a 督办单 by the ways of supervision, kept as a draft that only the office knows of", async () => {
    expect((await onDecision(w, "lin", "notice", { answerBy: "2026-09-01" })).status).toBe(422)
    await done(onDecision(w, "lin", "notice"))
    const [[notice]] = await w.database.read([w.database.db.select().from(notices)])
    expect(notice).toMatchObject({
      state: "draft",
      unitId: 1,
      demand: "办公室印制宪法宣传周海报。",
      dueBy: "2026-10-15",
    })
    expect(notice?.basis).toBe("第三季度普法联席会议纪要（〔2026〕3号）第1项")
    expect(await decisionOf(w)).toMatchObject({ turn: "notice", noticeId: notice?.id })
    expect(await page("lin", "/decisions/1")).toContain("/notices/1")
    expect(await page("wang", "/decisions/1")).not.toContain("/notices/1")
    await done(w.as("lin").post("/notices/1/issue", { version: "1", numbered: "1" }))
    expect(await page("wang", "/decisions/1")).toContain("/notices/1")
  })

  test("or nothing, with a reason", async () => {
    expect((await onDecision(w, "lin", "dropping", { remark: "" })).status).toBe(422)
    await done(onDecision(w, "lin", "dropping"))
    expect(await decisionOf(w)).toMatchObject({ state: "dropped" })
    expect(await page("wang", "/todo")).not.toContain("印制宪法宣传周海报")
    expect(await page("wang", "/decisions/1")).toContain("原则意见，不需要另行办理。")
  })

  test("a 督办单 and a task lead back to it, for whoever reads what became of it", async () => {
    await done(onDecision(w, "lin", "assignment"))
    const link = 'href="/decisions/1"'
    for (const login of ["lin", "wang", "boss"] as const)
      expect(await page(login, "/plans/1/tasks/1"), login).toContain(link)
    expect(await page("zhou", "/plans/1/tasks/1")).not.toContain(link)
    await done(onDecision(w, "lin", "notice"))
    expect(await page("lin", "/plans/1/tasks/1")).not.toContain(link)
    await done(w.as("lin").post("/notices/1/issue", { version: "1", numbered: "1" }))
    for (const login of ["lin", "wang", "boss"] as const) {
      expect(await page(login, "/notices/1"), login).toContain(link)
      expect(await page(login, "/notices?view=all"), login).toContain(link)
    }
    const flawed = await onNotice(w, "lin", "revocation", { remark: " " }, 1)
    expect([flawed.status, (await flawed.text()).includes(link)]).toEqual([422, true])
    await w.database.client.execute("update notices set state = 'closed'")
    expect(await page("wang", "/decisions/1")).toContain("销号")
  })

  test("files and addresses of its unit go with what it told, for whoever reads that, and into the year's package", async () => {
    const brought = (name: string, over: Fields = {}) =>
      w.as("wang").post("/decisions/1/attachments", multipart(over, { files: [{ name, bytes: PDF }] }))
    await done(brought("海报.pdf"))
    await done(onDecision(w, "wang", "answer"))
    await done(
      w
        .as("head")
        .post("/decisions/1/attachments", multipart({ address: "https://example.cn/haibao", upload: "address" })),
    )
    expect(await seenBy("/attachments/1")).toEqual(among(...OFFICE, "wang", "head", "boss"))
    for (const login of ["lin", "boss"] as const) expect(await page(login, "/decisions/1"), login).toContain("海报.pdf")
    expect(await page("lin", "/decisions/1")).toContain("https://example.cn/haibao")
    expect(await page("zhou", "/decisions/1")).not.toContain("海报.pdf")
    expect((await findDecision(w.database, w.actor("zhou"), 1))?.files).toEqual([])
    expect(await page("zhou", "/search?q=海报.pdf")).not.toContain("<mark>海报.pdf")
    expect(await page("lin", "/search?q=海报.pdf")).toContain("/attachments/1")
    expect(await evidenceOfYear(w.database, 2026)).toMatchObject([
      { name: "海报.pdf", meeting: "第三季度普法联席会议" },
      { address: "https://example.cn/haibao" },
    ])
    await refused(w, () => w.as("zhou").post("/decisions/1/attachments", multipart({}, {})), 403)
    await refused(w, () => w.as("lin").post("/decisions/1/attachments", multipart({}, {})), 403)
    await done(w.as("wang").post("/decisions/1/attachments", multipart({ detach: "1" })))
    expect(await seenBy("/attachments/1")).toEqual(among(...OFFICE, "wang", "head"))
    await done(onDecision(w, "lin", "closing"))
    await refused(w, () => brought("迟到.pdf"), 409)
  })

  test("late it is marked, first in the register, and stays marked", async () => {
    await w.travel("2026-11-01")
    expect(await page("lin", REGISTER)).toContain('<span class="light red">逾期</span>')
    expect(await page("lin", "/years/2026/decisions?show=late")).toContain("印制宪法宣传周海报")
    await done(onDecision(w, "wang", "answer"))
    await done(onDecision(w, "lin", "closing"))
    expect(await page("lin", "/years/2026/decisions")).toMatch(/已办结<\/span> <span class="tag">逾期/)
    expect(await page("lin", "/years/2026/decisions?show=late")).not.toContain("印制宪法宣传周海报")
  })

  test.each(["assignment", "notice", "closing", "dropping"])("%s is the office's", async (act) => {
    for (const login of ["wang", "head", "zhou", "boss"] as Login[])
      await refused(w, () => onDecision(w, login, act), 403)
    for (const login of ["yan", "zhao", "jing", "admin"] as Login[])
      await refused(w, () => onDecision(w, login, act), 404)
  })

  test("an answer is its unit's", async () => {
    for (const login of ["zhou", "boss", "lin"] as Login[]) await refused(w, () => onDecision(w, login, "answer"), 403)
    for (const login of ["yan", "zhao"] as Login[]) await refused(w, () => onDecision(w, login, "answer"), 404)
  })

  test("two at once: one lands", async () => {
    await done(onDecision(w, "wang", "answer"))
    await refused(w, () => onDecision(w, "lin", "closing", { version: "2" }), 409)
  })
})

describe("登记册", () => {
  test("kept to a kind and a state, and taken as a file as far as it is seen", async () => {
    await bringMeeting(w, "issued")
    await done(planMeeting(w, { title: "媒体跟踪调查", kind: "following", guests: "市电视台", units: ["2"] }))
    expect(await page("lin", `${REGISTER}?kind=following`)).not.toContain('id="meeting-1"')
    expect(await page("lin", `${REGISTER}?state=called`)).toContain('id="meeting-2"')
    expect(await page("wang", REGISTER)).not.toContain("媒体跟踪调查")
    const taken = async (login: Login) => (await w.as(login).post(`${REGISTER}.csv`)).text()
    expect(await taken("lin")).toContain("媒体跟踪调查")
    const own = await taken("wang")
    expect(own).toContain("办公室印制宪法宣传周海报。")
    expect(own).not.toContain("媒体跟踪调查")
    expect((await w.as("lin").post(`${REGISTER}.xlsx`)).headers.get("content-type")).toContain("spreadsheetml")
    for (const login of ["zhao", "admin"] as const) expect((await w.as(login).get(REGISTER)).status).toBe(404)
  })
})
