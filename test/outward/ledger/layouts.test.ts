import { describe, expect, test } from "vitest"
import { COLUMN_KEYS } from "#src/outward/ledger/columns.ts"
import { MOST_LAYOUTS } from "#src/outward/ledger/commands.ts"
import { BUILT_IN, frozenColumns, layoutFrom } from "#src/outward/ledger/layouts.ts"
import { MARK_HEADING } from "#src/outward/ledger/row_mark.ts"
import { done, type Fields, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { layoutOf, onLayout, saveLayout } from "#test/support/ledger.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const COLUMNS = [
  { key: "ordinal", heading: "序号" },
  { key: "task", heading: "任务" },
  { key: "unit", heading: "承办单位" },
  { key: "achieved", heading: "本季进展" },
]

async function saved() {
  const w = await world()
  await done(saveLayout(w))
  return w
}

const heads = async (w: World, query: string, login: Login = "lin") =>
  [
    ...(await (await w.as(login).get(`/plans/1/ledger${query}`)).text()).matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/gs),
  ].map(([, head = ""]) => head.replaceAll(/<[^>]*>/g, ""))

describe("a layout", () => {
  test("is saved with its columns in the order of their places, and everybody who sees the plan looks through it", async () => {
    const w = await world()
    const response = await done(saveLayout(w))
    expect(response.headers.get("location")).toBe("/plans/1/ledger/layouts")
    expect(await layoutOf(w)).toMatchObject({
      officeId: 3,
      name: "科室季报",
      columns: COLUMNS,
      merges: false,
      paper: "A4",
      savedById: w.actor("lin").id,
      version: 1,
    })
    expect(await trailOf(w, "ledger_layout:1")).toMatchObject([
      { version: 1, action: "ledger_layout_saved", particulars: { layout: "科室季报", columns: 4 } },
    ])
    for (const login of ["lin", "wang", "boss"] as const)
      expect(await heads(w, "?layout=1", login)).toEqual(["序号", "任务", "承办单位", "本季进展"])
    expect(await (await w.as("wang").get("/plans/1/ledger")).text()).toContain(
      '<option value="1">版式：科室季报</option>',
    )
  })

  test("a file has its headings, and its paper", async () => {
    const w = await saved()
    const csv = await (await w.as("lin").post("/plans/1/ledger.csv?layout=1", {})).text()
    expect(csv.split("\r\n")[0]).toBe(`\uFEFF序号,任务,承办单位,本季进展,${MARK_HEADING}`.slice(1))
    expect((await w.events()).at(-1)).toMatchObject({ particulars: { layout: "科室季报" } })
  })

  test("is changed; what it was stands in the imprints, who changed it in the trail", async () => {
    const w = await saved()
    await done(onLayout(w, "", { name: "年度台账", place_unit: "", merges: "1", paper: "A3" }, "lin2"))
    expect(await layoutOf(w)).toMatchObject({
      name: "年度台账",
      columns: COLUMNS.filter(({ key }) => key !== "unit"),
      merges: true,
      paper: "A3",
      savedById: w.actor("lin2").id,
      version: 2,
    })
    expect((await trailOf(w, "ledger_layout:1")).at(-1)).toMatchObject({
      version: 2,
      action: "ledger_layout_changed",
      particulars: { layout: "年度台账", columns: 3 },
    })
  })

  test("is removed, and whoever asks for it sees the standard one", async () => {
    const w = await saved()
    await done(onLayout(w, "removal"))
    expect((await layoutOf(w))?.removedAt).not.toBeNull()
    expect(await heads(w, "?layout=1")).toHaveLength(BUILT_IN[0]?.columns.length ?? 0)
    expect(await (await w.as("lin").get("/plans/1/ledger/layouts")).text()).not.toContain("科室季报")
    await refused(w, () => onLayout(w, "", { version: "2" }), 404)
    // Its name is free again.
    await done(saveLayout(w))
  })

  test("another one begins with the columns of one there is", async () => {
    const w = await saved()
    const html = await (await w.as("lin").get("/plans/1/ledger/layouts?from=1")).text()
    expect(html).toMatch(/name="heading_unit"[^>]*value="承办单位"/)
    expect(html).toMatch(/name="place_measures"[^>]*value=""/)
  })
})

describe("refused", () => {
  test.each<[Login | null, number]>([
    ["wang", 403],
    ["head", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
    ["auditor", 404],
    [null, 401],
  ])("%s is not of the office: %i", async (login, status) => {
    const w = await saved()
    await refused(w, () => saveLayout(w, { name: "另一个" }, login), status)
    await refused(w, () => onLayout(w, "", {}, login), status)
    await refused(w, () => onLayout(w, "removal", {}, login), status)
  })

  test.each<[string, Fields, string]>([
    ["no name", { name: " " }, "请填写版式名称"],
    ["a name that there is", {}, "已有版式「科室季报」"],
    [
      "no columns",
      { name: "空", place_ordinal: "", place_unit: "", place_task: "", place_achieved: "" },
      "至少要有一列",
    ],
    [
      "a heading by which another column goes",
      { name: "混", place_summary: "5", heading_summary: "进展情况" },
      "「综述」列的表头「进展情况」是「落实情况」列的名称，填好的表会读错，请换一个表头",
    ],
    ["a place that is no number", { name: "乱", place_unit: "第三" }, "次序请填整数"],
    ["two of one heading", { name: "重", heading_unit: "任务" }, "表头不能重复"],
    ["the heading of the marks", { name: "占", heading_unit: MARK_HEADING }, "由系统使用"],
    ["a heading of many words", { name: "长", heading_unit: "长".repeat(21) }, "最多 20 字"],
    ["no paper that there is", { name: "纸", paper: "A0" }, "请选择纸张"],
  ])("%s: said at the field, and what was typed stands there", async (_, over, words) => {
    const w = await saved()
    const html = await refused(w, () => saveLayout(w, over), 422, words)
    expect(html).toContain(`value="${over.heading_unit ?? "承办单位"}"`)
    expect(html).toContain(
      `name="place_achieved" id="place_achieved" aria-label="落实情况的次序" value="${over.place_achieved ?? "40"}"`,
    )
  })

  test("more than there is room for", async () => {
    const w = await world()
    for (let n = 0; n < MOST_LAYOUTS; n++) await done(saveLayout(w, { name: `版式${n}` }))
    await refused(w, () => saveLayout(w, { name: "再来一个" }), 409, `版式已有${MOST_LAYOUTS}个`)
  })

  test("an older page, and two at once", async () => {
    const w = await saved()
    await done(onLayout(w, "", { name: "甲" }))
    await refused(w, () => onLayout(w, "", { name: "乙", version: "1" }), 409)
    await refused(w, () => onLayout(w, "removal", { version: "1" }), 409)
    await onlyOne(
      w,
      () => onLayout(w, "", { name: "丙", version: "2" }),
      () => onLayout(w, "", { name: "丁", version: "2" }, "lin2"),
    )
  })

  test("one that is none, or stands in the program", async () => {
    const w = await saved()
    await refused(w, () => onLayout(w, "", {}, "lin", 9), 404)
    expect((await w.as("lin").get("/plans/1/ledger/layouts/standard")).status).toBe(404)
  })
})

describe("by rule", () => {
  test("the layouts of the program name every column once, by headings that differ", () => {
    for (const { columns } of BUILT_IN) {
      expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length)
      expect(new Set(columns.map(({ heading }) => heading)).size).toBe(columns.length)
    }
  })

  test("a column that a later program took away is left out", () => {
    const row = { id: 4, name: "旧", merges: true, paper: "A3" as const, version: 3 }
    expect(layoutFrom({ ...row, columns: [{ key: "gone", heading: "没了" }, ...COLUMNS] })).toEqual({
      ...row,
      key: "4",
      columns: COLUMNS,
    })
  })

  test("columns stay in view up to the task where that stands near", () => {
    const of = (...keys: string[]) =>
      frozenColumns(keys.map((key) => ({ key: COLUMN_KEYS.find((one) => one === key) ?? "unit", heading: key })))
    expect(of("ordinal", "section", "task", "unit")).toBe(3)
    expect(of("task", "unit")).toBe(1)
    expect(of("ordinal", "unit", "state", "task")).toBe(1)
  })
})
