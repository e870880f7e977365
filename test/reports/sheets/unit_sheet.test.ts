import { expect, test } from "vitest"
import { instant } from "#src/clock.ts"
import { done, onReport, openRound } from "#test/support/acts.ts"
import { trail } from "#test/support/trail.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const SHEET = "/plans/1/rounds/1/sheets/1"
const words = (html: string) => html.replaceAll(/<[^>]*>/g, "")
const read = async (w: World, login: Login, path = SHEET) => (await w.as(login).get(path)).text()
const rowsOf = (html: string) =>
  [...(html.match(/<tbody>.*?<\/tbody>/s)?.[0] ?? "").matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => words(row))

/** 办公室 has reported of its two tasks, one was returned. */
async function reported() {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report", { achieved: "举办培训班1期。" }))
  await done(onReport(w, "wang", 6, "report", { achieved: "修订学法制度。" }))
  await done(onReport(w, "lin", 6, "return", { opinion: "请补充人次。" }))
  return w
}

test("what a unit has reported of a round stands on one sheet, with what was said of it", async () => {
  const w = await reported()
  for (const login of ["lin", "boss", "wang", "head"] as const) {
    const html = await read(w, login)
    expect(html).toContain("<h1>办公室第三季度进展报送单</h1>")
    expect(words(html)).toContain("《普法责任制分工方案》")
    const [first, second] = rowsOf(html)
    expect(first).toMatch(/^（一） .*第一牵头落实情况举办培训班1期。.*已报9月21日 \d+:\d+报送$/)
    expect(second).toMatch(/^（三） .*落实情况修订学法制度。.*退回意见：请补充人次。$/)
  }
})

test("who does not read the unit's reports has no such sheet, nor has a round, a unit or a plan that is none", async () => {
  const w = await reported()
  for (const login of ["zhou", "yan", "zhao", "jing", "admin", "auditor"] as const) {
    expect([login, (await w.as(login).get(SHEET)).status]).toEqual([login, 404])
  }
  for (const path of ["/plans/1/rounds/1/sheets/4", "/plans/1/rounds/7/sheets/1", "/plans/9/rounds/1/sheets/1"]) {
    expect((await w.as("lin").get(path)).status).toBe(404)
  }
})

test("a draft, and what was taken back, is not on it", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "draft", { achieved: "还在写的话。" }))
  await done(onReport(w, "wang", 6, "report", { achieved: "收回的话。" }))
  await done(onReport(w, "wang", 6, "withdrawal"))
  for (const login of ["lin", "boss", "wang"] as const) {
    expect(rowsOf(await read(w, login))).toEqual([
      expect.stringMatching(/^（一）.*本期未报送。未报$/),
      expect.stringMatching(/^（三）.*本期未报送。未报$/),
    ])
  }
})

test("what was sent again says what had been asked for; what came after the cut-off says so", async () => {
  const w = await reported()
  await done(onReport(w, "wang", 6, "report", { achieved: "修订学法制度，56人次。" }))
  expect(rowsOf(await read(w, "lin"))[1]).toMatch(/修订学法制度，56人次。.*上次退回意见：请补充人次。$/)

  const other = await world()
  const t = trail(other.database)
  const first = await t.opens({ number: 1, name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  await t.cutsOff(first, instant("2026-06-30", 18))
  await t.reports(1, first, "submitted", instant("2026-07-02", 9), { achieved: "补报。" })
  const html = await read(other, "lin")
  expect(rowsOf(html)[0]).toMatch(/补报。.*已报迟报7月2日 9:00报送|补报。.*已报迟报7月2日 09:00报送/)
  expect(words(html)).toContain("6月30日 18:00封账")
})

test("one goes from unit to unit, and comes to it from the list of sheets and from the unit's record", async () => {
  const w = await reported()
  const html = await read(w, "lin")
  expect(html).toContain('href="/plans/1/rounds/1/sheets/2"')
  expect(html).not.toContain('rel="prev"')
  expect(await read(w, "lin", "/plans/1/rounds/1/sheets/3")).toContain('href="/plans/1/rounds/1/sheets/2" rel="prev"')
  for (const path of ["/plans/1/rounds/1/sheets", "/units/1?view=rounds"]) {
    expect(await read(w, "lin", path)).toContain(`href="${SHEET}"`)
  }
})
