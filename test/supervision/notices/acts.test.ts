import { eq } from "drizzle-orm"
import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { NOTICE_STATES, type NoticeState, noticeAnswers, noticeItems, notices, people, proposals } from "#db/schema.ts"
import { canMove, type NoticeMove } from "#src/supervision/notices/workflow.ts"
import {
  actions,
  answerDraftOf,
  bringNotice,
  done,
  draftNotice,
  type Fields,
  multipart,
  noticeOf,
  onlyOne,
  onNotice,
  openRound,
  refused,
  sentence,
  settings,
  trailOf,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const rows = async () => {
  const { db, read } = w.database
  const [found] = await read([db.select().from(notices).orderBy(notices.id)])
  return found
}
const itemsOf = async (id: number) => {
  const { db, read } = w.database
  const [found] = await read([db.select().from(noticeItems).where(eq(noticeItems.noticeId, id))])
  return found.map(({ assignmentId }) => assignmentId).sort()
}
const answers = async (id = 1) => {
  const { db, read } = w.database
  const [found] = await read([db.select().from(noticeAnswers).where(eq(noticeAnswers.noticeId, id))])
  return found
}
const numbers = async () => (await rows()).map(({ year, number }) => [year, number])
const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()

describe("拟办", () => {
  test("one notice a unit, in one act, with its items, and each in the trail", async () => {
    await done(draftNotice(w, { assignments: ["1", "6", "2", "4"] }))
    expect((await rows()).map(({ unitId, state, dueBy }) => ({ unitId, state, dueBy }))).toEqual([
      { unitId: 1, state: "issued", dueBy: "2026-09-30" },
      { unitId: 2, state: "issued", dueBy: "2026-09-30" },
      { unitId: 3, state: "issued", dueBy: "2026-09-30" },
    ])
    expect(await itemsOf(1)).toEqual([1, 6])
    expect(await itemsOf(3)).toEqual([4])
    expect(await trailOf(w, "notice:2")).toMatchObject([
      { version: 1, action: "notice_drafted", particulars: { unit: "综合指导司", kind: "demand", assignments: 1 } },
      {
        version: 2,
        action: "notice_issued",
        particulars: { from: "draft", to: "issued", year: 2026, number: 2, answerBy: "2026-09-30" },
      },
    ])
  })

  test("kept as a draft it has no number, and nobody but the office knows of it", async () => {
    await done(draftNotice(w, { send: "" }))
    expect(await noticeOf(w)).toMatchObject({ state: "draft", year: null, number: null, version: 1 })
    for (const login of ["wang", "head", "boss", "zhao"] as const) {
      expect((await w.as(login).get("/notices/1")).status, login).toBe(404)
    }
    expect(await page("wang", "/todo")).not.toContain("报送三季度落实情况")
    expect((await w.as("lin2").get("/notices/1")).status).toBe(200)
  })

  test("from a late list: everybody who owes, and nobody else", async () => {
    await done(openRound(w))
    await w.travel("2026-10-09")
    const html = await page("lin", "/plans/1/notices/new?round=1")
    expect(html.match(/name="assignments" value="\d+" checked/g)).toHaveLength(6)
    expect(html).toContain("第三季度落实情况应于9月30日前报送，至今未报。")
    const late = { assignments: ["1", "2", "3", "4", "5", "6"], dueBy: "2026-10-16" }
    await done(w.as("lin").post("/plans/1/notices?round=1", { ...FORM, ...late, numbered: "1" }))
    expect((await rows()).map(({ source }) => source)).toEqual(["late_list", "late_list", "late_list"])
    await w.travel("2026-09-21")
    expect(await page("lin", "/plans/1/notices/new?round=1")).toContain("没有可督办的事项")
  })

  test("what already has an open notice is asked about before it is doubled", async () => {
    await done(draftNotice(w))
    const again = await draftNotice(w, { assignments: ["1", "2"] })
    expect(again.status).toBe(422)
    const html = await again.text()
    expect(html).toContain("〔2026〕1号")
    expect(html).toContain("请核对是否重复督办")
    expect(await rows()).toHaveLength(1)
    await done(draftNotice(w, { assignments: ["1", "2"], again: "1" }))
    expect(await rows()).toHaveLength(3)
  })

  test.each<[string, Fields, RegExp]>([
    ["nothing chosen", { assignments: [] }, /请至少选择一项事项/],
    ["no demand", { demand: "  " }, /请填写办理要求/],
    ["no title", { title: "" }, /请填写事项名称/],
    ["a date in the past", { dueBy: "2026-09-18" }, /反馈期限不能早于今天/],
    ["no date", { dueBy: "九月" }, /没有看懂反馈期限/],
    ["a 限期整改 without the facts", { kind: "rectification" }, /限期整改须写明存在的问题/],
    ["a kind that there is not", { kind: "fine" }, /请选择督办单类别/],
    ["too long a title", { title: "长".repeat(201) }, /最多 200 字/],
  ])("%s is said at the field, with what was typed kept", async (_, over, words) => {
    const response = await draftNotice(w, { contact: "联系人甲", ...over })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toMatch(words)
    expect(html).toContain("联系人甲")
    expect(await rows()).toEqual([])
  })

  test("an emoji and a script are words like others", async () => {
    await done(draftNotice(w, { title: "🙂<script>alert(1)</script>", demand: "长".repeat(10_000) }))
    const html = await page("wang", "/notices/1")
    expect(html).toContain("🙂&lt;script&gt;alert(1)&lt;/script&gt;")
    expect(html).toContain("长".repeat(10_000))
  })

  test("an assignment of another plan cannot be slipped in", async () => {
    await refused(w, () => draftNotice(w, { assignments: ["1", "99"] }), 404)
    expect(await rows()).toEqual([])
  })

  test("only the office drafts; others are told, an outsider knows of no such plan", async () => {
    for (const login of ["wang", "head", "boss"] as const) await refused(w, () => draftNotice(w, {}, login), 403)
    for (const login of ["zhao", "admin"] as const) await refused(w, () => draftNotice(w, {}, login), 404)
  })

  test("a draft is revised with what it said before in the trail, and discarded for good", async () => {
    await done(draftNotice(w, { send: "" }))
    await done(onNotice(w, "lin2", "revision"))
    expect(await noticeOf(w)).toMatchObject({
      title: "补报三季度落实情况",
      dueBy: "2026-10-09",
      firstDueBy: "2026-10-09",
    })
    const [, revised] = await trailOf(w, "notice:1")
    expect(revised).toMatchObject({
      action: "notice_revised",
      particulars: { title: { before: "报送三季度落实情况", after: "补报三季度落实情况" } },
    })
    await refused(w, () => onNotice(w, "lin", "revision", { version: "1" }), 409)
    await done(onNotice(w, "lin", "discarding"))
    await refused(w, () => onNotice(w, "lin", "issue"), 409, /作废/)
  })
})

const FORM = {
  kind: "demand",
  title: "报送三季度落实情况",
  demand: "请尽快报送。",
  dueBy: "2026-09-30",
  send: "1",
}

describe("the last look before numbers are spent", () => {
  const asked = (fields: Fields, path = "/plans/1/notices?round=1") => w.as("lin").post(path, { ...FORM, ...fields })

  test("it names the numbers, the units and who receives it, and spends nothing", async () => {
    await done(draftNotice(w))
    const response = await asked({ assignments: ["1", "2", "3"], again: "1" }, "/plans/1/notices")
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toContain("将编号<b>督办通知〔2026〕2–4号</b>，发给办公室、综合指导司、研究室")
    expect(html).toContain("王联络（联络员）")
    expect(html).not.toContain("洪主任")
    expect(await rows()).toHaveLength(1)
    await done(asked({ assignments: ["1", "2", "3"], again: "1", numbered: "2" }, "/plans/1/notices"))
    expect(await rows()).toHaveLength(4)
  })

  test("a 限期整改 reaches the head too; a unit without a liaison is named as one to be told otherwise", async () => {
    await w.database.write([w.database.db.update(people).set({ active: false }).where(eq(people.login, "zhou"))])
    const html = await (
      await draftNotice(w, { kind: "rectification", facts: "未报", assignments: ["1", "2"], numbered: [] })
    ).text()
    expect(html).toContain("王联络（联络员）、洪主任（单位负责人）")
    expect(html).toContain("还没有联络员")
  })

  test("who was faster changes the numbers, which are shown again", async () => {
    await done(draftNotice(w))
    const late = await draftNotice(w, { assignments: ["2"], numbered: "1" })
    expect(late.status).toBe(200)
    const html = await late.text()
    expect(html).toContain("将编号<b>督办通知〔2026〕2号</b>")
    expect(html).toContain("编号已经变化")
    expect(await rows()).toHaveLength(1)
  })

  test("a day in the demand that is not the one by which it is due is asked about", async () => {
    const look = async (demand: string) => (await draftNotice(w, { demand, numbered: [] })).text()
    expect(await look("请于10月20日前补报。")).toContain("办理要求中写有10月20日，与反馈期限9月30日不同，请核对。")
    expect(await look("请于2026年9月30日前补报。")).not.toContain("stray-day")
    expect(await look("请尽快补报。")).not.toContain("stray-day")
  })

  test("it leads back to the words as they were typed", async () => {
    const response = await draftNotice(w, { demand: "改过的要求", revise: "1" })
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toContain("改过的要求")
    expect(html).not.toContain("还没有保存")
    expect(await rows()).toEqual([])
  })

  test("a kept draft is looked at once more too; what has to be approved first spends no number yet", async () => {
    await done(draftNotice(w, { send: "" }))
    const html = await (await onNotice(w, "lin", "issue", { numbered: [] })).text()
    expect(html).toContain("将编号<b>督办通知〔2026〕1号</b>，发给办公室")
    expect(await noticeOf(w)).toMatchObject({ state: "draft" })
    await done(settings(w, { noticeApprover: "supervisor" }))
    await done(onNotice(w, "lin", "issue", { numbered: [] }))
    expect(await noticeOf(w)).toMatchObject({ state: "approving", number: null })
  })

  test("what already has one is not ticked, and said", async () => {
    await done(openRound(w))
    await done(draftNotice(w, { assignments: ["2"] }))
    await w.travel("2026-10-09")
    const html = await page("lin", "/plans/1/notices/new?round=1")
    const ticked = [...html.matchAll(/name="assignments" value="(\d+)" checked/g)].map(([, id]) => id)
    expect(ticked.sort()).toEqual(["1", "3", "4", "5", "6"])
    expect(html).toContain("1 项已有未销号的督办单，没有勾选")
  })
})

describe("numbers", () => {
  test("an office's year counts from 1 without gaps, and the next year begins again", async () => {
    await done(draftNotice(w, { assignments: ["1"], send: "" }))
    await done(draftNotice(w, { assignments: ["2"] }))
    await done(onNotice(w, "lin", "discarding"))
    await done(draftNotice(w, { assignments: ["3"], send: "" }))
    await done(draftNotice(w, { assignments: ["5"], again: "1" }))
    await done(onNotice(w, "lin", "issue", {}, 3))
    await w.travel("2027-01-04")
    await done(draftNotice(w, { assignments: ["1", "4"], dueBy: "2027-01-11", again: "1" }))
    expect(await numbers()).toEqual([
      [null, null],
      [2026, 1],
      [2026, 3],
      [2026, 2],
      [2027, 1],
      [2027, 2],
    ])
  })

  test("each 代字 counts by itself: the first 限期整改 is number 1 after two 督办通知", async () => {
    await done(draftNotice(w, { assignments: ["1", "2"] }))
    await done(draftNotice(w, { kind: "rectification", facts: "未报。", assignments: ["3", "5"] }))
    await done(draftNotice(w, { assignments: ["6"], again: "1" }))
    expect((await rows()).map(({ kind, number }) => [kind, number])).toEqual([
      ["demand", 1],
      ["demand", 2],
      ["rectification", 1],
      ["rectification", 2],
      ["demand", 3],
    ])
    const html = await page("lin", "/notices?view=all")
    expect(html).toContain("限期整改〔2026〕1号")
    expect(html).toContain("督办通知〔2026〕1号")
  })

  test("numbers that were given in one series for all kinds stay, and each kind goes on after its own highest", async () => {
    await done(draftNotice(w, { assignments: ["1", "2"] }))
    const { db, write } = w.database
    await write([db.update(notices).set({ kind: "rectification" }).where(eq(notices.id, 2))])
    await done(draftNotice(w, { assignments: ["3"] }))
    await done(draftNotice(w, { kind: "rectification", facts: "未报。", assignments: ["5"] }))
    expect((await rows()).map(({ kind, number }) => [kind, number])).toEqual([
      ["demand", 1],
      ["rectification", 2],
      ["demand", 2],
      ["rectification", 3],
    ])
  })

  test("a revoked notice keeps its number", async () => {
    await bringNotice(w, "revoked")
    await done(draftNotice(w, { assignments: ["2"] }))
    expect(await numbers()).toEqual([
      [2026, 1],
      [2026, 2],
    ])
  })

  test("many who issue at once, one or several each, take each number once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.constantFrom("1", "2", "3", "4", "5", "6"), { minLength: 1 }), {
          minLength: 2,
          maxLength: 6,
        }),
        async (acts) => {
          w = await world()
          const responses = await Promise.all(
            acts.map((assignments, i) => draftNotice(w, { assignments, again: "1" }, i % 2 === 0 ? "lin" : "lin2")),
          )
          for (const response of responses) expect(response.status).toBe(303)
          const given = (await rows()).map(({ number }) => number ?? 0).sort((a, b) => a - b)
          expect(given).toEqual(given.map((_, i) => i + 1))
          for (const { id, number } of await rows()) {
            const issued = (await trailOf(w, `notice:${id}`)).find(({ action }) => action === "notice_issued")
            expect(issued?.particulars.number).toBe(number)
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  test("drafts that many issue at once take each number once too", async () => {
    for (let i = 0; i < 6; i++) await done(draftNotice(w, { assignments: [String(i + 1)], send: "", again: "1" }))
    const responses = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((id) => onNotice(w, id % 2 ? "lin" : "lin2", "issue", {}, id)),
    )
    for (const response of responses) expect(response.status).toBe(303)
    const given = (await rows()).map(({ number }) => number).sort()
    expect(given).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe("审定", () => {
  test("where a second supervisor approves, it is issued under its number by that act", async () => {
    await done(settings(w, { noticeApprover: "supervisor" }))
    await done(draftNotice(w))
    expect(await noticeOf(w)).toMatchObject({ state: "approving", number: null })
    await refused(w, () => onNotice(w, "lin", "approval"), 403, /须由另一人审定/)
    for (const login of ["wang", "jing"] as const) await refused(w, () => onNotice(w, login, "approval"), 404)
    expect(await page("lin2", "/desk?queue=approvals")).toContain("审定并发出")
    await done(onNotice(w, "lin2", "approval"))
    expect(await noticeOf(w)).toMatchObject({ state: "issued", year: 2026, number: 1, issuedById: w.actor("lin2").id })
    expect((await trailOf(w, "notice:1")).at(-1)).toMatchObject({
      action: "notice_issued",
      particulars: { from: "approving", to: "issued", number: 1, remark: "同意。" },
    })
    expect(await page("wang", "/notices/1")).not.toContain("同意。")
    expect(await page("lin", "/notices/1")).toContain("同意。")
  })

  test("约谈建议 goes to the leader whatever the plan says", async () => {
    await done(draftNotice(w, { kind: "interview", title: "约谈办公室负责人" }))
    expect(await noticeOf(w)).toMatchObject({ state: "approving" })
    await refused(w, () => onNotice(w, "lin2", "approval"), 403)
    expect(await page("boss", "/desk?queue=approvals")).toContain("约谈办公室负责人")
    await done(onNotice(w, "boss", "approval"))
    expect(await noticeOf(w)).toMatchObject({ state: "issued", number: 1 })
  })

  test("declined with a reason, it is a draft again and says why; without one it is not declined", async () => {
    await done(settings(w, { noticeApprover: "supervisor" }))
    await done(draftNotice(w))
    const response = await onNotice(w, "lin2", "approval", { agrees: "no", remark: "" })
    expect(response.status).toBe(422)
    expect(sentence(await response.text())).toContain("请写明发还修改的意见")
    await done(onNotice(w, "lin2", "approval", { agrees: "no", remark: "请写明依据。" }))
    expect(await noticeOf(w)).toMatchObject({ state: "draft" })
    expect(await page("lin", "/notices/1")).toContain("请写明依据。")
    await done(onNotice(w, "lin", "issue"))
    await done(onNotice(w, "lin", "recall"))
    await refused(w, () => onNotice(w, "lin2", "approval"), 409)
  })

  test("where nobody could approve, the act is refused and says whom to ask", async () => {
    await done(settings(w, { noticeApprover: "head" }))
    const html = await refused(w, () => draftNotice(w), 403, /督查部门负责人/)
    expect(html).toContain("请安全管理员增设岗位")
    expect(await rows()).toEqual([])
  })

  test("two who approve at once: one is told", async () => {
    await bringNotice(w, "approving")
    const form = { version: String((await noticeOf(w)).version), agrees: "yes", remark: "" }
    const approve = () => w.as("lin2").post("/notices/1/approval", form)
    await onlyOne(w, approve, approve)
  })
})

describe("the unit's answer", () => {
  beforeEach(() => bringNotice(w, "issued"))

  test("stands in 我的待办, is acknowledged, saved, answered and closed, and the trail says so", async () => {
    const todo = await page("wang", "/todo")
    expect(todo).toContain("1 件督办单待反馈")
    expect(todo).toContain("报送三季度落实情况")
    await done(onNotice(w, "wang", "acknowledgement"))
    await done(onNotice(w, "wang", "draft"))
    expect(await answerDraftOf(w)).toMatchObject({ text: "已办理一半。" })
    await done(onNotice(w, "wang", "answer"))
    expect(await answers()).toMatchObject([{ number: 1, text: "已按要求办理完毕，参加56人。" }])
    expect(await answerDraftOf(w)).toBeNull()
    expect(await page("lin", "/desk?queue=answers")).toContain("已按要求办理完毕，参加56人。")
    await done(onNotice(w, "lin", "verdict"))
    expect(await noticeOf(w)).toMatchObject({ state: "closed", opinion: "情况属实，同意销号。" })
    expect((await actions(w)).slice(-3)).toEqual(["notice_acknowledged", "notice_answered", "notice_closed"])
    expect(await page("wang", "/todo")).not.toContain("报送三季度落实情况")
    expect(await page("boss", "/notices/1")).toContain("已按要求办理完毕")
  })

  test("an answer takes it too", async () => {
    await done(onNotice(w, "head", "answer"))
    expect(await noticeOf(w)).toMatchObject({ state: "answered", acknowledgedById: w.actor("head").id })
  })

  test("with 审签 the liaison prepares and the head answers", async () => {
    await done(settings(w, { headSigns: "1" }))
    await done(onNotice(w, "wang", "draft"))
    await refused(w, () => onNotice(w, "wang", "answer"), 403, /由单位负责人登录后反馈/)
    // Who may not is told so, whatever is wrong with what was typed.
    await refused(w, () => onNotice(w, "wang", "answer", { text: "" }), 403, /由单位负责人登录后反馈/)
    expect(await page("wang", "/todo")).toContain("保存后请单位负责人登录审签并反馈")
    await done(onNotice(w, "head", "answer"))
    expect(await answers()).toMatchObject([{ writtenById: w.actor("wang").id, sentById: w.actor("head").id }])
  })

  test("several are answered in one act, with the words that were saved", async () => {
    await done(draftNotice(w, { assignments: ["6"] }))
    await done(onNotice(w, "wang", "draft", { text: "第一件已办。" }, 1))
    await done(onNotice(w, "wang", "draft", { text: "第二件已办。" }, 2))
    expect(await page("wang", "/todo")).toContain("反馈已写好的 2 件督办单")
    const before = (await w.events()).length
    await done(w.as("wang").post("/notices/answers", { ids: ["1", "2"] }))
    expect((await w.events()).length - before).toBe(2)
    expect((await rows()).map(({ state }) => state)).toEqual(["answered", "answered"])
    expect(await answers(2)).toMatchObject([{ text: "第二件已办。" }])
  })

  test("together, one that is not one's own or has no words stops all", async () => {
    await done(draftNotice(w, { assignments: ["2"] }))
    await done(onNotice(w, "wang", "draft"))
    await refused(w, () => w.as("wang").post("/notices/answers", { ids: ["1", "2"] }), 404)
    await done(draftNotice(w, { assignments: ["6"] }))
    await refused(w, () => w.as("wang").post("/notices/answers", { ids: ["1", "3"] }), 409)
    await refused(w, () => w.as("wang").post("/notices/answers", {}), 409)
    expect((await noticeOf(w)).state).toBe("issued")
  })

  test("an answer that does not pass gets a new date, the first one stays to be seen, and comes again", async () => {
    await done(onNotice(w, "wang", "answer"))
    const early = await onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "2026-09-18" })
    expect(sentence(await early.text())).toContain("新的反馈期限不能早于今天")
    const none = await onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "" })
    expect(sentence(await none.text())).toContain("不通过须写明新的反馈期限")
    await done(onNotice(w, "lin", "verdict", { verdict: "fail", remark: "未写人数。", answerBy: "2026-10-12" }))
    expect(await noticeOf(w)).toMatchObject({ state: "failed", dueBy: "2026-10-12", firstDueBy: "2026-09-30" })
    expect(await page("wang", "/todo")).toContain("未写人数。")
    expect(await page("wang", "/notices/1")).toContain("原定9月30日")
    await done(onNotice(w, "wang", "answer", { text: "补充：参加56人。" }))
    await done(onNotice(w, "lin", "verdict"))
    expect(await answers()).toMatchObject([{ number: 1 }, { number: 2, text: "补充：参加56人。" }])
    expect(await page("lin", "/notices/1")).toContain("已按要求办理完毕，参加56人。")
  })

  test("taken back before anybody judged it, it is a draft again, and later the second answer", async () => {
    await done(onNotice(w, "wang", "answer"))
    await done(onNotice(w, "wang", "withdrawal"))
    expect(await noticeOf(w)).toMatchObject({ state: "acknowledged", answeredAt: null })
    expect(await answerDraftOf(w)).toMatchObject({ text: "已按要求办理完毕，参加56人。" })
    expect(await page("boss", "/notices/1")).not.toContain("已按要求办理完毕")
    await done(onNotice(w, "wang", "answer", { text: "改写后的反馈。" }))
    expect((await answers()).map(({ number }) => number)).toEqual([1, 2])
    await done(onNotice(w, "lin", "verdict"))
    await refused(w, () => onNotice(w, "wang", "withdrawal"), 409)
  })

  test("two tabs never silently undo each other, while saving and while sending", async () => {
    await done(onNotice(w, "wang", "draft", { text: "甲窗口" }))
    const other = await onNotice(w, "wang", "draft", { text: "乙窗口", revision: "0" })
    expect(other.status).toBe(409)
    const html = await other.text()
    expect(html).toContain("甲窗口")
    expect(html).toContain("乙窗口")
    const sending = await onNotice(w, "wang", "answer", { text: "乙窗口", revision: "0" })
    expect(sending.status).toBe(409)
    expect(await answers()).toEqual([])
    await done(onNotice(w, "wang", "answer", { text: "乙窗口", revision: "0", overwrite: "1" }))
    expect(await answers()).toMatchObject([{ text: "乙窗口" }])
  })

  test("evidence is the unit's own until it answers, then the office's and leaders' too, and stays with its answer", async () => {
    const files = () => multipart({}, { files: [{ name: "照片.pdf", bytes: PDF }] })
    await done(w.as("wang").post("/notices/1/attachments", files()))
    expect((await w.as("boss").get("/attachments/1")).status).toBe(404)
    expect((await w.as("zhou").get("/attachments/1")).status).toBe(404)
    expect((await w.as("wang").get("/attachments/1")).status).toBe(200)
    await done(w.as("wang").post("/notices/1/attachments", { detach: "1" }))
    await w.travel("2026-09-22")
    await done(w.as("wang").post("/notices/1/attachments", files()))
    await done(onNotice(w, "wang", "answer"))
    expect((await w.as("boss").get("/attachments/2")).status).toBe(200)
    expect((await w.as("zhou").get("/attachments/2")).status).toBe(404)
    await refused(w, () => w.as("wang").post("/notices/1/attachments", { detach: "2" }), 409)
    await w.travel("2026-09-23")
    await done(onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "2026-10-12" }))
    await w.travel("2026-09-24")
    await refused(w, () => w.as("wang").post("/notices/1/attachments", { detach: "2" }), 409)
    const empty = await w.as("wang").post("/notices/1/attachments", multipart({}))
    expect(sentence(await empty.text())).toContain("请先选择要上传的文件")
  })

  test("nothing written is no answer", async () => {
    const response = await onNotice(w, "wang", "answer", { text: " \n" })
    expect(response.status).toBe(422)
    expect(sentence(await response.text())).toContain("请填写办理情况")
  })

  test("two who answer at once: one is told, and has the words back", async () => {
    const form = { version: String((await noticeOf(w)).version), text: "两人同时反馈", revision: "0" }
    const before = (await w.events()).length
    const responses = await Promise.all([
      w.as("wang").post("/notices/1/answer", form),
      w.as("head").post("/notices/1/answer", form),
    ])
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 409])
    const loser = responses.find(({ status }) => status === 409)
    expect(await loser?.text()).toContain("两人同时反馈")
    expect((await w.events()).length - before).toBe(1)
  })
})

describe("自查", () => {
  beforeEach(() => bringNotice(w, "answered", { unit: "yan", assignment: "4" }))

  test("of the office's own answer one supervisor proposes and another decides", async () => {
    await done(onNotice(w, "lin", "verdict"))
    expect(await noticeOf(w)).toMatchObject({ state: "answered" })
    await refused(w, () => onNotice(w, "lin", "confirmation"), 403, /本人的初核意见/)
    expect(await page("lin", "/desk?queue=answers")).toContain("没有待处理的事项")
    expect(await page("lin2", "/desk?queue=confirm")).toContain("情况属实，同意销号。")
    await done(onNotice(w, "lin2", "confirmation", { agrees: "no", decision: "再核实。" }))
    expect(await noticeOf(w)).toMatchObject({ state: "answered" })
    await done(onNotice(w, "lin2", "verdict", { verdict: "fail", answerBy: "2026-10-12" }))
    await done(onNotice(w, "lin", "confirmation"))
    expect(await noticeOf(w)).toMatchObject({ state: "failed", dueBy: "2026-10-12" })
    const { db, read } = w.database
    const [decided] = await read([db.select().from(proposals)])
    expect(decided.map(({ verdict, confirmed }) => [verdict, confirmed])).toEqual([
      ["close", false],
      ["fail", true],
    ])
    expect(await page("yan", "/notices/1")).not.toContain("再核实。")
  })

  test("a second proposal waits for the first to be decided, and the unit cannot take back meanwhile", async () => {
    await done(onNotice(w, "lin", "verdict"))
    await refused(w, () => onNotice(w, "lin2", "verdict"), 409, /请先复核/)
    await refused(w, () => onNotice(w, "yan", "withdrawal"), 409, /请先复核/)
  })

  test("two who confirm at once: one is told", async () => {
    await done(onNotice(w, "lin", "verdict"))
    const form = { version: String((await noticeOf(w)).version), agrees: "yes", decision: "" }
    const confirm = () => w.as("lin2").post("/notices/1/confirmation", form)
    await onlyOne(w, confirm, confirm)
  })
})

/** Every act on a notice by address, and whose it is. */
const ACTS: { act: string; move: NoticeMove; by: Login; over?: Fields }[] = [
  { act: "issue", move: "issue", by: "lin", over: { numbered: "1" } },
  { act: "recall", move: "recall", by: "lin" },
  { act: "discarding", move: "discard", by: "lin" },
  { act: "acknowledgement", move: "acknowledge", by: "wang" },
  { act: "answer", move: "answer", by: "wang" },
  { act: "withdrawal", move: "take_back", by: "wang" },
  { act: "verdict", move: "close", by: "lin" },
  { act: "verdict", move: "fail", by: "lin", over: { verdict: "fail", answerBy: "2026-10-12" } },
  { act: "revocation", move: "revoke", by: "lin" },
]

describe.each(NOTICE_STATES.map((state) => [state]))("a notice that is %s", (state: NoticeState) => {
  beforeEach(() => bringNotice(w, state))

  test.each(ACTS.map((act) => [act.move, act] as const))("%s", async (move, { act, by, over }) => {
    const isInside = ["draft", "approving", "discarded"].includes(state)
    if (canMove(state, move)) await done(onNotice(w, by, act, over))
    else await refused(w, () => onNotice(w, by, act, over), by === "wang" && isInside ? 404 : 409)
  })

  test("is seen by those whom it concerns, and moved by nobody else", async () => {
    const isInside = ["draft", "discarded"].includes(state)
    const isApproving = state === "approving"
    const outsiders = (Object.keys(CAST) as Login[]).filter((login) => !["lin", "lin2"].includes(login))
    for (const login of outsiders) {
      const close = ["wang", "head"].includes(login)
      const sees = login === "boss" ? !isInside : close && !isInside && !isApproving
      expect((await w.as(login).get("/notices/1")).status, login).toBe(sees ? 200 : 404)
      for (const { act, by, over } of ACTS) {
        if (by === "wang" && ["wang", "head"].includes(login)) continue
        await refused(w, () => onNotice(w, login, act, over), sees ? 403 : 404)
      }
    }
  })

  test("refuses a page that was made before", async () => {
    const { version } = await noticeOf(w)
    const possible = ACTS.filter(({ move }) => canMove(state, move))
    for (const { act, by, over } of possible) {
      await refused(w, () => onNotice(w, by, act, { ...over, version: String(version + 5) }), 409, /刚刚有了变化/)
    }
  })
})

test.each(ACTS.filter(({ by }) => by === "lin").map((act) => [act.move, act] as const))(
  "%s by two at once: one is told",
  async (move, { act, over }) => {
    const states: Partial<Record<NoticeMove, NoticeState>> = { issue: "draft", discard: "draft", recall: "approving" }
    await bringNotice(w, states[move] ?? "answered")
    const { version } = await noticeOf(w)
    const form = { version: String(version), remark: "同意。", verdict: "close", ...over }
    await onlyOne(
      w,
      () => w.as("lin").post(`/notices/1/${act}`, form),
      () => w.as("lin2").post(`/notices/1/${act}`, form),
    )
  },
)
