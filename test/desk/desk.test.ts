import { expect, test } from "vitest"
import { attachments, posts } from "#db/schema.ts"
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
  settings,
} from "#test/support/acts.ts"
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
