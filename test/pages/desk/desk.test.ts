import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { attachments, plans, posts, reports } from "#db/schema.ts"
import { house } from "#src/capabilities.ts"
import {
  askForExtension,
  bring,
  done,
  draftNotice,
  instruct,
  onAssignment,
  onExtension,
  onInstruction,
  onNotice,
  onReport,
  openRound,
  ROUND,
  settings,
} from "#test/support/acts.ts"
import { QUEUES } from "#test/support/house.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const desk = async (w: World, query = "", login: Login = "lin") => (await w.as(login).get(`/desk${query}`)).text()

/** The number beside each queue's name, in the order of work. */
const counts = (html: string) =>
  [...html.matchAll(/href="\/desk\?queue=(\w+)[^"]*"[^>]*>[^<]*<[^>]*>\s*(\d+)/g)].map(([, queue, n]) => [
    queue,
    Number(n),
  ])

/** A day on which every queue has something, and 办公室's report of task 3 is what nobody waits for. */
async function busy() {
  const w = await world()
  await done(openRound(w, { dueBy: "2026-09-18" }))
  await done(onReport(w, "wang", 1, "report", { achieved: "待审核的进展" }))
  await done(onReport(w, "yan", 4, "report", { achieved: "自查的进展" }))
  await done(onReport(w, "lin", 4, "acceptance", { opinion: "拟采纳" }))
  await bring(w, 5, "claimed", { unit: "zhou", office: "lin" })
  await done(onAssignment(w, "zhou", 2, "dispute", { remark: "不属于我司" }))
  await done(draftNotice(w, { assignments: ["1", "3"] }))
  await done(onNotice(w, "wang", "answer", { text: "督办已办理" }, 1))
  await done(onNotice(w, "yan", "answer", { text: "自查的反馈" }, 2))
  await done(onNotice(w, "lin", "verdict", {}, 2))
  await done(settings(w, { noticeApprover: "supervisor" }))
  await done(draftNotice(w, { assignments: ["6"], title: "待审定的督办单" }))
  await done(settings(w))
  await askForExtension(w, { assignment: 6 })
  await done(onAssignment(w, "yan", 4, "extension", { reason: "自查的延期" }))
  await done(onExtension(w, "lin", "decision", {}, 2))
  await done(instruct(w))
  return w
}

test("whatever waits stands in a queue of a name of its own, and every queue has something that can wait in it", () => {
  const names = house.queues.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(house.queues.map(({ rank }) => rank)).size).toBe(names.length)
  expect(new Set(house.waiting().map(({ queue }) => queue))).toEqual(new Set(names))
})

test("every queue counts exactly what it lists", async () => {
  const w = await busy()
  expect(counts(await desk(w, "", "lin2"))).toEqual([
    ["review", 1],
    ["confirm", 3],
    ["claims", 1],
    ["answers", 1],
    ["extensions", 1],
    ["instructions", 1],
    ["overdue", 3],
    ["disputes", 1],
    ["unacknowledged", 2],
  ])
  for (const [queue, n] of counts(await desk(w, "", "lin2"))) {
    const html = await desk(w, `?queue=${queue}`, "lin2")
    const items = html.match(/href="\/desk\?queue=\w+&amp;item=[^"]*"/g) ?? []
    expect(new Set(items).size, String(queue)).toBe(n)
  }
})

test("a queue that an office never uses is not shown before it has something", async () => {
  const w = await busy()
  const shown = async (login: Login) => counts(await desk(w, "", login)).map(([queue]) => queue)
  expect(await shown("lin2")).not.toContain("approvals")
  await done(settings(w, { noticeApprover: "supervisor" }))
  expect(await shown("lin2")).toContain("approvals")
  expect(await shown("lin")).not.toContain("approvals")
})

test("what waits for 复核 is out of 待审核, and out of the first supervisor's 待复核", async () => {
  const w = await busy()
  expect(await desk(w, "?queue=review")).not.toContain("自查的进展")
  expect(await desk(w, "?queue=confirm")).not.toContain("自查的进展")
  expect(await desk(w, "?queue=confirm", "lin2")).toContain("自查的进展")
  expect(await desk(w, "?queue=answers")).not.toContain("自查的反馈")
  expect(await desk(w, "?queue=confirm&item=notice-2", "lin2")).toContain("自查的反馈")
})

test("an item leaves its queue when it is answered", async () => {
  const w = await busy()
  expect(await desk(w, "?queue=review")).toContain("待审核的进展")
  await done(onReport(w, "lin", 1, "acceptance"))
  expect(await desk(w, "?queue=review")).not.toContain("待审核的进展")
  await done(onAssignment(w, "lin", 2, "answer"))
  expect(await desk(w, "?queue=disputes")).not.toContain("不属于我司")
  await done(onAssignment(w, "lin", 5, "verdict"))
  expect(counts(await desk(w)).find(([queue]) => queue === "claims")).toEqual(["claims", 0])
  expect(await desk(w, "?queue=answers")).toContain("督办已办理")
  await done(onNotice(w, "lin", "verdict"))
  expect(await desk(w, "?queue=answers")).not.toContain("督办已办理")
  expect(await desk(w, "?queue=extensions")).toContain("场地未落实。")
  await done(onExtension(w, "lin", "decision", { verdict: "refuse" }))
  expect(await desk(w, "?queue=instructions")).toContain("请抓紧落实并报我。")
  await done(onInstruction(w, "lin", "reply"))
  expect(await desk(w, "?queue=instructions")).not.toContain("请抓紧落实并报我。")
  expect(await desk(w, "?queue=extensions")).not.toContain("场地未落实。")
})

test("an unknown queue or item shows the first, not an error", async () => {
  const w = await busy()
  for (const query of ["?queue=nothing", "?item=99-9", "?queue=claims&item=x", "?beat=mine"]) {
    expect((await w.as("lin").get(`/desk${query}`)).status, query).toBe(200)
  }
})

test("分片: with a beat, the supervisor may look at those units alone", async () => {
  const w = await busy()
  await w.database.write([w.database.db.update(posts).set({ beat: [2] })])
  expect(await desk(w, "?queue=review&beat=mine")).not.toContain("待审核的进展")
  expect(await desk(w, "?queue=review")).toContain("待审核的进展")
  expect(await desk(w, "?queue=disputes&beat=mine")).toContain("不属于我司")
})

test.each<[Login | null, number]>([
  ["lin", 200],
  ["lin2", 200],
  ["wang", 403],
  ["head", 200],
  ["boss", 200],
  ["zhao", 403],
  ["admin", 403],
  ["security", 403],
  ["auditor", 403],
  [null, 401],
])("%s: %i", async (login, status) => {
  const w = await world()
  expect((await w.as(login).get("/desk")).status).toBe(status)
})

test("a leader or head finds there what they are named to confirm, and nothing else", async () => {
  const w = await busy()
  for (const login of ["boss", "head"] as const) {
    const html = await desk(w, "?queue=review", login)
    expect(html).not.toContain("待审核的进展")
    expect(html).not.toContain("自查的进展")
  }
  await done(settings(w, { confirmer: "leader" }))
  expect(await desk(w, "", "boss")).toContain("自查的进展")
  expect(await desk(w, "", "head")).not.toContain("自查的进展")
  expect(await desk(w, "?queue=confirm", "lin2")).not.toContain("自查的进展")
  await done(settings(w, { confirmer: "unit", confirmingUnitId: "1" }))
  expect(await desk(w, "", "head")).toContain("自查的进展")
  expect(await desk(w, "", "boss")).not.toContain("自查的进展")
  await done(onReport(w, "head", 4, "confirmation"))
  expect(await desk(w, "", "head")).not.toContain("自查的进展")
})

/** A file of a report of round 1. */
async function evidence(w: World, assignment: number, name: string) {
  const { unitId } = await w.assignment(assignment)
  await w.database.write([
    w.database.db.insert(attachments).values({
      subject: `report:${assignment}/1`,
      planId: 1,
      unitId,
      kind: "evidence",
      name,
      type: "application/pdf",
      size: 9,
      sha256: "0".repeat(64),
      addedById: 1,
      addedAt: w.now(),
    }),
  ])
}

test("who is named to confirm sees the evidence of what waits for them, and of nothing else", async () => {
  const w = await busy()
  for (const [assignment, login] of [
    [1, "wang"],
    [4, "yan"],
  ] as const) {
    await evidence(w, assignment, `${login}的佐证.pdf`)
  }
  expect(await desk(w, "?queue=confirm", "lin2")).toContain("yan的佐证.pdf")
  await done(settings(w, { confirmer: "leader" }))
  const html = await desk(w, "", "boss")
  expect(html).toContain("yan的佐证.pdf")
  expect(html).not.toContain("wang的佐证.pdf")
})

/** A second plan of which 办公室 has reported too: both tasks are called （一）. */
async function twoPlans() {
  const w = await busy()
  const { id, parts } = await anotherPlan(w)
  await done(
    w.as("lin").post(`/plans/${id}/rounds`, {
      name: "第三季度",
      opensOn: "2026-09-01",
      dueBy: "2026-09-18",
      daysAsked: "dueBy=2026-09-18",
    }),
  )
  await done(onReport(w, "wang", parts[0] ?? 0, "report", { achieved: "基层治理的进展" }))
  return { w, id }
}

test("where there are several plans every item says its own, in the list and when it is open", async () => {
  const { w, id } = await twoPlans()
  for (const queue of QUEUES) {
    const html = await desk(w, `?queue=${queue}`, "lin2")
    const rows = html.match(/<li><a href="\/desk\?[^"]*item=.*?<\/a><\/li>/gs) ?? []
    for (const row of rows)
      expect(row, queue).toMatch(
        /普法责任制分工方案 · |基层治理任务分工 · |<small>(普法责任制分工方案|基层治理任务分工)</,
      )
    if (rows.length > 0) expect(html, queue).toMatch(/<p class="of-plan"><a href="\/plans\/\d">/)
  }
  const open = await desk(w, `?queue=review&item=7-1`)
  expect(open).toContain(`<p class="of-plan"><a href="/plans/${id}">基层治理任务分工</a></p>`)
  expect(await desk(w, "?queue=overdue")).toMatch(/批量催办 基层治理任务分工\s+第三季度/)
})

test("with one plan nothing names it", async () => {
  const html = await desk(await busy())
  expect(html).not.toContain("of-plan")
  expect(html).not.toContain('name="plan"')
})

test("the desk of one plan: its items and counts alone, and it stays chosen on the way", async () => {
  const { w, id } = await twoPlans()
  const all = Object.fromEntries(counts(await desk(w, "", "lin2")))
  const one = Object.fromEntries(counts(await desk(w, "?plan=1", "lin2")))
  const other = Object.fromEntries(counts(await desk(w, `?plan=${id}`, "lin2")))
  for (const queue of Object.keys(all)) expect((one[queue] ?? 0) + (other[queue] ?? 0), queue).toBe(all[queue])
  expect(other).toMatchObject({ review: 1, confirm: 0, overdue: 2 })
  const html = await desk(w, `?plan=${id}`)
  expect(html).toContain("基层治理的进展")
  expect(html).not.toContain("待审核的进展")
  expect(html).not.toContain("of-plan")
  expect(html).toContain(`<option value="${id}" selected`)
  const asked = `/desk?queue=review&plan=${id}`
  const answered = await onReport(w, "lin", 7, "acceptance", { next: asked, version: "1" })
  expect(answered.headers.get("location")).toBe(asked)
  expect((await w.as("lin").get("/desk?plan=99")).status).toBe(200)
})

test("the desk of one unit: its items and counts alone, and it stays chosen on the way", async () => {
  const w = await busy()
  for (const login of ["lin", "lin2"] as const) {
    const all = Object.fromEntries(counts(await desk(w, "", login)))
    const ofUnits = await Promise.all([1, 2, 3].map(async (unit) => counts(await desk(w, `?unit=${unit}`, login))))
    for (const queue of Object.keys(all)) {
      // A 批示 on a task concerns each of its units.
      if (queue === "instructions") continue
      const sum = ofUnits.map((one) => Object.fromEntries(one)[queue] ?? 0).reduce((a, b) => a + b)
      expect(sum, `${login} ${queue}`).toBe(all[queue])
    }
    expect(Object.fromEntries(counts(await desk(w, "?unit=4", login)))).toMatchObject({ review: 0, instructions: 0 })
  }
  const html = await desk(w, "?queue=review&unit=1")
  expect(html).toContain("待审核的进展")
  expect(html).toContain('<option value="1" selected="">办公室')
  expect(html).toMatch(/href="\/desk\?queue=overdue&amp;unit=1"/)
  expect(html).toContain('name="next" value="/desk?queue=review&amp;unit=1')
  expect(await desk(w, "?queue=review&unit=2")).not.toContain("待审核的进展")
  expect(await desk(w, "?queue=overdue&unit=1")).toContain("/plans/1/rounds/1/reminders?unit=1")
  const asked = "/desk?queue=review&unit=1"
  expect((await onReport(w, "lin", 1, "acceptance", { next: asked })).headers.get("location")).toBe(asked)
  const undone = await onReport(w, "lin", 1, "undoing", { next: asked })
  expect(undone.headers.get("location")).toContain("unit=1")
  expect(await (await w.as("lin").get("/desk/acceptances?unit=2")).text()).not.toContain("待审核的进展")
})

test("a 批示 stands at the desk of a unit that it concerns", async () => {
  const w = await busy()
  await done(instruct(w, { text: "研究室请阅。" }, "boss", "?task=2"))
  const of = async (unit: number) =>
    (await desk(w, `?queue=instructions&unit=${unit}`)).match(/id="row-instruction-\d"/g)
  expect(await of(1)).toEqual(['id="row-instruction-1"'])
  expect(await of(3)).toEqual(['id="row-instruction-1"', 'id="row-instruction-2"'])
  expect(await of(4)).toBeNull()
})

test("逾期未报 stands beside 上期, how often it was reminded, whom to ring and its open 督办单", async () => {
  const w = await world()
  await done(openRound(w, { name: "第二季度", dueBy: "2026-09-15" }))
  await done(onReport(w, "wang", 1, "report", { achieved: "第二季度办班2期。" }))
  await done(onReport(w, "lin", 1, "acceptance"))
  await done(openRound(w, { dueBy: "2026-09-18", inside: "1" }))
  const open = async () => (await desk(w, "?queue=overdue&item=1-2")).match(/<article.*?<\/article>/s)?.[0] ?? ""
  expect(await open()).toContain("第二季度办班2期。")
  expect(await open()).toContain("王联络（未登记电话）")
  expect(await open()).toContain("尚未催办")
  expect(await open()).not.toContain("督办单</dt>")
  await done(w.as("lin").post("/plans/1/rounds/2/reminders", { units: ["1"], kind: "telephoned", text: "已通话" }))
  await done(draftNotice(w, { assignments: ["1"] }))
  expect(await open()).toContain("已催办1次（最近9月21日）")
  expect(await open()).toMatch(/督办单<\/dt><dd><a href="\/notices\/1"[^>]*>督办通知〔2026〕1号<\/a> 已发/)
  // Of another part nothing.
  expect((await desk(w, "?queue=overdue&item=2-2")).match(/<article.*?<\/article>/s)?.[0]).not.toContain("第二季度办班")
})

test("what was returned and is late stands with its words and the opinion; what was taken back is the unit's own", async () => {
  const w = await world()
  await done(openRound(w, { dueBy: "2026-09-18" }))
  await done(onReport(w, "wang", 1, "report", { achieved: "办班1期。" }))
  await done(onReport(w, "wang", 6, "report", { achieved: "刚写的一句。" }))
  await done(onReport(w, "wang", 6, "withdrawal"))
  await done(onReport(w, "lin", 1, "return", { opinion: "请写明人数。", resubmitBy: "2026-09-21" }))
  await w.database.write([
    w.database.db.update(reports).set({ resubmitBy: "2026-09-18" }).where(eq(reports.assignmentId, 1)),
  ])
  const open = async (item: string) =>
    (await desk(w, `?queue=overdue&item=${item}`)).match(/<article.*?<\/article>/s)?.[0] ?? ""
  expect(await open("1-1")).toContain("办班1期。")
  expect(await open("1-1")).toContain("请写明人数。")
  expect(await open("6-1")).not.toContain("刚写的一句。")
})

test("销号 is judged with every report of the year, their evidence, and the extension; also by who confirms it", async () => {
  const w = await world()
  for (const [i, name] of ["第一季度", "第二季度"].entries()) {
    await done(openRound(w, { name, dueBy: `2026-09-1${i + 1}`, inside: "1" }))
    for (const [assignment, login] of [
      [1, "wang"],
      [4, "yan"],
    ] as const) {
      await done(onReport(w, login, assignment, "report", { achieved: `${name}的进展${assignment}` }, i + 1))
    }
  }
  await evidence(w, 1, "签到表.pdf")
  await askForExtension(w, { assignment: 1 })
  for (const [assignment, login] of [
    [1, "wang"],
    [4, "yan"],
  ] as const) {
    await done(onAssignment(w, login, assignment, "claim", { remark: "已全部完成" }))
  }
  const open = async (query: string, login: Login) =>
    (await desk(w, query, login)).match(/<article.*?<\/article>/s)?.[0] ?? ""
  const claim = await open("?queue=claims&item=1-0", "lin")
  expect(claim).toContain("第一季度的进展1")
  expect(claim).toContain("第二季度的进展1")
  expect(claim).toContain("签到表.pdf")
  expect(claim).toMatch(/延期<\/dt><dd><a href="\/extensions\/1"/)
  expect(claim).not.toContain("进展4")
  await done(onAssignment(w, "lin", 4, "verdict"))
  const confirmed = await open("?queue=confirm", "lin2")
  expect(confirmed).toContain("第一季度的进展4")
  expect(confirmed).not.toContain("进展1")
})

test("成批采纳 from the desk of one plan lists that plan", async () => {
  const w = await world()
  await done(openRound(w))
  const { id, parts } = await anotherPlan(w)
  await done(w.as("lin").post(`/plans/${id}/rounds`, { ...ROUND }))
  await done(onReport(w, "wang", parts[0] ?? 0, "report", { problems: "", achieved: "按季度调度1次。" }))
  const html = async (query: string) => (await w.as("lin").get(`/desk/acceptances${query}`)).text()
  expect(await html("?plan=1")).not.toContain("按季度调度1次。")
  expect(await html(`?plan=${id}`)).toContain("按季度调度1次。")
  expect(await html(`?plan=${id}`)).toContain(`<input type="hidden" name="plan" value="${id}"`)
})

test("before the first round the desk leads to it; what waits for an answer already stands below", async () => {
  const w = await world()
  const { db, write } = w.database
  expect(await desk(w)).toContain("还没有开启填报期")
  expect(await desk(w)).toContain('href="/plans/1/rounds"')
  // A head or a leader has no step to go.
  expect(await desk(w, "", "head")).not.toContain("first-steps")
  await write([db.update(plans).set({ state: "draft" })])
  expect(await desk(w)).toContain('href="/plans/new"')
  await write([db.update(plans).set({ state: "issued" })])
  await done(onAssignment(w, "zhou", 2, "dispute", { remark: "不属于我司" }))
  expect(await desk(w, "?queue=disputes")).toContain("不属于我司")
  await done(openRound(w))
  expect(await desk(w)).not.toContain("first-steps")
})
