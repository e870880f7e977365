import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { blocksOf } from "#src/plans/intake/layout/lines_to_blocks.ts"
import { planOf, readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { doubtsOf, tasksOf, unitsOf } from "#test/plans/intake/files/compact.ts"

const notesOf = (source: string) => readPlan(source).notes.map(({ quote }) => quote)

test.each(["（此件发至县直各单位）", "（此件公开发布）", "（抄送：县委办公室、县人大办公室）"])(
  "to whom a document goes is no task: %s",
  (note) => {
    expect(tasksOf(`（一）设窗口。（甲局负责）\n（二）办手续。（乙局负责）\n${note}`)).toEqual([
      "（一）设窗口。 → 责任 甲局",
      "（二）办手续。 → 责任 乙局",
    ])
  },
)

describe("names that are known beforehand", () => {
  const KNOWN = ["甲科委、乙园管委会", "甲科委", "丙委和丁办"]
  const unitsWith = (source: string, known: string[]) =>
    planOf({ text: source, blocks: blocksOf(source) }, known).tasks.map(({ units }) => units.map(({ name }) => name))

  test("hold together in a bracket, behind a label, in a sentence and in a table", () => {
    const sources = [
      "（一）设窗口。（甲科委、乙园管委会、戊局负责）",
      "（一）设窗口。\n责任单位：甲科委、乙园管委会、戊局",
      "一、成员单位职责\n1.甲科委、乙园管委会、戊局：设窗口，办好手续。\n2.庚局：办好手续。",
      "序号\t任务\t责任单位\n1\t设窗口，办好手续\t甲科委、乙园管委会、戊局\n2\t办手续\t戊局",
    ]
    for (const source of sources) {
      expect(unitsWith(source, KNOWN)[0]).toEqual(["甲科委、乙园管委会", "戊局"])
      expect(unitsWith(source, [])[0]).toEqual(["甲科委", "乙园管委会", "戊局"])
    }
    expect(unitsWith("（一）设窗口。（丙委和丁办牵头，戊局配合）", KNOWN)[0]).toEqual(["丙委和丁办", "戊局"])
  })

  test("hold together whatever parts them, the longest first, and whatever signs they have", () => {
    for (const name of ["丙委与丁办", "丙委及丁办", "甲委、乙办、丙局", "A+甲委、乙办"]) {
      const source = `（一）设窗口。（${name}、戊局负责）`
      expect(unitsWith(source, ["甲委、乙办", name])[0], name).toEqual([name, "戊局"])
    }
    expect(unitsWith("（一）设窗口。（丙委、丁办、戊局负责）", ["丙委、 丁办", "*甲委、乙办"])[0]).toEqual([
      "丙委、丁办",
      "戊局",
    ])
  })

  test("change nothing else: texts, places and doubts are as they were printed", () => {
    const source = "关于甲科委、乙园管委会的分工方案\n（一）与甲科委、乙园管委会会商。（戊局负责；视会议规模确定份数）"
    expect(planOf({ text: source, blocks: blocksOf(source) }, KNOWN)).toEqual(readPlan(source))
  })
})

describe("a clause of doers with words that nobody listed", () => {
  test.each([
    ["（甲局、乙局按片区包干负责，年底前完成）", "责任 甲局 乙局；时限 年底前完成"],
    ["（各街道按网格负责，长期坚持）", "责任 各街道；时限 长期坚持"],
    ["（甲局牵头，乙局、丙局等部门分头负责）", "牵头 甲局；责任 乙局 丙局"],
    ["（甲局总牵头，乙局协同）", "牵头 甲局；配合 乙局"],
    ["（甲局牵头起草，乙局配合做好测算）", "牵头 甲局；配合 乙局"],
    ["（甲局会同有关单位研究提出）", "牵头 甲局；配合 有关单位"],
    ["（甲局等和各乡镇人民政府负责）", "责任 甲局 各乡镇人民政府"],
    ["（甲局牵头，乙局、各街道等部门单位配合）", "牵头 甲局；配合 乙局 各街道"],
    ["（县直相关部门和单位及各乡镇负责）", "责任 县直相关部门和单位 各乡镇"],
    ["（各县党委、政府负责，甲厅配合）", "责任 各县党委、政府；配合 甲厅"],
    ["（属地责任：各区政府；监管责任：甲局）", "责任 各区政府 甲局"],
    ["（甲局主责，乙公司支撑）", "牵头 甲局；配合 乙公司"],
  ])("%s", (phrase, read) => {
    expect(unitsOf(phrase)).toBe(read)
  })

  test("a clause that is about something else is told, and the rest counts", () => {
    const source = "（一）备材料。（甲处负责，乙处配合；视会议规模确定份数）"
    expect(tasksOf(source)).toEqual(["（一）备材料。 → 责任 甲处；配合 乙处"])
    expect(readPlan(source).warnings).toMatchObject([{ line: 1, quote: "视会议规模确定份数" }])
  })

  test("a bracket that ends in an act closes what stands before it, with or without a stop", () => {
    const source = "1.扩面提质。覆盖率达到95%（甲局牵头）压减成本。每季通报。（乙局负责）2.建绿道（丙局负责）"
    expect(tasksOf(source)).toEqual([
      "1.扩面提质。覆盖率达到95% → 牵头 甲局",
      "压减成本。每季通报。 → 责任 乙局",
      "2.建绿道 → 责任 丙局",
    ])
    expect(tasksOf("1.用好协调机制（甲局牵头），每月会商。（乙局负责）")).toEqual([
      "1.用好协调机制（甲局牵头），每月会商。 → 责任 乙局",
    ])
  })

  test("an item may end with a sentence that says who and by when", () => {
    const source =
      "1.画地图。收集数据，按月更新。东、西公司牵头，北公司配合，10月底前完成试点。\n2.降故障。逐条分析。西公司牵头。"
    expect(tasksOf(source)).toEqual([
      "1.画地图。收集数据，按月更新。 → 牵头 东 西公司；配合 北公司；时限 10月底前完成试点",
      "2.降故障。逐条分析。 → 牵头 西公司",
    ])
  })
})

describe("numbers in text without breaks", () => {
  test("headings run into their first items", () => {
    const source =
      "某方案一、修堤1.查险段。（责任单位：甲局）二、备料2.清仓库。（责任单位：乙局）3.签协议。（责任单位：丙局）"
    const { tasks, sections } = readPlan(source)
    expect(tasks.map(({ label }) => label)).toEqual(["1.", "2.", "3."])
    expect(sections.map(({ label, text }) => `${label}${text}`)).toEqual(["一、修堤", "二、备料"])
  })

  test("a paste begins in the middle", () => {
    const source =
      "六、优服务（二十）减环节。（甲局负责）（二十一）缩时限。（乙局负责）七、强监管（二十二）晒结果。（甲局负责）"
    expect(readPlan(source).tasks.map(({ label }) => label)).toEqual(["（二十）", "（二十一）", "（二十二）"])
  })

  test("an odd number costs nothing behind it", () => {
    const source =
      "1.甲事。（甲局负责）\n2.乙事。（甲局负责）\n13.丙事。（甲局负责）4.丁事。（甲局负责）\n5.戊事。（甲局负责）"
    expect(readPlan(source).tasks.map(({ label }) => label)).toEqual(["1.", "2.", "13.", "4.", "5."])
  })

  test.each(["坚持统一、高效，分第一、二、三类推进。", "见附件2、附件3。", "按2至3、4至5人编组。"])(
    "none in %s",
    (words) => {
      expect(tasksOf(`1.甲事，${words}（甲局负责）`)).toEqual([`1.甲事，${words} → 责任 甲局`])
    },
  )
})

describe("the form is chosen section by section", () => {
  const BRACKETS = "一、任务\n（一）修路。（责任单位：甲局）\n（二）护路。（责任单位：乙局）\n"

  test("units in front of their duties, in a section without phrases", () => {
    const source = `${BRACKETS}二、成员单位职责\n1.甲局：管养护。\n2.乙局：管资金。`
    expect(tasksOf(source).slice(2)).toEqual(["1.管养护。 → 责任 甲局", "2.管资金。 → 责任 乙局"])
    expect(tasksOf(`${BRACKETS}二、其他\n1.甲局：管养护。（丙局负责）\n2.乙局：管资金。（丙局负责）`)).toHaveLength(4)
  })

  test("a sentence beside phrases is a note, in a section of duties a task", () => {
    const sentences = "（一）甲局负责统筹，定期通报。乙局负责落实经费。"
    expect(tasksOf(`${BRACKETS}二、保障\n${sentences}`)).toHaveLength(2)
    expect(notesOf(`${BRACKETS}二、保障\n${sentences}`)).toEqual([
      "（一）甲局负责统筹，定期通报。",
      "乙局负责落实经费。",
    ])
    expect(tasksOf(`${BRACKETS}二、职责分工\n${sentences}`)).toHaveLength(4)
  })

  test("under an article of rules a list of named bodies has tasks", () => {
    const articles = [
      "第一条定规则。",
      "第二条设组长。",
      "第三条设办公室。",
      "第四条开会。",
      "第五条成员单位职责：",
    ].join("\n")
    expect(tasksOf(`${articles}\n（一）市甲局：负责综合协调。\n（二）市乙局：负责资金。`)).toEqual([
      "（一）负责综合协调。 → 责任 市甲局",
      "（二）负责资金。 → 责任 市乙局",
    ])
  })

  test("one paragraph with a few duties counts, however long the rest is", () => {
    const source = `（一）加强领导。市甲局负责统筹；市乙局负责资金；市级相关部门负责标准。\n${"应抓好落实。".repeat(60)}`
    expect(tasksOf(source)).toEqual([
      "（一）加强领导。市甲局负责统筹； → 责任 市甲局",
      "市乙局负责资金； → 责任 市乙局",
      "市级相关部门负责标准。 → 责任 市级相关部门",
    ])
  })

  test.each([
    ["市委组织部负责培训，建档案。市委编办负责核编。", ["市委组织部", "市委编办"]],
    ["市甲部门主要负责养殖监管。各县人民政府对辖区内工作负总责。", ["市甲部门", "各县人民政府"]],
    ["甲部门负责审批；研究制定定点机构政策；鼓励综合医院合作。乙部门负责价格。", ["甲部门", "乙部门"]],
    ["县级机构编制部门负责审核。各单位负责落实本办法。县财政局负责资金。", ["县级机构编制部门", "县财政局"]],
    ["市甲局会同市乙局核定名单。市丙局负责公示。", ["市甲局", "市乙局", "市丙局"]],
  ])("who is the subject of %s", (source, names) => {
    expect(readPlan(source).tasks.flatMap(({ units }) => units.map(({ name }) => name))).toEqual(names)
  })

  test("a heading or a group that ran into the name is cut off", () => {
    expect(tasksOf("三、职责分工市甲局负责统计。市乙局负责检查。")).toEqual([
      "市甲局负责统计。 → 责任 市甲局",
      "市乙局负责检查。 → 责任 市乙局",
    ])
    const groups =
      "设工作组。（1）协调组市甲局牵头，市乙局等参与。负责汇总。（2）救援组市丙局牵头，市丁局参与。负责救援。"
    expect(tasksOf(groups)).toEqual([
      "（1）负责汇总。 → 牵头 市甲局；配合 市乙局",
      "（2）负责救援。 → 牵头 市丙局；配合 市丁局",
    ])
  })

  test("people and forms have no tasks", () => {
    const source = "（一）任务分工\n1.社区。包联干部负责走访居民。\n2.甲管理所。由分管领导负责走访商铺。"
    expect(tasksOf(source)).toEqual([
      "1.包联干部负责走访居民。 → 责任 社区",
      "2.由分管领导负责走访商铺。 → 责任 甲管理所",
    ])
    const form =
      "1.项目名称：填全称。\n2.承担单位：填写全称，加盖公章。\n二、主承办单位\n主办单位：某镇人民政府\n承办单位：镇甲站"
    expect(tasksOf(form)).toEqual([])
  })

  test("where nobody is named, tasks and mechanisms are for all who answer for it", () => {
    const source =
      "各责任单位：请落实。\n一、总体要求\n1.讲政治。\n2.顾大局。\n3.守规矩。\n二、健全机制\n1.报告机制。每年报告。\n2.公告机制。每年公告。\n3.评议机制。每年评议。\n三、组织保障\n1.强领导。\n2.强经费。\n3.强督查。"
    expect(tasksOf(source)).toEqual([
      "1.报告机制。每年报告。 → 责任 各责任主体",
      "2.公告机制。每年公告。 → 责任 各责任主体",
      "3.评议机制。每年评议。 → 责任 各责任主体",
    ])
    expect(readPlan(source).warnings[0]?.quote).toBe("二、健全机制")
    expect(tasksOf(source.replace("各责任单位：请落实。\n", ""))).toEqual([])
  })
})

describe("a date in the words of a task", () => {
  test.each([
    ["完成总结，2026年11月25日前完成。", "时限 2026年11月25日前完成", 0],
    ["力争于9月底前全面建成。", "", 1],
    ["6月底前完成招标，12月底前完成建设。", "时限 12月底前完成建设", 1],
    ["2027年底前出台办法，适时推广。", "", 1],
    ["新建2027年的项目库。", "", 0],
  ])("%s", (text, due, doubts) => {
    const source = `（一）${text}（甲局负责）`
    expect(unitsOfFirst(source)).toBe(["责任 甲局", due].filter(Boolean).join("；"))
    expect(doubtsOf(source)).toHaveLength(doubts)
  })

  test("one beside the units goes before it", () => {
    expect(unitsOfFirst("（一）2027年6月底前完成。（甲局负责，长期坚持）")).toBe("责任 甲局；时限 长期坚持")
  })
})

const unitsOfFirst = (source: string) => tasksOf(source)[0]?.split(" → ")[1]

describe("tables whose cells stand in lines of their own", () => {
  test("rows without a number, empty cells and a second column for tasks", () => {
    const source =
      "任务表\n序号\n工作事项\n主要内容\n牵头单位\n配合单位\n1\n扩来源\n每年招收一百名医生。\n各区政府\n市甲局\n推动人才到基层任职。\n各区政府\n市甲局、市乙局\n2\n优团队\n组建签约服务团队。\n市甲局\n/"
    expect(tasksOf(source)).toEqual([
      "1每年招收一百名医生。 → 牵头 各区政府；配合 市甲局",
      "推动人才到基层任职。 → 牵头 各区政府；配合 市甲局 市乙局",
      "2组建签约服务团队。 → 牵头 市甲局",
    ])
    expect(readPlan(source).sections.map(({ text }) => text)).toEqual(["扩来源", "优团队"])
  })

  test("rows that run together are cut behind a stop; what the page printed at its end is none of it", () => {
    const source =
      "分工表序号工作任务责任单位时间进度1引导银行支持。人行某市中心支行、市丙局长期坚持2设立基金。市甲局、市乙局省里出台细则后启动3鼓励捐赠。市丁局市戊办持续实施相关附件：扫一扫在手机打开当前页"
    expect(tasksOf(source)).toEqual([
      "1引导银行支持。 → 责任 人行某市中心支行 市丙局；时限 长期坚持",
      "2设立基金。 → 责任 市甲局 市乙局；时限 省里出台细则后启动",
      "3鼓励捐赠。 → 责任 市丁局 市戊办；时限 持续实施",
    ])
  })

  test("a column of progress is no deadline", () => {
    const source = "序号\t任务\t责任单位\t完成时限\t进度\n1\t甲事\t甲局\t\t60%\n2\t乙事\t乙局\t6月\t0%"
    expect(readPlan(source).tasks.map(({ deadline }) => deadline)).toEqual([null, "6月"])
  })
})

test("every doubt quotes the document, and stands in the line that it names", () => {
  const source =
    "一、任务\n（一）甲事。（甲局负责）另有说明。\n（二）乙事。\n（三）丙事。责任单位：甲局、另行通知\n（五）丁事，6月底前启动。（丁局负责）"
  const lines = source.split("\n")
  const { warnings } = readPlan(source)
  expect(warnings).toHaveLength(5)
  for (const { line, quote } of warnings) expect(lines[line - 1]).toContain(quote)
})

describe("seeds that name nobody", () => {
  const seed = (name: string) =>
    readPlan(readFileSync(new URL(`../../../../seeds/${name}.txt`, import.meta.url), "utf8"))

  test("the tasks and mechanisms of each are for all who answer for it", () => {
    const dengkou = seed("dengkou-responsibility-list").tasks
    expect(dengkou.map(({ label }) => label)).toEqual(["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8."])
    const zhongshan = seed("zhongshan-implementation-opinion")
    const mechanisms = zhongshan.tasks.filter(({ section }) => zhongshan.sections[section ?? -1]?.text === "健全机制")
    expect(mechanisms.map(({ label }) => label)).toEqual(["（一）", "（二）", "（三）", "（四）", "（五）"])
    for (const { units } of [...dengkou, ...mechanisms])
      expect(units).toEqual([{ name: "各责任主体", role: "responsible" }])
  })

  test.each(["jiangyin-evaluation", "wuhai-research"])("%s has no tasks", (name) => {
    expect(seed(name).tasks).toEqual([])
  })
})
