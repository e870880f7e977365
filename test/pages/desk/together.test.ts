import { expect, test } from "vitest"
import { ticked } from "#src/pages/desk/queries.ts"
import { acceptTogether } from "#src/reports/report/verdict_commands.ts"
import { acting } from "#src/trail/record.ts"
import { done, enter, onAssignment, onReport, openRound, refused, reportOf, trailOf } from "#test/support/acts.ts"
import { discrepancies } from "#test/support/house.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

const PLAIN = { problems: "", hasDifficulty: "" }

/** 办公室 and 综合指导司 have reported without a problem, all that is theirs. */
async function reported() {
  const w = await world()
  await done(openRound(w))
  for (const [login, assignment] of [
    ["wang", 1],
    ["zhou", 2],
    ["zhou", 5],
    ["wang", 6],
  ] as const) {
    await done(onReport(w, login, assignment, "report", PLAIN))
  }
  return w
}

const item = async (w: World, assignment: number) => `${assignment}-1-${(await reportOf(w, assignment))?.version}`
const items = (w: World, ...assignments: number[]) => Promise.all(assignments.map((one) => item(w, one)))

const accept = (w: World, chosen: string[], login: Login | null = "lin", more: Record<string, string> = {}) =>
  w.as(login).post("/desk/acceptances", { items: chosen, ...more })

const states = async (w: World, ...assignments: number[]) =>
  Promise.all(assignments.map(async (one) => (await reportOf(w, one))?.state))

const page = async (w: World, query = "") => (await w.as("lin").get(`/desk/acceptances${query}`)).text()
const listed = (html: string) =>
  [...html.matchAll(/type="checkbox" name="items" value="(\d+)-[^"]*"([^>]*)/g)].map(([, id, rest = ""]) => ({
    id: Number(id),
    ticked: rest.includes("checked"),
  }))

test("what is ticked is accepted in one act, each with an event of its own", async () => {
  const w = await reported()
  const before = (await w.events()).length
  const response = await done(accept(w, await items(w, 1, 2, 5), "lin", { opinion: "属实" }))
  expect(response.headers.get("location")).toBe("/desk?queue=review")
  expect(await states(w, 1, 2, 5, 6)).toEqual(["accepted", "accepted", "accepted", "submitted"])
  expect((await w.events()).length - before).toBe(3)
  for (const one of [1, 2, 5]) {
    expect(await reportOf(w, one)).toMatchObject({ opinion: "属实", judgedById: 1, judgedAt: w.now(), version: 2 })
    expect((await trailOf(w, `report:${one}/1`)).at(-1)).toEqual({
      version: 2,
      action: "report_accepted",
      actorId: 1,
      particulars: {
        from: "submitted",
        to: "accepted",
        round: "第三季度",
        remark: "属实",
        answerBy: null,
        together: 3,
      },
    })
  }
})

test("nothing is ticked at first; what was ticked is shown with its number before it is done", async () => {
  const w = await reported()
  expect(listed(await page(w))).toEqual([1, 2, 5, 6].map((id) => ({ id, ticked: false })))
  const [one = "", two = ""] = await items(w, 1, 5)
  const asking = await page(w, `?items=${one}&items=${two}`)
  expect(asking).toContain("将采纳以下 2 项")
  expect(asking).toContain("采纳这 2 项")
  expect(asking.match(/name="items"/g)).toHaveLength(2)
})

/** What brings one of them out of the list: how, its reason on the page, and the assignment. */
const OUT: [why: string, bring: (w: World) => Promise<unknown>, assignment: number][] = [
  ["写明了存在问题", (w) => resent(w, { problems: "人手不足。" }), 1],
  ["需要协调", (w) => resent(w, { hasDifficulty: "1" }), 1],
  ["退回后重报", (w) => returned(w), 1],
  ["已申请办结", (w) => done(onAssignment(w, "wang", 1, "claim")), 1],
  ["整改中", (w) => rectified(w), 1],
  ["须经初核、复核", (w) => done(onReport(w, "yan", 4, "report", PLAIN)), 4],
  ["须由其他督查人员核查", (w) => entered(w), 1],
  ["逾期报送", (w) => late(w), 1],
]

async function resent(w: World, words: Record<string, string>) {
  await done(onReport(w, "wang", 1, "withdrawal"))
  await done(onReport(w, "wang", 1, "report", { ...PLAIN, ...words }))
}
async function returned(w: World) {
  await done(onReport(w, "lin2", 1, "return"))
  await done(onReport(w, "wang", 1, "report", PLAIN))
}
async function rectified(w: World) {
  await done(onAssignment(w, "wang", 1, "claim"))
  await done(onAssignment(w, "lin2", 1, "verdict", { verdict: "rectify", answerBy: "2026-10-12" }))
}
async function entered(w: World) {
  await done(onReport(w, "wang", 1, "withdrawal"))
  await done(enter(w, "lin", 1, { problems: "" }))
}
async function late(w: World) {
  await done(onReport(w, "wang", 1, "withdrawal"))
  await w.travel("2026-10-09")
  await done(onReport(w, "wang", 1, "report", PLAIN))
}

test.each(OUT)("%s: not listed, and not taken when it is sent all the same", async (why, bring, assignment) => {
  const w = await reported()
  await bring(w)
  const html = await page(w)
  expect(listed(html).map(({ id }) => id)).not.toContain(assignment)
  expect(html).toContain(why)
  expect(listed(html).map(({ id }) => id)).toContain(5)

  const response = await accept(w, await items(w, assignment, 5))
  const answer = await response.text()
  expect(response.status).toBe(200)
  expect(answer).toContain("已采纳 1 项，1 项没有采纳")
  expect(answer).toContain(why)
  expect(await states(w, assignment, 5)).toEqual(["submitted", "accepted"])
})

test("whose report was answered, changed or taken back since it was ticked is left out, and the others are taken", async () => {
  const w = await reported()
  const chosen = await items(w, 1, 2, 5, 6)
  await done(onReport(w, "lin2", 1, "return"))
  await done(onReport(w, "zhou", 2, "withdrawal"))
  await done(onReport(w, "zhou", 2, "report", PLAIN))
  const response = await accept(w, chosen)
  const html = await response.text()
  expect(response.status).toBe(200)
  expect(html).toContain("已采纳 2 项，2 项没有采纳")
  expect(html).toContain("刚被他人办理")
  expect(await states(w, 1, 2, 5, 6)).toEqual(["returned", "submitted", "accepted", "accepted"])
})

test("twice: the second time nothing is taken, and it is said", async () => {
  const w = await reported()
  const chosen = await items(w, 1, 2)
  await done(accept(w, chosen))
  await refused(w, () => accept(w, chosen), 409, /刚被他人办理/)
})

test("of two who accept the same at once each report is accepted once", async () => {
  const w = await reported()
  const chosen = await items(w, 1, 2, 5, 6)
  const before = (await w.events()).length
  const responses = await Promise.all([accept(w, chosen), accept(w, chosen, "lin2")])
  expect(responses.map(({ status }) => status).sort()).toEqual([303, 409])
  expect((await w.events()).length - before).toBe(4)
  expect(await states(w, 1, 2, 5, 6)).toEqual(Array(4).fill("accepted"))
})

test("what moves between looking and writing is left out by the batch itself, and the others are taken", async () => {
  const w = await reported()
  const seen = [1, 2, 5, 6].map((assignmentId) => ({ assignmentId, round: 1, version: 1 }))
  const rows = await ticked(w.database, w.actor("lin"), seen)
  await done(onReport(w, "lin2", 2, "return"))
  await done(onAssignment(w, "wang", 6, "claim"))
  const together = await acceptTogether(w.database, rows, acting(w.actor("lin"), w.now()), "属实")
  expect(together.accepted.map(({ assignment }) => assignment.id)).toEqual([1, 5])
  expect(together.left.map(({ row, why }) => [row.assignment.id, why])).toEqual([
    [2, "moved"],
    [6, "moved"],
  ])
  expect(await states(w, 1, 2, 5, 6)).toEqual(["accepted", "returned", "accepted", "submitted"])
  expect(await discrepancies(w.database)).toEqual([])
  expect(await reportOf(w, 2)).toMatchObject({ opinion: "请写明人数。", version: 2 })
})

test("while one is judged by itself in the same moment, it has one answer and the others theirs", async () => {
  const w = await reported()
  const chosen = await items(w, 1, 2, 5, 6)
  await Promise.all([accept(w, chosen), onReport(w, "lin2", 5, "return")])
  expect((await trailOf(w, "report:5/1")).map(({ action }) => action)).toHaveLength(2)
  expect(await states(w, 1, 2, 6)).toEqual(Array(3).fill("accepted"))
  expect(["accepted", "returned"]).toContain((await reportOf(w, 5))?.state)
})

test("the wrong person is refused, bad choices are said, what is not one's own is not there", async () => {
  const w = await reported()
  const chosen = await items(w, 1)
  for (const login of ["wang", "head", "boss", "zhao", "admin"] as const)
    await refused(w, () => accept(w, chosen, login), 403)
  await refused(w, () => accept(w, chosen, null), 401)
  await refused(w, () => accept(w, []), 422, /请至少勾选一项/)
  await refused(w, () => accept(w, ["x", "1-1", "1-1-x"]), 422, /请至少勾选一项/)
  await refused(
    w,
    () =>
      accept(
        w,
        Array.from({ length: 51 }, (_, i) => `${i + 1}-1-1`),
      ),
    422,
    /一次最多采纳50项/,
  )
  await refused(w, () => accept(w, ["99-1-1"]), 404)
  await refused(w, () => accept(w, chosen, "lin", { opinion: "长".repeat(2001) }), 422)
})

test("each of them can be taken back afterwards", async () => {
  const w = await reported()
  await done(accept(w, await items(w, 1, 2)))
  await w.travel(TODAY, 9, 1)
  await done(onReport(w, "lin", 2, "undoing"))
  expect(await states(w, 1, 2)).toEqual(["accepted", "submitted"])
})
