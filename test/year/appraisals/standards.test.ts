import { beforeEach, expect, test } from "vitest"
import { JIANGYIN_TABLE } from "#seeds/jiangyin_standard.ts"
import { bestOf } from "#src/year/appraisals/standard.ts"
import { done, refused, trailOf } from "#test/support/acts.ts"
import { enterStandard, JIANGYIN, onStandard, openStandard, standardOf } from "#test/support/appraisals.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path = "/standards/1") => (await w.as(login).get(path)).text()

test("a pasted table is looked over with its contradictions before anything is stored", async () => {
  const pasted = JIANGYIN_TABLE.map((cells) => cells.map((cell) => cell.replaceAll("\n", "")).join("\t")).join("\n")
  const response = await w.as("lin").post("/years/2026/standards/reading", { pasted })
  const text = await response.text()
  expect(text).toContain("「推动社会面普法」印了两次")
  expect(text).toContain("【创新创优】25分 加分")
  expect(text).toContain("- 在全国、省、市获奖分别加5分、3分、2分（5分）")
  await expect(standardOf(w)).rejects.toThrow("no standard")
  const empty = await w.as("lin").post("/years/2026/standards/reading", { pasted: " " })
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain("请选择标准文件，或粘贴表格")
})

test("a standard is a draft, its office's alone, until somebody has said which reading holds", async () => {
  await done(enterStandard(w))
  const shown = await page("lin")
  for (const words of [
    "第14项标明3分，各部分合计8分",
    "「创新创优」标明25分，各部分合计20分",
    "印了两次",
    "第12项没有写评估依据",
  ]) {
    expect(shown).toContain(words)
  }
  expect(shown).toMatch(/以合计8分为准[\s\S]{0,60}最高可得100分[\s\S]*以标明的3分为准[\s\S]{0,60}最高可得95分/)
  for (const login of ["wang", "boss", "zhao", "admin"] as const) {
    expect((await w.as(login).get("/standards/1")).status, login).toBe(404)
  }
  const unread = await onStandard(w, "lin", "opening", { "reading-item14": "", seen: "" })
  expect(unread.status).toBe(422)
  const again = await onStandard(w, "lin", "opening", { "reading-item14": "printed" })
  expect(again.status).toBe(422)
  expect(await again.text()).toContain("请选择以哪个分值为准")
  const unseen = await onStandard(w, "lin", "opening", { seen: [] })
  expect(unseen.status).toBe(422)
  expect(await unseen.text()).toContain("请核对后勾选")
  expect(await standardOf(w)).toMatchObject({ state: "draft", version: 1 })
  await done(onStandard(w, "lin", "opening"))
  const open = await standardOf(w)
  expect(open).toMatchObject({ state: "open", readings: { item14: "sum" } })
  expect(bestOf(open.blocks)).toBe(10_000)
  expect(await page("wang")).toContain("第14项以各部分合计为准")
  expect((await w.as("zhao").get("/standards/1")).status).toBe(404)
  expect((await trailOf(w, "standard:1")).map(({ action }) => action)).toEqual(["standard_entered", "standard_opened"])
})

test("reading A holds as well, and then nobody has more than 95", async () => {
  await done(enterStandard(w))
  await done(onStandard(w, "lin", "opening", { "reading-item14": "printed", "reading-block4": "printed" }))
  expect(bestOf((await standardOf(w)).blocks)).toBe(9500)
})

test("a draft is put right; what is not understood is told by its line, with the words kept", async () => {
  await done(enterStandard(w))
  const wrong = await onStandard(w, "lin", "", { text: `${JIANGYIN.text}\n- 没有分值` })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toMatch(/没有分值[\s\S]*第\d+行：评分点请写成/)
  await done(onStandard(w, "lin", "", { text: "【甲】2分 扣分\n1. 2分 单位举证：材料\n- 做到（2分）" }))
  expect((await standardOf(w)).blocks).toHaveLength(1)
  const bad = await enterStandard(w, { title: "", text: "随便" })
  expect(bad.status).toBe(422)
  expect(await bad.text()).toMatch(/请填写标准名称[\s\S]*随便/)
})

test("what is opened never changes: it is made anew as the next edition", async () => {
  await openStandard(w)
  await refused(w, () => onStandard(w, "lin", ""), 409)
  await refused(w, () => onStandard(w, "lin", "opening"), 409)
  await done(onStandard(w, "lin", "edition"))
  expect(await standardOf(w, 2)).toMatchObject({ state: "draft", edition: 2 })
  await refused(w, () => onStandard(w, "lin", "edition", {}, 2), 409)
  expect(await page("lin", "/years/2026/appraisal")).toMatch(/第2版 · 草稿[\s\S]*第1版 · 已启用/)
  expect(await page("wang", "/years/2026/appraisal")).not.toContain("第2版")
})

test("it is the office's to bring, to put right and to open", async () => {
  for (const login of ["wang", "boss"] as const) await refused(w, () => enterStandard(w, {}, login), 403)
  await refused(w, () => enterStandard(w, {}, "zhao"), 404)
  await done(enterStandard(w))
  await refused(w, () => onStandard(w, "wang", "opening"), 404)
  await done(onStandard(w, "lin", "opening"))
  for (const act of ["", "opening", "edition"]) await refused(w, () => onStandard(w, "wang", act), 403)
})

test("of two who put it right, the second finds it changed", async () => {
  await done(enterStandard(w))
  await done(onStandard(w, "lin", ""))
  await refused(w, () => onStandard(w, "lin", "", { version: "1" }), 409)
})
