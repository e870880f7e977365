import { describe, expect, test } from "vitest"
import { type CellSpec, cell, docx, paragraph, run, table, xlsx } from "#test/plans/intake/files/office.ts"
import { doubtsIn, htmlBytes, linesIn, opened, planIn, sectionsIn, tasksIn } from "#test/plans/intake/files/opened.ts"

const HEAD = ["序号", "任务", "牵头单位", "配合单位", "完成时限"]
const across = (text: string, columns: number) => ({ text, properties: `<w:gridSpan w:val="${columns}"/>` })
const begins = (text: string) => ({ text, properties: '<w:vMerge w:val="restart"/>' })
const ON = { text: "", properties: "<w:vMerge/>" }
const doc = (...rows: CellSpec[][]) => docx(paragraph("某市任务分解表") + table(rows))

describe("merged cells", () => {
  test("a category over several tasks is their section", () => {
    const file = doc(
      ["类别", "任务", "责任单位"],
      [begins("一、产业"), "建园区", "甲局"],
      [ON, "育企业", "乙局"],
      ["二、民生", "改小区", "丙局"],
    )
    expect(sectionsIn(file)).toEqual(["一、产业", "二、民生"])
    expect(planIn(file).tasks.map(({ section }) => section)).toEqual([0, 0, 1])
    expect(linesIn(file)[3]).toBe("\t育企业\t乙局")
  })

  test("a unit over several tasks has them all", () => {
    const file = doc(HEAD, ["1", "建园区", begins("甲局"), "乙局", begins("6月底前")], ["2", "育企业", ON, "", ON])
    expect(tasksIn(file)).toEqual(["1建园区 → 牵头 甲局；配合 乙局；时限 6月底前", "2育企业 → 牵头 甲局；时限 6月底前"])
  })

  test("a task over several rows is one task with the units of all", () => {
    const file = doc(
      HEAD,
      [begins("1"), begins("建园区"), "甲局", "乙局", begins("6月底前")],
      [ON, ON, "丙局", "", ON],
      ["2", "育企业", "丁局", "", ""],
    )
    expect(tasksIn(file)).toEqual(["1建园区 → 牵头 甲局 丙局；配合 乙局；时限 6月底前", "2育企业 → 牵头 丁局"])
    expect(planIn(file).tasks[0]?.lines).toEqual({ from: 3, to: 4 })
  })

  test("and says so where the rows have different times", () => {
    const file = doc(HEAD, [begins("1"), begins("建园区"), "甲局", "", "6月"], [ON, ON, "丙局", "", "9月"])
    expect(tasksIn(file)).toEqual(["1建园区 → 牵头 甲局 丙局；时限 6月"])
    expect(doubtsIn(file)).toEqual(["4 同一项任务写有不同时限「6月」「9月」，只读入前一个，请核对"])
  })

  test("measures under one number and one unit are one task; with units of their own they are several", () => {
    const head = ["序号", "重点任务", "具体措施", "责任单位"]
    const one = doc(head, [begins("1"), begins("强产业"), "建园区", begins("甲局")], [ON, ON, "育企业", ON])
    expect(tasksIn(one)).toEqual(["1强产业⏎建园区⏎育企业 → 责任 甲局"])
    const two = doc(head, [begins("1"), begins("强产业"), "建园区", "甲局"], [ON, ON, "育企业", "乙局"])
    expect(tasksIn(two)).toEqual(["1强产业⏎建园区 → 责任 甲局", "强产业⏎育企业 → 责任 乙局"])
  })

  test("a row over all columns heads the rows below it", () => {
    const file = doc(
      HEAD,
      [across("一、产业", 5)],
      ["1", "建园区", "甲局", "", ""],
      [across("民生领域", 5)],
      ["2", "改小区", "乙局", "", ""],
    )
    expect(sectionsIn(file)).toEqual(["一、产业", "民生领域"])
    expect(planIn(file).tasks.map(({ section }) => section)).toEqual([0, 1])
  })

  test("a heading over two rows", () => {
    const file = doc(
      [begins("序号"), begins("任务"), across("责任分工", 2), begins("完成时限")],
      [ON, ON, "牵头单位", "配合单位", ON],
      ["1", "建园区", "甲局", "乙局", "6月"],
    )
    expect(tasksIn(file)).toEqual(["1建园区 → 牵头 甲局；配合 乙局；时限 6月"])
  })

  test("a heading over two columns of tasks", () => {
    const file = doc(["序号", across("工作任务", 2), "责任单位"], ["1", "强产业", "建园区", "甲局"])
    expect(tasksIn(file)).toEqual(["1强产业⏎建园区 → 责任 甲局"])
  })

  test("a cell over two columns is said once", () => {
    const file = doc(HEAD, ["1", "建园区", across("甲局", 2), "6月"])
    expect(tasksIn(file)).toEqual(["1建园区 → 牵头 甲局；时限 6月"])
  })
})

describe("the rows of a table", () => {
  test("a heading that is repeated on the next page, and a table that was cut there", () => {
    const first = table([HEAD, ["1", "建园区", "甲局", "", ""], HEAD, ["2", "育企业", "乙局", "", ""]])
    const file = docx(first + table([["3", "改小区", "丙局", "", ""]]))
    expect(tasksIn(file)).toEqual(["1建园区 → 牵头 甲局", "2育企业 → 牵头 乙局", "3改小区 → 牵头 丙局"])
    expect(planIn(file).tasks.map(({ lines }) => lines.from)).toEqual([2, 3, 4])
  })

  test("one table after another, each under its heading line", () => {
    const head = ["序号", "任务", "责任单位"]
    const file = docx(
      `${paragraph("一、产业")}${table([head, ["1", "建园区", "甲局"]])}${paragraph("二、民生")}${table([head, ["1", "改小区", "乙局"]])}`,
    )
    expect(sectionsIn(file)).toEqual(["一、产业", "二、民生"])
    expect(planIn(file).tasks.map(({ section }) => section)).toEqual([0, 1])
  })

  test("a deleted row is gone, an inserted one is there", () => {
    const row = (change: string, cells: string[]) =>
      `<w:tr><w:trPr>${change}</w:trPr>${cells.map(cell).join("")}</w:tr>`
    const rows = [
      row("", ["任务", "责任单位"]),
      row('<w:del w:id="1"/>', ["旧事", "甲局"]),
      row('<w:ins w:id="2"/>', ["新事", "乙局"]),
    ]
    expect(tasksIn(docx(`<w:tbl>${rows.join("")}</w:tbl>`))).toEqual(["新事 → 责任 乙局"])
  })

  test("a list of units over several lines of a cell", () => {
    const file = doc(["任务", "责任单位"], ["建园区\n扩范围", "市司法局\n市财政局\n各区政府"])
    expect(tasksIn(file)).toEqual(["建园区⏎扩范围 → 责任 市司法局 市财政局 各区政府"])
  })

  test("the number before the words where no column has it", () => {
    expect(tasksIn(doc(["任务", "责任单位"], ["（一）建园区", "甲局"]))).toEqual(["（一）建园区 → 责任 甲局"])
  })

  test("a task without units is a task, and is told", () => {
    const file = doc(["任务", "责任单位"], ["建园区", "甲局"], ["育企业", ""])
    expect(tasksIn(file)).toEqual(["建园区 → 责任 甲局", "育企业 → "])
    expect(doubtsIn(file)).toEqual(["4 这一行没有读到责任单位"])
  })

  test("columns that are not read are named", () => {
    const file = doc(["任务", "责任单位", "责任领导", "备注"], ["建园区", "甲局", "张某", "重点"])
    expect(tasksIn(file)).toEqual(["建园区 → 责任 甲局"])
    expect(opened(file).notes).toEqual(["表格的这些列没有读入：责任领导、备注"])
  })

  test("the rule of who leads, said above the table", () => {
    const rows = [
      ["任务", "责任单位"],
      ["建园区", "甲局、乙局"],
    ]
    const file = docx(paragraph("责任单位中排在第一位的为牵头单位。") + table(rows))
    expect(tasksIn(file)).toEqual(["建园区 → 牵头 甲局；责任 乙局"])
  })

  test("tasks in the text and in a table may be the same", () => {
    const file = docx(
      paragraph("（一）建园区。（责任单位：甲局）") +
        table([
          ["任务", "责任单位"],
          ["建园区", "甲局"],
        ]),
    )
    expect(tasksIn(file)).toHaveLength(2)
    expect(doubtsIn(file)).toEqual(["3 正文和表格里都有任务，请核对是否重复"])
  })
})

describe("tables that are no tables of tasks", () => {
  test("one without a heading is guessed, and says so", () => {
    const file = docx(
      table([
        ["1", "建产业园，完善配套设施", "市工信局、市财政局", "2026年6月"],
        ["2", "育龙头企业", "市农业局", "长期坚持"],
      ]),
    )
    expect(tasksIn(file)).toEqual([
      "1建产业园，完善配套设施 → 责任 市工信局 市财政局；时限 2026年6月",
      "2育龙头企业 → 责任 市农业局；时限 长期坚持",
    ])
    expect(doubtsIn(file)).toEqual(["1 表格没有表头，任务、单位和时限按内容推断，请核对"])
  })

  test.each([
    [
      "a ranking",
      [
        ["名次", "乡镇", "办结率", "得分"],
        ["1", "甲镇人民政府", "102.2%", "99.1"],
        ["2", "乙乡人民政府", "98.6%", "97.4"],
        ["3", "丙街道办事处", "95%", "96.0"],
      ],
    ],
    [
      "a register",
      [
        ["编号", "管护单位", "建成日期", "里程"],
        ["1", "甲公路管理所", "2020年4月22日", "12.5"],
        ["2", "乙公路管理所", "2020年1月22日", "8"],
      ],
    ],
  ])("%s of figures and days has no tasks", (_, rows) => {
    expect(tasksIn(docx(table(rows)))).toEqual([])
  })

  test("a row of unknown headings is no task", () => {
    const rows = [
      ["次第", "干什么", "谁来干"],
      ["1", "建产业园，完善配套设施", "市工信局"],
      ["2", "育龙头企业，带动农户增收", "市农业局"],
    ]
    const file = docx(table(rows))
    expect(tasksIn(file)).toEqual([
      "1建产业园，完善配套设施 → 责任 市工信局",
      "2育龙头企业，带动农户增收 → 责任 市农业局",
    ])
    expect(doubtsIn(file)).toEqual(["2 表格没有表头，任务、单位和时限按内容推断，请核对"])
  })

  test("words that were broken before are told where they stand", () => {
    const file = docx(
      paragraph(run("一、修订\uFFFD\uFFFD办法。（市工信局负责）")) + paragraph(run("二、办好窗口。（市农业局负责）")),
    )
    expect(planIn(file).warnings.map(({ line, message, quote }) => [line, message, quote])).toEqual([
      [1, "原文件这里有乱码，请对照纸质文件补正", "一、修订\uFFFD\uFFFD办法。（市工信局负责）"],
    ])
  })

  test("one that says nothing of tasks is text, and no plan", () => {
    const file = docx(
      table([
        ["姓名", "电话"],
        ["张某", "123"],
      ]),
    )
    expect(linesIn(file)).toEqual(["姓名\t电话", "张某\t123"])
    expect(doubtsIn(file)).toEqual(["1 没有读到任务，请确认粘贴的是含有责任单位的分工方案正文或附件"])
  })

  test("a card with labels on the left", () => {
    const file = docx(
      table([
        ["（一）健全机制。", ""],
        ["牵头单位", "甲局"],
        ["完成时限", "6月底前"],
      ]),
    )
    expect(tasksIn(file)).toEqual(["（一）健全机制。 → 牵头 甲局；时限 6月底前"])
  })

  test("a page set in a table is its text", () => {
    const body = "<p>某市方案</p><p>一、任务</p><p>（一）建园区。（责任单位：甲局）</p>"
    expect(tasksIn(htmlBytes(`<table><tr><td>${body}</td></tr><tr><td></td></tr></table>`))).toEqual([
      "（一）建园区。 → 责任 甲局",
    ])
    const inner = table([
      ["任务", "责任单位"],
      ["建园区", "甲局"],
    ])
    expect(tasksIn(docx(table([[paragraph("某表") + inner]])))).toEqual(["建园区 → 责任 甲局"])
  })

  test("numbered words with units in a bracket", () => {
    const file = docx(
      table([
        ["1", "建园区。（责任单位：甲局）"],
        ["2", "育企业。（责任单位：乙局）"],
      ]),
    )
    expect(tasksIn(file)).toEqual(["1.建园区。 → 责任 甲局", "2.育企业。 → 责任 乙局"])
  })
})

describe("workbooks", () => {
  const HEADS = ["序号", "重点任务", "牵头单位", "责任单位", "配合单位", "责任领导", "完成时限", "备注"]

  test("title rows above the heading, merged categories, empty rows and columns", () => {
    const file = xlsx([
      {
        name: "Sheet1",
        rows: [
          ["某市2026年重点任务分解表"],
          ["单位：市政府办"],
          [],
          HEADS,
          ["一、产业"],
          [1, "建园区", "甲局", "乙局、丙局", null, "张某", "6月底前", null],
          [],
          [2, "育企业", "丁局"],
        ],
        merges: ["A1:H1", "A5:H5"],
      },
    ])
    expect(planIn(file).title).toBe("某市2026年重点任务分解表")
    expect(sectionsIn(file)).toEqual(["一、产业"])
    expect(tasksIn(file)).toEqual(["1建园区 → 牵头 甲局；责任 乙局 丙局；时限 6月底前", "2育企业 → 牵头 丁局"])
  })

  test.each(["任务", "工作任务", "工作内容", "重点任务", "具体措施", "任务内容", "主要任务及措施"])(
    "%s heads tasks",
    (task) => {
      for (const unit of ["牵头单位", "主办单位", "责任单位", "牵头部门", "责任单位（部门）", "牵头（责任）单位"]) {
        const rows = [
          ["序号", task, unit, "协办单位", "时限"],
          [1, "建园区", "甲局", "乙局", "6月"],
        ]
        const [only] = planIn(xlsx([{ name: "a", rows }])).tasks
        expect([only?.text, only?.units.map(({ name }) => name), only?.deadline]).toEqual([
          "建园区",
          ["甲局", "乙局"],
          "6月",
        ])
      }
    },
  )

  test("every sheet with tasks is read, the others are named", () => {
    const rows = [
      ["任务", "责任单位"],
      ["建园区", "甲局"],
    ]
    const file = xlsx([
      { name: "说明", rows: [["请先阅读本说明"]] },
      { name: "产业", rows },
      {
        name: "民生",
        rows: [
          ["任务", "责任单位"],
          ["改小区", "乙局"],
        ],
      },
      { name: "旧表", rows, state: "hidden" },
    ])
    expect(tasksIn(file)).toEqual(["建园区 → 责任 甲局", "改小区 → 责任 乙局"])
    expect(opened(file).notes).toEqual([
      "读入了 2 张工作表：「产业」、「民生」",
      "这些工作表里没有任务表，没有读入：「说明」",
      "隐藏的工作表没有读入：「旧表」",
    ])
  })
})
