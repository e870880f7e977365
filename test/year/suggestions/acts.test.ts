import { beforeEach, describe, expect, test } from "vitest"
import { SUGGESTION_STATES } from "#db/schema.ts"
import { canMove, isLate, MOVES, type SuggestionMove } from "#src/year/suggestions/workflow.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { enterSuggestion, onSuggestion, suggestionOf } from "#test/support/suggestions.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const REGISTER = "/years/2026/suggestions"
const WORDS = "建议把法治宣传栏延伸到乡镇接待点。"

test("every state and every move", () => {
  const possible = (Object.keys(MOVES) as SuggestionMove[]).flatMap((move) =>
    SUGGESTION_STATES.filter((state) => canMove(state, move)).map((state) => `${state} ${move}`),
  )
  expect(possible).toEqual(["open answer", "answered rate", "answered answer_again", "open discard"])
})

test.each([
  ["open", "2026-09-30", null, "2026-09-30", false],
  ["open", "2026-09-30", null, "2026-10-01", true],
  ["closed", "2026-09-30", "2026-10-01", "2027-01-01", true],
  ["closed", "2026-09-30", "2026-09-30", "2027-01-01", false],
  ["discarded", "2026-09-30", null, "2027-01-01", false],
  ["open", null, null, "2027-01-01", false],
] as const)("%s with its day %s, answered %s, is late on %s: %s", (state, dueBy, answeredOn, today, late) => {
  expect(isLate({ state, dueBy, answeredOn }, today)).toBe(late)
})

describe("意见建议", () => {
  test("what came is handed to a unit, which sees and answers it; others do not see it", async () => {
    await done(enterSuggestion(w))
    for (const login of ["lin", "lin2", "wang", "head", "boss"] as const) {
      expect((await w.as(login).get("/suggestions/1")).status, login).toBe(200)
      expect(await page(login, REGISTER), login).toContain(WORDS)
    }
    for (const login of ["zhou", "yan", "zhao", "admin", "jing"] as const) {
      expect((await w.as(login).get("/suggestions/1")).status, login).toBe(404)
    }
    for (const login of ["zhou", "yan"] as const) {
      expect(await page(login, REGISTER), login).not.toContain(WORDS)
      expect(await page(login, "/search?q=宣传栏延伸"), login).not.toContain("<mark>")
    }
    expect(await page("wang", "/todo")).toContain(WORDS)
    expect(await page("wang", "/calendar?month=2026-09")).toContain(WORDS)
    await done(onSuggestion(w, "wang", "answer"))
    expect(await suggestionOf(w)).toMatchObject({ state: "answered", answeredOn: "2026-09-20" })
    expect(await page("wang", "/todo")).not.toContain(WORDS)
    expect(await page("lin", "/suggestions")).toContain(WORDS)
    expect(await page("lin", "/desk")).toContain("意见建议待办")
    expect(await page("boss", "/search?q=3个乡镇")).toMatch(/<mark>/)
  })

  test("who is satisfied closes it; who is not is answered again, and both answers stay", async () => {
    await done(enterSuggestion(w))
    await done(onSuggestion(w, "wang", "answer"))
    await done(onSuggestion(w, "lin", "rating", { satisfaction: "unsatisfied", dueBy: "2026-10-15" }))
    expect(await suggestionOf(w)).toMatchObject({ state: "open", answeredOn: null, dueBy: "2026-10-15" })
    await done(onSuggestion(w, "lin2", "answer", { answeredOn: "2026-09-21", text: "已在全部乡镇设点。" }))
    await done(onSuggestion(w, "lin", "rating", { satisfaction: "basic" }))
    const { state, answers } = await suggestionOf(w)
    expect([state, answers.map(({ satisfaction }) => satisfaction)]).toEqual(["closed", ["unsatisfied", "basic"]])
    const shown = await page("wang", "/suggestions/1")
    for (const words of ["已在3个乡镇设点。", "已在全部乡镇设点。", "不满意", "基本满意"])
      expect(shown).toContain(words)
    expect((await trailOf(w, "suggestion:1")).map(({ action }) => action)).toEqual([
      "suggestion_entered",
      "suggestion_answered",
      "suggestion_rated",
      "suggestion_answered",
      "suggestion_rated",
    ])
    await refused(w, () => onSuggestion(w, "lin", "answer"), 409)
  })

  test("answered after its day it stays marked as late", async () => {
    await done(enterSuggestion(w))
    await w.travel("2026-10-01")
    expect(await page("lin", `${REGISTER}?state=late`)).toContain('<span class="light red">逾期</span>')
    await done(onSuggestion(w, "wang", "answer", { answeredOn: "2026-10-01" }))
    await done(onSuggestion(w, "lin", "rating"))
    expect(await page("lin", `${REGISTER}?state=late`)).toContain('<span class="tag">逾期</span>')
  })

  test("it goes to another unit as long as it is not answered, and is discarded with a reason", async () => {
    await done(enterSuggestion(w))
    await done(onSuggestion(w, "lin", "revision", { unit: "2" }))
    expect((await w.as("wang").get("/suggestions/1")).status).toBe(404)
    expect(await page("zhou", "/todo")).toContain(WORDS)
    expect((await onSuggestion(w, "lin", "discarding", { remark: "" })).status).toBe(422)
    await done(onSuggestion(w, "lin", "discarding"))
    expect(await page("lin", REGISTER)).not.toContain(WORDS)
    expect(await page("lin", `${REGISTER}?state=discarded`)).toContain(WORDS)
    await refused(w, () => onSuggestion(w, "lin", "revision"), 409)
  })

  test.each<[string, string, Fields, RegExp]>([
    ["", "nobody", { source: " " }, /请填写提出的单位或机构/],
    ["", "nothing", { text: " " }, /请填写意见建议内容/],
    ["", "a unit outside", { unit: "4" }, /请从本年度的责任单位中选择/],
    ["", "a day to come", { receivedOn: "2026-10-01" }, /收到日期不能晚于今天/],
    ["", "another year", { receivedOn: "2025-10-01" }, /请填写2026年的日期/],
    ["", "an answer before it came", { dueBy: "2026-08-01" }, /答复期限不能早于收到日期/],
    ["answer", "a day to come", { answeredOn: "2026-09-22" }, /答复日期不能晚于今天/],
    ["answer", "a day before it came", { answeredOn: "2026-08-22" }, /答复日期不能早于收到日期/],
    ["answer", "no words", { text: " " }, /请填写答复内容/],
  ])("%s: %s is told at the field", async (act, _, over, words) => {
    if (act) await done(enterSuggestion(w))
    const response = act ? await onSuggestion(w, "wang", act, over) : await enterSuggestion(w, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
  })

  test("entering, handing out and rating are the office's; an old page is told so", async () => {
    for (const login of ["wang", "boss"] as const) await refused(w, () => enterSuggestion(w, {}, login), 403)
    await refused(w, () => enterSuggestion(w, {}, "zhao"), 404)
    await done(enterSuggestion(w))
    for (const act of ["revision", "discarding"]) {
      for (const login of ["wang", "boss"] as const) await refused(w, () => onSuggestion(w, login, act), 403)
      await refused(w, () => onSuggestion(w, "zhou", act), 404)
    }
    await refused(w, () => onSuggestion(w, "boss", "answer"), 403)
    await done(onSuggestion(w, "wang", "answer"))
    await refused(w, () => onSuggestion(w, "wang", "rating"), 403)
    await refused(w, () => onSuggestion(w, "lin", "rating", { version: "1" }), 409)
  })

  test("the register leaves as a file, as far as it is seen", async () => {
    await done(enterSuggestion(w))
    expect(await (await w.as("wang").post(`${REGISTER}.csv`)).text()).toContain(WORDS)
    expect(await (await w.as("zhou").post(`${REGISTER}.csv`)).text()).not.toContain(WORDS)
    expect((await w.as("lin").post(`${REGISTER}.xlsx`)).headers.get("content-type")).toContain("spreadsheetml")
  })
})
