import { beforeEach, describe, expect, test } from "vitest"
import { tablesElsewhere } from "#src/plans/intake/drafts/elsewhere.ts"
import { tablesAnswer, tablesPasted } from "#src/plans/intake/reading/tables.ts"
import { indicatorIn, itemIn, leadsIn, timingIn } from "#src/year/duties/reading.ts"
import { COLUMNS, type ListRow, listRead } from "#src/year/duties/sheet_reading.ts"
import { docx, table, xlsx } from "#test/plans/intake/files/office.ts"
import { done, type Fields, multipart, refused } from "#test/support/acts.ts"
import { dutyOf, enterDuty, fileList, newestDuty } from "#test/support/duties.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

const BRINGER = { own: ["办公室"], others: ["综指司", "综合指导司"] }
const listInFile = (bytes: Uint8Array) => listRead(tablesAnswer(bytes), BRINGER)
const listPasted = (text: string) => listRead({ tables: tablesPasted(text) }, BRINGER)

const YEAR = {
  year: 2026,
  days: [
    { day: { id: 1, name: "国家宪法日" } },
    { day: { id: 2, name: "宪法宣传周" } },
    { day: { id: 3, name: "《信访工作条例》施行日" } },
  ],
  units: [
    { id: 1, name: "办公室", shortName: "办公室", hasLeft: false },
    { id: 2, name: "综合指导司", shortName: "综指司", hasLeft: false },
    { id: 3, name: "人事司", shortName: "人事司", hasLeft: true },
  ],
}

describe("何时普 as people write it", () => {
  test.each<[string, object]>([
    ["", { timing: null }],
    ["每月", { timing: "rhythm", rhythm: "monthly" }],
    ["每季度一次", { timing: "rhythm", rhythm: "quarterly" }],
    ["每天滚动播放", { timing: "rhythm", rhythm: "daily" }],
    ["不定期", { timing: "irregular" }],
    ["不定期，最迟12月31日", { timing: "irregular" }],
    ["全年", { timing: "irregular" }],
    ["国家宪法日（12月4日）", { timing: "key_day", keyDay: 1 }],
    ["宪法日", { timing: "key_day", keyDay: 1 }],
    ["《信访工作条例》施行日", { timing: "key_day", keyDay: 3 }],
    ["5月1日", { timing: "date", fromOn: "2026-05-01" }],
    ["2026.5.1", { timing: "date", fromOn: "2026-05-01" }],
    ["5月1日至5月31日", { timing: "range", fromOn: "2026-05-01", untilOn: "2026-05-31" }],
    ["2月", { timing: "range", fromOn: "2026-02-01", untilOn: "2026-02-28" }],
    ["3-5月", { timing: "range", fromOn: "2026-03-01", untilOn: "2026-05-31" }],
    ["第二季度", { timing: "range", fromOn: "2026-04-01", untilOn: "2026-06-30" }],
    ["2月下旬", { timing: "range", fromOn: "2026-02-21", untilOn: "2026-02-28" }],
    ["每年5月", { timing: "range", fromOn: "2026-05-01", untilOn: "2026-05-31" }],
    ["2026年3月", { timing: "range", fromOn: "2026-03-01", untilOn: "2026-03-31" }],
    ["1-3季度", { timing: "range", fromOn: "2026-01-01", untilOn: "2026-09-30" }],
    ["3月1日-31日", { timing: "range", fromOn: "2026-03-01", untilOn: "2026-03-31" }],
    ["12·4", { timing: "date", fromOn: "2026-12-04" }],
    ["常态化开展", { timing: "irregular" }],
    ["下半年", { timing: "range", fromOn: "2026-07-01", untilOn: "2026-12-31" }],
  ])("%s", (written, meant) => {
    expect(timingIn(written, YEAR)).toMatchObject(meant)
  })

  test.each(["5月1日、10月1日", "3月至10月每月一次", "一、三季度", "3月、9月", "等通知", "13月", "2月30日", "见方案"])(
    "%s is not guessed",
    (written) => {
      expect(timingIn(written, YEAR)).toBeNull()
    },
  )
})

test("units are told by their names, the first by its mark, and who has left or is none stays in doubt", () => {
  expect(leadsIn("", YEAR)).toEqual({ leads: [], first: null, unknown: [] })
  expect(leadsIn("综指司（第一牵头）、办公室", YEAR)).toEqual({ leads: [1, 2], first: 2, unknown: [] })
  expect(leadsIn("办公室、人事司，教育局", YEAR)).toEqual({ leads: [1], first: null, unknown: ["人事司", "教育局"] })
})

test.each([
  ["专题讲座 4场", "专题讲座", "4", "场"],
  ["讲座不少于4场", "讲座", "不少于4", "场"],
  ["参加率95%", "参加率", "95", "%"],
  ["群众满意", "群众满意", "", ""],
])("an indicator: %s", (written, indicator, target, targetUnit) => {
  expect(indicatorIn(written)).toEqual({ indicator, target, targetUnit })
})

const BLANK = Object.fromEntries(COLUMNS.map((column) => [column, ""])) as ListRow

function missing(): never {
  throw new Error("no such item")
}

const PASTED = [
  "某局普法责任清单",
  "序号\t普法内容\t普法对象\t普法方式\t时间节点\t责任科室\t责任人\t备注",
  "1\t《民法典》宣传\t社区居民\t讲座\t5月28日\t法规科\t张三\t",
  "2\t电子屏播放\t\t\t\t\t\t不适用：没有屏幕",
].join("\n")

test("a pasted table is read by its headings, whatever stands above them", () => {
  const read = listPasted(PASTED)
  if ("problem" in read) throw new Error(read.problem)
  expect(read.rows).toHaveLength(2)
  const [first, second] = read.rows.map((row) => itemIn(row, YEAR))
  expect(first?.doubts).toEqual({})
  expect(first?.words).toMatchObject({
    content: "《民法典》宣传",
    laws: ["民法典"],
    audience: "社区居民",
    timing: "date",
    fromOn: "2026-05-28",
    department: "法规科",
    person: "张三",
  })
  expect(second?.words).toMatchObject({ applies: false, why: "没有屏幕" })
})

const tabled = (...rows: string[][]) =>
  rows.map((row) => row.map((cell) => (cell.includes("\n") ? `"${cell}"` : cell)).join("\t")).join("\n")
const rowsOf = (...rows: string[][]) => {
  const read = listPasted(tabled(...rows))
  if ("problem" in read) throw new Error(read.problem)
  return read
}

describe("a list of another house", () => {
  const HEAD = ["序号", "普法内容", "普法对象", "活动方式", "实施时间", "责任部门", "责任人"]

  test("is read under its own headings, and the unit leads where no column says who", () => {
    const { rows, left } = rowsOf(["某局普法责任公告"], HEAD, [
      "1",
      "宣传《宪法》",
      "干部",
      "讲座",
      "12月上旬",
      "法规科",
      "张三",
    ])
    expect(rows).toEqual([
      expect.objectContaining({
        content: "宣传《宪法》",
        laws: "《宪法》",
        ways: "讲座",
        when: "12月上旬",
        department: "法规科",
        person: "张三",
        leads: "办公室",
      }),
    ])
    expect(left).toEqual([])
  })

  test("headings in two rows, merged or not", () => {
    const below = (first: string) => [first, first && "普法内容", "", "方式", "开始时间", "结束时间", "科室", "人员"]
    for (const first of ["序号", ""]) {
      const { rows } = rowsOf(["序号", "普法内容", "普法对象", "安排", "", "", "责任", ""], below(first), [
        "1",
        "宪法",
        "干部",
        "讲座",
        "3月1日",
        "4月1日",
        "法规科",
        "",
      ])
      expect(rows).toMatchObject([{ content: "宪法", ways: "讲座", when: "3月1日至4月1日", department: "法规科" }])
    }
  })

  test("the rest of an item stands below it: under a merged number, or without one", () => {
    const { rows } = rowsOf(
      HEAD,
      ["1", "宪法", "干部", "讲座", "3月", "法规科", "张三"],
      ["1", "宪法", "群众", "讲座", "", "法规科", ""],
      ["", "", "", "展板", "", "", ""],
      ["2", "民法典", "群众", "", "", "", ""],
    )
    expect(rows).toMatchObject([
      { content: "宪法", audience: "干部\n群众", ways: "讲座\n展板", when: "3月", department: "法规科" },
      { content: "民法典" },
    ])
  })

  test("several items in one row, numbered alike, come apart; numbers of one cell alone do not", () => {
    const { rows } = rowsOf(
      HEAD,
      ["1", "1.宪法\n2.民法典", "干部", "1.讲座\n2.展板", "3月", "", ""],
      ["2", "1.条例\n2.办法", "干部", "讲座", "", "", ""],
    )
    expect(rows.map(({ content, ways, when }) => [content, ways, when])).toEqual([
      ["宪法", "讲座", "3月"],
      ["民法典", "展板", "3月"],
      ["1.条例\n2.办法", "讲座", ""],
    ])
  })

  test("what is no item, has no field or is another unit's is told, not entered", () => {
    const { rows, left } = rowsOf(
      ["单位", "普法内容", "对象", "经费"],
      ["一、共性内容", "", "", ""],
      ["办公室", "宪法", "干部", "2万元"],
      ["综合指导司", "条例", "干部", ""],
      ["填表人：张三", "", "", ""],
    )
    expect(rows).toMatchObject([{ content: "宪法" }])
    expect(left).toEqual([
      "1项是其他单位的，没有读入",
      "没有对应栏目的列：经费",
      "没有读作事项的行：一、共性内容；填表人：张三",
    ])
    expect(listPasted(tabled(["单位", "普法内容", "对象"], ["综指司", "条例", "干部"]))).toMatchObject({
      problem: expect.stringContaining("其他单位"),
    })
  })

  test("a row of words that could head columns is a row; a table goes on behind a break", () => {
    const read = listRead(
      {
        tables: [
          [HEAD, ["1", "学法任务", "机关工作人员", "讲座", "3月", "张三", "李四"]],
          [["2", "条例", "群众", "展板", "", "", ""]],
        ],
      },
      BRINGER,
    )
    expect(read).toMatchObject({
      rows: [
        { content: "学法任务", audience: "机关工作人员" },
        { content: "条例", ways: "展板" },
      ],
    })
  })

  test("科室 and person in one cell", () => {
    const { rows } = rowsOf(
      ["普法内容", "普法对象", "责任科室及责任人"],
      ["宪法", "干部", "法规科 张三"],
      ["条例", "干部", "李四"],
    )
    expect(rows).toMatchObject([
      { department: "法规科", person: "张三" },
      { department: "", person: "李四" },
    ])
  })

  test("steps have their days; what is too much of them is in doubt", () => {
    const steps = (written: string) => itemIn({ ...BLANK, content: "宪法", steps: written }, YEAR)
    expect(steps("3月5日 定方案\n4月底前：印手册\n总结").words.steps).toEqual([
      { text: "定方案", by: "2026-03-05" },
      { text: "印手册", by: "2026-04-30" },
      { text: "总结", by: null },
    ])
    expect(steps("2月30日 定方案").words.steps).toEqual([{ text: "2月30日 定方案", by: null }])
    expect(steps("一\n".repeat(21)).doubts.steps).toContain("最多20个步骤")
    expect(steps("长".repeat(201)).doubts.steps).toContain("最多200字")
  })
})

test.each([
  ["nothing of the kind", "今天天气很好"],
  ["headings without what is taught", "对象\t方式\n居民\t讲座"],
  ["headings alone", "普法内容\t普法对象"],
])("%s is no list", (_, text) => {
  expect(listPasted(text)).toMatchObject({ problem: expect.stringContaining("没有找到责任清单的表格") })
})

describe("a file with merged cells", () => {
  const TEXTS = [
    ["某局普法责任清单", null, null, null, null],
    ["序号", "普法内容", "普法安排", null, "责任科室"],
    [null, null, "活动方式", "实施时间", null],
    [1, "宪法", "讲座", "3月", "法规科"],
    [null, null, "展板", "9月", null],
    [2, "条例", "短信", "不定期", "信访科"],
  ]
  const MEANT = [
    { content: "宪法", ways: "讲座\n展板", when: "3月\n9月", department: "法规科" },
    { content: "条例", ways: "短信", when: "不定期", department: "信访科" },
  ]
  const MERGES = ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:A5", "B4:B5", "E4:E5"]

  test(".xlsx, read in a thread of its own as on the spot", async () => {
    const bytes = xlsx([{ name: "清单", rows: TEXTS, merges: MERGES }])
    expect(listInFile(bytes)).toMatchObject({ rows: MEANT })
    const elsewhere = tablesElsewhere({ seconds: 10, megabytes: 64 })
    expect(await elsewhere(bytes)).toEqual(tablesAnswer(bytes))
    expect(await elsewhere(xlsx([{ name: "清单", rows: [["0".repeat(9_000_000)]] }]))).toEqual({
      problem: expect.stringContaining("过大"),
    })
  })

  test(".docx", () => {
    const down = (text: string, goesOn = false) => ({
      text,
      properties: goesOn ? "<w:vMerge/>" : '<w:vMerge w:val="restart"/>',
    })
    const across = { text: "普法安排", properties: '<w:gridSpan w:val="2"/>' }
    const bytes = docx(
      table([
        [down("序号"), down("普法内容"), across, down("责任科室")],
        [down("", true), down("", true), "活动方式", "实施时间", down("", true)],
        [down("1"), down("宪法"), "讲座", "3月", down("法规科")],
        [down("", true), down("", true), "展板", "9月", down("", true)],
        ["2", "条例", "短信", "不定期", "信访科"],
      ]),
    )
    expect(listInFile(bytes)).toMatchObject({ rows: MEANT })
  })
})

test("a file that is broken, too large or of another kind says so", () => {
  expect(listInFile(new Uint8Array(1024 * 1024 + 1))).toMatchObject({ problem: expect.stringContaining("1 MB") })
  expect(listInFile(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toMatchObject({ problem: expect.any(String) })
  expect(listInFile(new TextEncoder().encode("%PDF-1.7"))).toMatchObject({ problem: expect.any(String) })
})

describe("导入", () => {
  let w: World
  beforeEach(async () => {
    w = await world()
    await openYear(w)
  })
  const LIST = "/years/2026/duties"
  const read = (fields: Fields, login: Login = "wang") =>
    w.as(login).post(`${LIST}/reading`, { unit: "1", pasted: PASTED, ...fields })
  /** The fields of the page that was shown, as a browser sends them back. */
  const shown = (html: string): Fields => {
    const fields: Record<string, string[]> = {}
    for (const [, name = "", text = ""] of html.matchAll(/<textarea name="(row-\w+)"[^>]*>\n?([^<]*)<\/textarea>/g))
      fields[name] = [...(fields[name] ?? []), text]
    return { unit: "1", ...fields, take: [...html.matchAll(/name="take" value="(\d+)"/g)].map(([, i = ""]) => i) }
  }
  const bring = (fields: Fields, login: Login = "wang") => w.as(login).post(`${LIST}/bringing`, fields)

  test("is looked over first: nothing is entered by reading; then one act enters what is ticked", async () => {
    const page = await (await read({})).text()
    expect(page).toContain("读到2项")
    expect(await newestDuty(w)).toBe(0)
    await done(bring({ ...shown(page), take: ["0"] }))
    expect(await dutyOf(w)).toMatchObject({
      content: "《民法典》宣传",
      fromOn: "2026-05-28",
      leadIds: [1],
      position: 1,
    })
    expect(await newestDuty(w)).toBe(1)
  })

  test("a doubt stands at its field, and keeps the item out until it is put right or left", async () => {
    const page = await (await read({ pasted: PASTED.replace("5月28日", "等通知") })).text()
    expect(page).toContain("没有看懂「等通知」")
    const fields = shown(page)
    const back = await bring(fields)
    expect(back.status).toBe(422)
    expect(await back.text()).toContain("没有看懂「等通知」")
    expect(await newestDuty(w)).toBe(0)
    await done(bring({ ...fields, "row-when": ["每季度", ""] }))
    expect(await dutyOf(w)).toMatchObject({ timing: "rhythm", rhythm: "quarterly" })
    expect(await newestDuty(w)).toBe(2)
  })

  test("what goes out as .xlsx comes back as it was", async () => {
    await done(
      enterDuty(w, { leads: ["1", "2"], first: "2", timing: "range", fromOn: "2026-03-01", untilOn: "2026-03-31" }),
    )
    await done(enterDuty(w, { content: "无屏", applies: "no", why: "没有电子显示屏" }))
    const bytes = new Uint8Array(await (await w.as("wang").post(`${LIST}.xlsx?unit=1`)).arrayBuffer())
    const sent = multipart({ unit: "1", pasted: "" }, { file: [{ name: "清单.xlsx", bytes }] })
    const page = await (await w.as("wang").post(`${LIST}/reading`, sent)).text()
    await done(bring(shown(page)))
    const wordsOf = async (id: number) => {
      const { content, laws, applies, why, audience, ways, timing, fromOn, untilOn, leadIds, firstId, ...rest } =
        (await dutyOf(w, id)) ?? missing()
      const { department, person, standard, measures, indicator, target, targetUnit } = rest
      const told = { content, laws, applies, why, audience, ways, leadIds, firstId, department, person }
      return { ...told, timing, fromOn, untilOn, standard, measures, indicator, target, targetUnit }
    }
    expect(await wordsOf(3)).toEqual(await wordsOf(1))
    expect(await wordsOf(4)).toEqual(await wordsOf(2))
  })

  test("nothing chosen, nothing ticked, another unit: each is said", async () => {
    expect(await (await read({ pasted: "" })).text()).toContain("请选择清单文件，或粘贴表格")
    expect(await (await read({ pasted: "没有表格" })).text()).toContain("没有找到责任清单的表格")
    expect((await read({ unit: "2" })).status).toBe(422)
    const fields = shown(await (await read({})).text())
    const none = await bring({ ...fields, take: [] })
    expect(none.status).toBe(422)
    expect(await none.text()).toContain("请至少勾选一项")
    expect((await bring({ ...fields, unit: "2" })).status).toBe(422)
    expect((await bring({ ...fields, "row-department": ["科".repeat(81), ""] })).status).toBe(422)
    expect(await newestDuty(w)).toBe(0)
  })

  test("into a list that was sent nothing is brought", async () => {
    const fields = shown(await (await read({})).text())
    await done(enterDuty(w))
    await fileList(w)
    await refused(w, () => read({}), 409)
    await refused(w, () => bring(fields), 409, /已经报送/)
    await refused(w, () => bring(fields, "boss"), 403)
    await refused(w, () => bring(fields, "zhao"), 404)
  })
})
