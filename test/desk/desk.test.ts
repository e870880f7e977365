import { expect, test } from "vitest"
import { attachments, plans, posts } from "#db/schema.ts"
import { QUEUES } from "#src/desk/queues.ts"
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

test("who is named to confirm sees the evidence of what waits for them, and of nothing else", async () => {
  const w = await busy()
  for (const [assignment, login] of [
    [1, "wang"],
    [4, "yan"],
  ] as const) {
    const { unitId } = await w.assignment(assignment)
    await w.database.write([
      w.database.db.insert(attachments).values({
        assignmentId: assignment,
        roundId: 1,
        planId: 1,
        unitId,
        kind: "evidence",
        name: `${login}的佐证.pdf`,
        type: "application/pdf",
        size: 9,
        sha256: "0".repeat(64),
        addedById: 1,
        addedAt: w.now(),
      }),
    ])
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
  await done(w.as("lin").post(`/plans/${id}/rounds`, { name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-18" }))
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
  expect(html).not.toContain('id="choose-plan"')
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
