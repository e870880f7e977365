import { beforeEach, describe, expect, test } from "vitest"
import { DRAFT_RULE_STATES, type DraftRuleState } from "#db/schema.ts"
import { daysOf, isShort } from "#src/year/rules/days.ts"
import { canMove, DRAFT_RULE_MOVES, type DraftRuleMove, MOVES, nextOf } from "#src/year/rules/workflow.ts"
import { actions, done, type Fields, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { bringRule, onRule, openRule, ruleOf } from "#test/support/rules.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

/** Where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<DraftRuleMove, Partial<Record<DraftRuleState, DraftRuleState>>> = {
  consult: { drafting: "consulting", consulting: "consulting", told: "consulting" },
  tell: { consulting: "told" },
  exempt: { drafting: "exempt" },
  enact: { told: "enacted", exempt: "enacted" },
  explain: { enacted: "explained" },
  stop: { drafting: "stopped", consulting: "stopped", told: "stopped", exempt: "stopped" },
}

const PAIRS = DRAFT_RULE_STATES.flatMap((state) => DRAFT_RULE_MOVES.map((move) => [state, move] as const))

test.each(PAIRS)("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("what comes next; what is exempt owes no 解读", () => {
  const open = DRAFT_RULE_STATES.map((state) => nextOf({ state, exemptWhy: "" }))
  expect(open).toEqual(["consult", "tell", "enact", "enact", "explain", null, null])
  expect(nextOf({ state: "enacted", exemptWhy: "保密" })).toBeNull()
  for (const state of DRAFT_RULE_STATES) {
    const next = nextOf({ state, exemptWhy: "" })
    if (next) expect(canMove(state, next)).toBe(true)
  }
})

test("thirty days are usual, both included", () => {
  expect(daysOf("2026-08-01", "2026-08-30")).toBe(30)
  expect(isShort({ consultFrom: "2026-08-01", consultUntil: "2026-08-30" })).toBe(false)
  expect(isShort({ consultFrom: "2026-08-01", consultUntil: "2026-08-29" })).toBe(true)
  expect(isShort({ consultFrom: null, consultUntil: null })).toBe(false)
})

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const status = async (login: Login, path: string) => (await w.as(login).get(path)).status

describe("over HTTP", () => {
  test("from 起草 to 解读公布", async () => {
    await bringRule(w, "explained")
    expect(await ruleOf(w)).toMatchObject({ state: "explained", opinions: 12, taken: 5, doneOn: "2026-09-21" })
    expect((await trailOf(w, "draft_rule:1")).map(({ action }) => action)).toEqual([
      "draft_rule_opened",
      "draft_rule_consulted",
      "draft_rule_told",
      "draft_rule_enacted",
      "draft_rule_explained",
    ])
    const html = await page("lin", "/rules/1")
    expect(html).toContain("收到意见12条，采纳5条")
    expect(html).toContain("办事大厅宣传栏")
    expect(html).toContain("国信发〔2026〕9号")
  })

  test.each<[DraftRuleState, string]>([
    ["drafting", "待公开征求意见"],
    ["consulting", "待通报情况"],
    ["told", "待出台"],
    ["exempt", "待出台"],
    ["enacted", "待公布解读"],
  ])("the register says what %s lacks next", async (state, words) => {
    await bringRule(w, state)
    expect(await page("lin", "/years/2026/rules")).toContain(words)
  })

  test("as long as opinions may come nothing is missing", async () => {
    await done(openRule(w))
    await done(onRule(w, "wang", "consultation", { consultFrom: "2026-09-01", consultUntil: "2026-09-30" }))
    expect(await page("lin", "/years/2026/rules")).toContain("征求意见中")
    await w.travel("2026-10-01")
    expect(await page("lin", "/years/2026/rules")).toContain("待通报情况")
  })

  test("fewer than thirty days are told, and taken", async () => {
    await done(openRule(w))
    await done(onRule(w, "wang", "consultation", { consultUntil: "2026-08-12" }))
    expect(await page("wang", "/rules/1")).toContain("征求意见期12天，少于通常的30天")
    await done(onRule(w, "wang", "consultation"))
    expect(await page("wang", "/rules/1")).not.toContain("少于通常的")
  })

  test("what is exempt goes straight to 出台, and is done then", async () => {
    await bringRule(w, "exempt")
    await done(onRule(w, "wang", "enactment"))
    expect(await ruleOf(w)).toMatchObject({ state: "enacted", doneOn: "2026-09-21" })
    expect(await page("lin", "/rules/1")).toContain("涉及工作秘密，依法不公开。")
  })

  test("what was not done in its year stands in the next one, what was done does not", async () => {
    await bringRule(w, "told")
    await bringRule(w, "explained", 2)
    await w.travel("2027-01-04")
    await openYear(w, { year: "2027" })
    const html = await page("lin", "/years/2027/rules")
    expect(html).toContain('id="rule-1"')
    expect(html).toContain("2026年登记")
    expect(html).not.toContain('id="rule-2"')
    expect(await page("lin", "/years/2026/rules")).toContain('id="rule-2"')
  })

  test.each<[string, string, DraftRuleState, Fields, RegExp]>([
    ["a day that is none", "consultation", "drafting", { consultFrom: "2026-02-30" }, /2026年2月没有30日/],
    ["an end before its beginning", "consultation", "drafting", { consultUntil: "2026-07-01" }, /不能早于开始日期/],
    ["no address of the web", "consultation", "drafting", { consultAddress: "ftp://x" }, /请填写完整的网址/],
    ["more taken than came", "telling", "consulting", { taken: "13" }, /采纳的意见不能多于收到的意见/],
    ["no number", "telling", "consulting", { opinions: "若干" }, /收到的意见请填/],
    ["a day to come", "telling", "consulting", { toldOn: "2026-09-22" }, /不能晚于今天/],
    ["told before it began", "telling", "consulting", { toldOn: "2026-07-31" }, /不能早于2026-08-01/],
    ["told nowhere", "telling", "consulting", { toldAddress: "" }, /请填写通报的网址/],
    ["no 文号", "enactment", "told", { docNumber: " " }, /请填写文号/],
    ["enacted tomorrow", "enactment", "told", { enactedOn: "2026-09-22" }, /不能晚于今天/],
    ["explained before it was there", "explanation", "enacted", { explainedOn: "2026-09-14" }, /不能早于2026-09-15/],
    ["explained nowhere", "explanation", "enacted", { explainedAddress: "" }, /请填写解读的网址或陈列地点/],
    ["no reason", "exemption", "drafting", { remark: " " }, /请填写依法保密的理由/],
    ["no reason to stop", "stopping", "drafting", { remark: "" }, /请填写终止原因/],
  ])("%s is said at the field", async (_, act, state, over, words) => {
    await bringRule(w, state)
    const response = await onRule(w, "wang", act, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect((await ruleOf(w)).state).toBe(state)
  })

  test.each<[string, Fields, RegExp]>([
    ["no title", { title: "" }, /请填写草案名称/],
    ["no kind", { kind: "law" }, /请选择草案类型/],
    ["a unit that is not theirs", { unit: "2" }, /请选择单位/],
  ])("%s is said at the field of 登记", async (_, over, words) => {
    const response = await openRule(w, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect(await actions(w)).not.toContain("draft_rule_opened")
  })

  test("a unit registers its own; others of the year do not see it", async () => {
    for (const login of ["lin", "boss"] as const) await refused(w, () => openRule(w, {}, login), 403)
    for (const login of ["zhao", "admin"] as const) await refused(w, () => openRule(w, {}, login), 404)
    await bringRule(w, "drafting")
    for (const login of ["lin", "boss", "head"] as const) expect(await status(login, "/rules/1")).toBe(200)
    for (const login of ["zhou", "zhao", "admin"] as const) expect(await status(login, "/rules/1")).toBe(404)
    expect(await page("zhou", "/years/2026/rules")).not.toContain('id="rule-1"')
  })

  test("the register goes out as .xlsx and .csv, and the trail says who took it", async () => {
    await bringRule(w, "told")
    const csv = await w.as("boss").post("/years/2026/rules.csv")
    expect(csv.status).toBe(200)
    expect(await csv.text()).toContain(
      "1,信访事项网上办理办法,办公室,规范性文件,已通报情况,2026-08-01,2026-08-31,2026-09-10,12,5",
    )
    const xlsx = await w.as("lin").post("/years/2026/rules.xlsx")
    expect(new Uint8Array(await xlsx.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([80, 75]))
    expect((await w.events()).filter(({ action }) => action === "draft_rules_taken")).toHaveLength(2)
  })
})

const ACT: Record<DraftRuleMove, { act: string; from: DraftRuleState }> = {
  consult: { act: "consultation", from: "drafting" },
  tell: { act: "telling", from: "consulting" },
  exempt: { act: "exemption", from: "drafting" },
  enact: { act: "enactment", from: "told" },
  explain: { act: "explanation", from: "enacted" },
  stop: { act: "stopping", from: "told" },
}

describe.each(DRAFT_RULE_MOVES)("%s", (move) => {
  const { act, from } = ACT[move]

  test("is done; refused to who sees and may not, invisible to the outsider, stale, twice", async () => {
    await bringRule(w, from)
    for (const login of ["lin", "boss"] as const) await refused(w, () => onRule(w, login, act), 403)
    for (const login of ["zhou", "zhao", "admin"] as const) await refused(w, () => onRule(w, login, act), 404)
    await refused(w, () => onRule(w, null, act), 401)
    await refused(w, () => onRule(w, "wang", act, { version: "0" }), 409)
    await onlyOne(
      w,
      () => onRule(w, "wang", act),
      () => onRule(w, "head", act),
    )
  })

  test("in every other state is a conflict", async () => {
    for (const state of DRAFT_RULE_STATES.filter((state) => !canMove(state, move))) {
      w = await world()
      await openYear(w)
      await bringRule(w, state)
      await refused(w, () => onRule(w, "wang", act, { toldOn: "2026-09-20", explainedOn: "2026-09-21" }), 409)
    }
  })
})
