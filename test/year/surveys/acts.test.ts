import { beforeEach, expect, test } from "vitest"
import { before, isComparable, rateOf, rateWords } from "#src/year/surveys/rates.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { discardSurvey, enterSurvey, surveyOf } from "#test/support/suggestions.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const REGISTER = "/years/2026/surveys"
const page = async (login: Login) => (await w.as(login).get(REGISTER)).text()

test.each([
  [1200, 1026, "85.50%"],
  [3, 1, "33.33%"],
  [3, 2, "66.67%"],
  [7, 7, "100.00%"],
  [5, 0, "0.00%"],
])("of %i who answered %i said yes: %s", (sample, hits, words) => {
  expect(rateWords(rateOf({ sample, hits }))).toBe(words)
})

test("a rate stands beside the one before of its own kind and unit, found in the same way", () => {
  const one = { kind: "awareness" as const, unitId: null, sample: 100, hits: 80, method: "电话", base: "居民" }
  const satisfied = { ...one, kind: "satisfaction" as const }
  const ofUnit = { ...one, unitId: 1 }
  const next = { ...one, hits: 85 }
  const all = [one, satisfied, ofUnit, next]
  expect([next, satisfied, ofUnit].map((each) => before(all, each))).toEqual([one, null, null])
  expect(isComparable(next, one)).toBe(true)
  expect(isComparable(next, { ...one, method: "网络" })).toBe(false)
  expect(isComparable(next, { ...one, base: "学生" })).toBe(false)
})

test("the trend says how much it moved, or that two rates are not to be compared", async () => {
  await done(enterSurvey(w))
  await done(enterSurvey(w, { surveyedOn: "2026-09-01", hits: "1050" }))
  await done(enterSurvey(w, { surveyedOn: "2026-09-10", method: "网络问卷", hits: "1100" }))
  const shown = await page("lin")
  for (const words of ["85.50%", "87.50%", "升2.00个百分点", "方法或范围不同，不可直接比较", "1200份中1026份"]) {
    expect(shown).toContain(words)
  }
  expect(await trailOf(w, "survey:1")).toMatchObject([{ action: "survey_entered", particulars: { sample: 1200 } }])
})

test("about all it is read by whoever sees the year, about one unit by whoever sees that", async () => {
  await done(enterSurvey(w))
  await done(enterSurvey(w, { unit: "1", surveyor: "第三方机构" }))
  for (const login of ["wang", "boss", "lin"] as const) expect(await page(login), login).toContain("第三方机构")
  for (const login of ["zhou", "yan"] as const) {
    const shown = await page(login)
    expect(shown, login).toContain("85.50%")
    expect(shown, login).not.toContain("第三方机构")
    expect(await (await w.as(login).post(`${REGISTER}.csv`)).text(), login).not.toContain("第三方机构")
  }
  for (const login of ["zhao", "admin"] as const) expect((await w.as(login).get(REGISTER)).status).toBe(404)
})

test("taken back with a reason it is out of the trend and stays to be read", async () => {
  await done(enterSurvey(w))
  const empty = await discardSurvey(w, "lin", { remark: " " })
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain("请填写作废原因")
  await done(discardSurvey(w, "lin"))
  expect(await surveyOf(w)).toMatchObject({ discardWhy: "样本有误。", version: 2 })
  expect(await page("wang")).toMatch(/已作废1次[\s\S]*样本有误。/)
  expect(await (await w.as("lin").post(`${REGISTER}.csv`)).text()).not.toContain("85.50%")
  await refused(w, () => discardSurvey(w, "lin"), 409)
})

test.each<[string, Fields, RegExp]>([
  ["no sample", { sample: "0" }, /有效样本请填 1 至/],
  ["more than were asked", { hits: "1201" }, /不能多于有效样本/],
  ["no method", { method: "" }, /请填写调查方法/],
  ["no base", { base: "" }, /请填写调查对象和范围/],
  ["nobody", { surveyor: "" }, /请填写调查单位/],
  ["a day to come", { surveyedOn: "2026-10-01" }, /调查日期不能晚于今天/],
  ["another year", { surveyedOn: "2025-10-01" }, /请填写2026年的日期/],
  ["a unit outside", { unit: "4" }, /请从本年度的责任单位中选择/],
])("%s is told at the field, with the words kept", async (_, over, words) => {
  const response = await enterSurvey(w, { note: "我写的说明", ...over })
  expect(response.status).toBe(422)
  const text = await response.text()
  expect(text).toMatch(words)
  expect(text).toContain("我写的说明")
})

test("it is the office's to enter and to take back", async () => {
  for (const login of ["wang", "boss"] as const) await refused(w, () => enterSurvey(w, {}, login), 403)
  await done(enterSurvey(w))
  for (const login of ["wang", "boss"] as const) await refused(w, () => discardSurvey(w, login), 403)
  await refused(w, () => discardSurvey(w, "zhao"), 404)
})

test("rates that may be compared are drawn over time, those found otherwise or about others apart", async () => {
  await done(enterSurvey(w))
  expect(await page("lin")).not.toContain("share-lines")
  await done(enterSurvey(w, { surveyedOn: "2026-07-01", method: "网络问卷", hits: "1100" }))
  await done(enterSurvey(w, { surveyedOn: "2026-08-01", unit: "1" }))
  await done(enterSurvey(w, { surveyedOn: "2026-08-01", kind: "satisfaction" }))
  expect(await page("lin")).not.toContain("share-lines")
  await done(enterSurvey(w, { surveyedOn: "2026-09-01", hits: "1050" }))
  const [, drawn = ""] = /<figure.*?>(.*?)<\/figure>/s.exec(await page("lin")) ?? []
  expect(drawn).toContain("电话访问，全市18周岁以上常住居民：6月10日85.50%，9月1日87.50%。")
  expect(drawn.match(/<circle/g)).toHaveLength(2)
  expect(drawn).toContain('aria-hidden="true"')
})

test("is found by its words and by what it is called, by whoever sees it, until it is taken back", async () => {
  await done(enterSurvey(w))
  await done(enterSurvey(w, { unit: "1", surveyor: "第三方机构" }))
  const finds = async (login: Login, words: string) =>
    (await (await w.as(login).get(`/search?q=${words}`)).text()).includes("<mark>")
  for (const login of ["lin", "boss", "wang"] as const) expect(await finds(login, "第三方机构"), login).toBe(true)
  for (const login of ["zhou", "yan"] as const) {
    expect(await finds(login, "第三方机构"), login).toBe(false)
    expect(await finds(login, "社情民意"), login).toBe(true)
    expect(await finds(login, "知晓率"), login).toBe(true)
  }
  expect(await finds("zhao", "社情民意")).toBe(false)
  await done(discardSurvey(w, "lin", {}, 2))
  expect(await finds("lin", "第三方机构")).toBe(false)
})
