import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { plans } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { seesRecord } from "#src/pages/unit/policy.ts"
import {
  askForExtension,
  done,
  draftNotice,
  onExtension,
  onNotice,
  onReport,
  openRound,
  trailOf,
} from "#test/support/acts.ts"
import { followed } from "#test/support/counts.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

const html = async (w: World, path: string, login: Login = "lin") => (await w.as(login).get(path)).text()
const rowsOf = (text: string, row: string) =>
  [...text.matchAll(new RegExp(`<(tr|li) data-row="${row}">.*?</\\1>`, "gs"))].map(([all]) => all)
const words = (text: string) =>
  text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()

/** 办公室 has two rounds behind it: one cut off with one of two reports, one that runs. */
async function lived() {
  const w = await world()
  await done(openRound(w, { name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-09-14" }))
  await done(onReport(w, "wang", 1, "report", { achieved: "第二季度办班2期。" }))
  await done(onReport(w, "lin", 1, "acceptance"))
  await done(onReport(w, "zhou", 2, "report", { achieved: "指导司的话。" }))
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  await w.travel("2026-09-21", 10)
  await done(onReport(w, "wang", 6, "report", { achieved: "迟到的一份。" }))
  await done(openRound(w, { dueBy: "2026-09-30" }))
  await done(onReport(w, "wang", 1, "report", { achieved: "第三季度办班1期。" }, 2))
  await done(onReport(w, "lin", 1, "return", { opinion: "请写明人数。" }, 2))
  return w
}

test("历次进展: what the unit said, the newest round first, with what was answered; of nobody else", async () => {
  const w = await lived()
  const text = await html(w, "/units/1?view=reports")
  const rows = rowsOf(text, "report").map(words)
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatch(/第三季度 · .*退回 落实情况 第三季度办班1期。.*退回意见：请写明人数。/)
  expect(rows.slice(1).join()).toContain("第二季度办班2期。")
  expect(rows.find((row) => row.includes("迟到的一份。"))).toContain("迟报")
  expect(rows.find((row) => row.includes("第二季度办班2期。"))).not.toContain("迟报")
  expect(text).not.toContain("指导司的话。")
  expect(text).toContain('href="/plans/1/tasks/1?round=2#unit-1"')
})

test("a draft is nobody's word yet, and neither is what was taken back", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report", { achieved: "收回的话。" }))
  await done(onReport(w, "wang", 1, "withdrawal"))
  for (const login of ["lin", "wang", "boss"] as const) {
    expect(rowsOf(await html(w, "/units/1?view=reports", login), "report")).toEqual([])
  }
})

test("a round, a task or a plan alone; what makes no sense finds nothing and breaks nothing", async () => {
  const w = await lived()
  const found = async (query: string) => rowsOf(await html(w, `/units/1?view=reports&${query}`), "report").length
  expect(await found("round=1")).toBe(2)
  expect(await found("round=2")).toBe(1)
  expect(await found("task=3")).toBe(1)
  expect(await found("plan=1&task=1")).toBe(2)
  expect(await found("plan=99")).toBe(0)
  expect(await found("round=x&task=&page=0")).toBe(3)
  expect(await found("page=2")).toBe(0)
})

test("历期报送 counts each round as its own board does, as of its cut-off", async () => {
  const w = await lived()
  const text = await html(w, "/units/1?view=rounds")
  expect(rowsOf(text, "round").map(words)).toEqual([
    expect.stringMatching(/^第三季度 .* 2 0 1 0 未封账，为目前数$/),
    expect.stringMatching(/^第二季度 .* 2 1 0 1 9月21日封账$/),
  ])
  for (const login of ["lin", "wang", "boss"] as const) {
    const numbers = await followed(w, login, "/units/1?view=rounds")
    expect(numbers.length).toBe(8)
    for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
  }
})

test("督办催办: notices open and former, reminders with what arrived, extensions", async () => {
  const w = await lived()
  await done(draftNotice(w, { assignments: ["1"], title: "报送人数" }))
  await done(onNotice(w, "wang", "answer", { text: "56人。" }, 1))
  await done(onNotice(w, "lin", "verdict", {}, 1))
  await done(draftNotice(w, { assignments: ["6"], title: "尽快整改" }))
  await done(draftNotice(w, { assignments: ["2"], title: "与办公室无关" }))
  await done(w.as("lin").post("/plans/1/rounds/2/reminders", { units: ["1"], kind: "telephoned", text: "已告王联络" }))
  await done(w.as("lin").post("/plans/1/rounds/2/reminders", { units: ["2"], kind: "shown", text: "请报送" }))
  await askForExtension(w, { assignment: 6 })
  await done(onExtension(w, "lin", "decision"))
  const text = await html(w, "/units/1?view=supervision")
  expect(rowsOf(text, "notice").map(words)).toEqual([
    expect.stringMatching(/〔2026〕2号 .*尽快整改.*已发$/),
    expect.stringMatching(/〔2026〕1号 .*报送人数.*销号$/),
  ])
  expect(text).not.toContain("与办公室无关")
  expect(rowsOf(text, "urging").map(words)).toEqual([
    expect.stringMatching(/电话催办 林督查 第三季度 2项： （一） （三） 已告王联络 电话告知$/),
  ])
  expect(rowsOf(text, "extension").map(words)).toEqual([expect.stringMatching(/（三）.*11月30日 同意$/)])
})

test("the head says whom to ring and where nobody is, and what the unit was called", async () => {
  const w = await lived()
  expect(words(await html(w, "/units/1"))).toMatch(
    /联络员 王联络（未登记电话） 单位负责人 洪主任（未登记电话） 分管领导 未设/,
  )
  expect(words(await html(w, "/units/2?view=rounds"))).toContain("单位负责人 未登记")
  const edit = {
    name: "综合办",
    shortName: "",
    aliases: "",
    kind: "internal",
    position: "1",
    active: "1",
    version: "1",
  }
  await done(w.as("admin").post("/units/1/edit", edit))
  expect((await trailOf(w, "unit:1")).at(-1)?.action).toBe("unit_changed")
  expect(words(await html(w, "/units/1"))).toContain("曾用名：办公室（至9月21日）")
})

const VIEWS = ["reports", "supervision", "rounds"]

test("supervisors and leaders read every unit's record, a unit's people their own; to others it is not there", async () => {
  const w = await lived()
  const readers: Login[] = ["lin", "lin2", "boss", "wang", "head"]
  for (const login of Object.keys(CAST) as Login[]) {
    expect(seesRecord(w.actor(login), 1), login).toBe(readers.includes(login))
    for (const view of VIEWS) {
      const answer = await w.as(login).get(`/units/1?view=${view}`)
      expect(answer.status, `${login} ${view}`).toBe(readers.includes(login) ? 200 : 404)
    }
  }
  // Whoever has a part in the same plan goes on seeing what everybody sees: no way to the record, nobody to ring.
  const seen = await html(w, "/units/1", "zhou")
  expect(seen).toContain("普法责任制分工方案")
  expect(seen).not.toContain("view=reports")
  expect(seen).not.toContain("王联络")
  expect((await w.as("lin").get("/units/99?view=reports")).status).toBe(404)
})

test("a supervisor reads of the own office's plans alone, the unit and leaders of all", async () => {
  const w = await lived()
  const { id, parts } = await anotherPlan(w)
  await done(w.as("lin").post(`/plans/${id}/rounds`, { name: "专项", opensOn: "2026-09-01", dueBy: "2026-09-30" }))
  await done(onReport(w, "wang", parts[0] ?? 0, "report", { achieved: "别处的话。" }))
  await done(w.as("lin").post(`/plans/${id}/rounds/1/reminders`, { units: ["1"], kind: "shown", text: "别处的催办" }))
  const { db, write } = w.database
  const pages = async (login: Login) =>
    (await Promise.all(VIEWS.map((view) => html(w, `/units/1?view=${view}`, login)))).join()
  for (const login of ["lin", "wang", "boss"] as const) {
    expect(await pages(login), login).toMatch(/别处的话。.*别处的催办.*专项/s)
  }
  await write([db.update(plans).set({ supervisingUnitId: 4 }).where(eq(plans.id, id))])
  expect(await pages("lin")).not.toMatch(/别处的话。|别处的催办|专项/)
  expect(await pages("wang")).toMatch(/别处的话。.*别处的催办.*专项/s)
})

test("a plan that is archived stays in the record, one that was withdrawn does not", async () => {
  const w = await lived()
  const { db, write } = w.database
  const found = async () =>
    rowsOf(await html(w, "/units/1?view=reports"), "report").length +
    rowsOf(await html(w, "/units/1?view=rounds"), "round").length
  expect(await found()).toBe(5)
  await write([db.update(plans).set({ state: "archived", movedAt: instant("2026-09-21", 12) })])
  expect(await found()).toBe(5)
  await write([db.update(plans).set({ state: "withdrawn" })])
  expect(await found()).toBe(0)
})
