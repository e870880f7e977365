import { beforeEach, expect, test } from "vitest"
import { done, draftNotice, onNotice, onReport, openRound } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
})

/** What the task's page says of 办公室's part in task 1, as of now or of the round. */
async function lightOn(query = "") {
  const html = await (await w.as("lin").get(`/plans/1/tasks/1${query}`)).text()
  const [, part = ""] = html.split('id="unit-1"')
  return (
    part
      .match(/<span class="light (\w+)">([^<]*)</)
      ?.slice(1)
      .join(" ") ?? ""
  )
}

test("a notice that is soon due is yellow, one that has passed red, also beside a report that came in time", async () => {
  expect(await lightOn()).toBe("green 正常")
  await done(draftNotice(w, { dueBy: "2026-09-28" }))
  expect(await lightOn()).toBe("green 正常")
  await w.travel("2026-09-24")
  expect(await lightOn()).toBe("yellow 督办单还有1个工作日")
  await w.travel("2026-09-30")
  expect(await lightOn()).toBe("red 督办单逾期2个工作日")
  await done(onNotice(w, "wang", "answer"))
  expect(await lightOn()).toBe("green 正常")
  await done(onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "2026-10-09" }))
  expect(await lightOn()).toBe("yellow 督办单还有2个工作日")
})

test("a 限期整改 is yellow from its issue to its answer; a draft and a revoked one change nothing", async () => {
  await done(draftNotice(w, { kind: "rectification", facts: "未按期报送。", dueBy: "2026-10-20", send: "" }))
  expect(await lightOn()).toBe("green 正常")
  await done(onNotice(w, "lin", "issue"))
  expect(await lightOn()).toMatch(/^yellow 整改中，还有\d+个工作日$/)
  await done(onNotice(w, "lin", "revocation"))
  expect(await lightOn()).toBe("green 正常")
})

test("what stood at the cut-off stays in the replay, whatever became of the notice since", async () => {
  await done(draftNotice(w, { dueBy: "2026-09-28" }))
  await w.travel("2026-10-09")
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  await w.travel("2026-10-12")
  await done(onNotice(w, "wang", "answer"))
  await done(onNotice(w, "lin", "verdict"))
  await done(draftNotice(w, { kind: "rectification", facts: "又一件。", dueBy: "2026-10-30" }))
  expect(await lightOn("?round=1")).toBe("red 督办单逾期4个工作日")
  expect(await lightOn()).toMatch(/^yellow 整改中/)
})

test("the matrix, the unit's page and the plan show the same light", async () => {
  await done(draftNotice(w, { dueBy: "2026-09-22" }))
  await w.travel("2026-09-24")
  for (const path of ["/plans/1", "/plans/1/matrix?open=1-1", "/units/1"]) {
    expect(await (await w.as("lin").get(path)).text(), path).toContain("督办单逾期2个工作日")
  }
})

test("the task shows its notices to those whom they concern, and tells what happened to them", async () => {
  await done(draftNotice(w))
  await done(onNotice(w, "wang", "answer"))
  const page = async (login: "wang" | "zhou" | "boss") => (await w.as(login).get("/plans/1/tasks/1")).text()
  expect(await page("wang")).toContain("督办通知〔2026〕1号")
  expect(await page("boss")).toContain("反馈督办单")
  expect(await page("zhou")).not.toContain("督办通知")
  expect(await page("wang")).not.toContain("拟办督办单")
})

test("every count of the list is the length of its list", async () => {
  await done(draftNotice(w, { assignments: ["1", "2", "4"], dueBy: "2026-09-22" }))
  await done(draftNotice(w, { assignments: ["3", "5"], send: "", again: "1" }))
  await done(onNotice(w, "wang", "answer"))
  await done(onNotice(w, "zhou", "answer", {}, 2))
  await done(onNotice(w, "lin", "verdict", {}, 2))
  await done(onNotice(w, "lin", "discarding", {}, 4))
  await w.travel("2026-09-24")
  for (const login of ["lin", "wang", "zhou", "boss", "zhao"] as const) {
    const all = await (await w.as(login).get("/notices?view=all")).text()
    const tabs = [...all.matchAll(/id="view-(\w+)"[^>]*>[^<]*<b[^>]*>(\d+)</g)]
    expect(tabs.length).toBeGreaterThan(5)
    for (const [, view, n] of tabs) {
      const html = await (await w.as(login).get(`/notices?view=${view}`)).text()
      expect([login, view, html.split('<tr data-row="notice"').length - 1]).toEqual([login, view, Number(n)])
    }
  }
})
