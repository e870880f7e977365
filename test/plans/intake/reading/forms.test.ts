import { describe, expect, test } from "vitest"
import { readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { doubtsOf, tasksOf } from "#test/plans/intake/files/compact.ts"

const sectionsOf = (source: string) => readPlan(source).sections.map(({ label, text }) => `${label}${text}`)

describe("where a task begins and ends", () => {
  test("an item with several assignments is as many tasks, and only the first has its number", () => {
    const item = "（一）推进公开。公布规划。（甲局负责）公布预算。（乙局负责）公布名录。（丙局负责）"
    expect(tasksOf(`一、公开\n${item}`)).toEqual([
      "（一）推进公开。公布规划。 → 责任 甲局",
      "公布预算。 → 责任 乙局",
      "公布名录。 → 责任 丙局",
    ])
  })

  test("paragraphs under a heading of their own line are tasks, where another heading has several", () => {
    const source =
      "一、支持平台\n建平台。（责任单位：甲局）\n上平台。（责任单位：乙局）\n二、支持安全\n保安全。（责任单位：丙局）"
    expect(tasksOf(source)).toEqual(["建平台。 → 责任 甲局", "上平台。 → 责任 乙局", "保安全。 → 责任 丙局"])
    expect(sectionsOf(source)).toEqual(["一、支持平台", "二、支持安全"])
  })

  test("with one paragraph under each, the heading begins the task", () => {
    const source = "一、支持平台\n建平台，扩范围。（责任单位：甲局）\n二、支持安全\n保安全，防事故。（责任单位：丙局）"
    expect(tasksOf(source)).toEqual([
      "一、支持平台⏎建平台，扩范围。 → 责任 甲局",
      "二、支持安全⏎保安全，防事故。 → 责任 丙局",
    ])
    expect(sectionsOf(source)).toEqual([])
  })

  test("both levels of a plan are tasks where both name units", () => {
    const source = "一、放开\n（一）减负担。（甲部牵头）具体措施：1．清收费。（乙部负责）2．退押金。（丙部负责）"
    expect(tasksOf(source)).toEqual([
      "（一）减负担。 → 牵头 甲部",
      "1．清收费。 → 责任 乙部",
      "2．退押金。 → 责任 丙部",
    ])
  })

  test("an item without units heads the sub-items that have them", () => {
    const source = "一、建设\n（一）归集信息。主要有：1.企业信息。〔甲局牵头〕2.个人信息。〔乙局牵头〕"
    expect(tasksOf(source)).toEqual(["1.企业信息。 → 牵头 甲局", "2.个人信息。 → 牵头 乙局"])
    expect(sectionsOf(source)).toEqual(["一、建设", "（一）归集信息。主要有："])
  })

  test("sub-items closed together are the words of one task", () => {
    const source =
      "一、关于学习的问题\n整改措施：\n1.定计划。\n2.抓研讨。\n整改时限：长期坚持\n牵头科室：党办\n二、关于项目的问题\n整改措施：\n1.改办法。\n2.查项目。\n整改时限：9月底前\n牵头科室：财务科"
    expect(tasksOf(source)).toEqual([
      "一、关于学习的问题⏎整改措施：⏎1.定计划。⏎2.抓研讨。 → 牵头 党办；时限 长期坚持",
      "二、关于项目的问题⏎整改措施：⏎1.改办法。⏎2.查项目。 → 牵头 财务科；时限 9月底前",
    ])
  })

  test("sub-items that are counted through all groups are tasks with the units of their group", () => {
    const source =
      "一、大气\n1.治企业。\n2.控扬尘。\n责任单位：甲局\n二、碧水\n3.治黑臭。\n4.查排口。\n责任单位：乙局、丙局"
    expect(tasksOf(source)).toEqual([
      "1.治企业。 → 责任 甲局",
      "2.控扬尘。 → 责任 甲局",
      "3.治黑臭。 → 责任 乙局 丙局",
      "4.查排口。 → 责任 乙局 丙局",
    ])
    expect(sectionsOf(source)).toEqual(["一、大气", "二、碧水"])
    expect(doubtsOf(source)).toEqual([])
    const inLine = source
      .replaceAll("\n责任单位：甲局", "（责任单位：甲局）")
      .replace("\n责任单位：乙局、丙局", "（乙局负责）")
    expect(tasksOf(inLine)).toHaveLength(4)
    expect(doubtsOf(inLine)).toEqual([
      "3 责任单位写在本部分最后一项之后，已作为各项共有读入，请核对",
      "6 责任单位写在本部分最后一项之后，已作为各项共有读入，请核对",
    ])
  })

  test("and so are those below a heading with units", () => {
    const source =
      "改革要点\n一、投融资\n责任单位：甲局\n1.改体制。\n2.推重组。\n二、民生\n责任单位：乙局、丙局\n3.扩养老。\n全区上下要抓好落实。"
    expect(tasksOf(source)).toEqual(["1.改体制。 → 责任 甲局", "2.推重组。 → 责任 甲局", "3.扩养老。 → 责任 乙局 丙局"])
    expect(readPlan(source).closing).toBe("全区上下要抓好落实。")
  })

  test("clauses that end in brackets with nothing but who are tasks, where there are several", () => {
    const item = "1.优服务。①建窗口（区政务局）；②减材料（区人社局、区财政局，6月底前）；③上平台（区数据局）。"
    expect(tasksOf(`一、任务\n${item}`)).toEqual([
      "①建窗口 → 责任 区政务局",
      "②减材料 → 责任 区人社局 区财政局；时限 6月底前",
      "③上平台 → 责任 区数据局",
    ])
    const named = "1.优服务，涉及区文旅局（区文物局）；区教育局（区体育局）；区民政局（区老龄办）。（甲局负责）"
    expect(tasksOf(named)).toHaveLength(1)
  })

  test("a dash before the units belongs to neither", () => {
    expect(tasksOf("（一）建平台——责任单位：甲局")).toEqual(["（一）建平台 → 责任 甲局"])
  })

  test.each([
    ["1.1建平台。责任部门：信息部\n1.2迁中心。责任部门：信息部", ["1.1", "1.2"]],
    ["1.建1.5万亩田。（甲局负责）\n2.2025年底前验收。（乙局负责）", ["1.", "2."]],
    ["问题1：学习不够。\n责任部门：党办\n问题2：项目缓慢。\n责任部门：财务部", ["问题1：", "问题2："]],
    ["任务一：修道路\n新改建80公里。\n牵头单位：甲局", ["任务一："]],
    ["任务1 保就业\n内容：新增1500人。\n牵头单位：甲局", ["任务1"]],
    ["项目3个、任务5项全部落地。（甲局负责）", [""]],
    ["1.项目建设提速。（甲局负责）\n2.目标考核从严。（乙局负责）", ["1.", "2."]],
    [
      "一、任务（一）甲事。（甲局负责）（二）乙事。（乙局负责）（四）丁事。（丁局负责）",
      ["（一）", "（二）", "（四）"],
    ],
  ])("the numbers of %j", (source, labels) => {
    expect(readPlan(source).tasks.map(({ label }) => label)).toEqual(labels)
  })

  test("units in the heading have the words that follow it", () => {
    const source =
      "治理方案\n一、强组织（牵头单位：甲部）\n1.健全体系。\n2.选好干部。\n二、优服务（牵头单位：乙局）\n1.建中心。\n2.减材料。\n全市各级要抓好落实。"
    expect(tasksOf(source)).toEqual([
      "一、强组织⏎1.健全体系。⏎2.选好干部。 → 牵头 甲部",
      "二、优服务⏎1.建中心。⏎2.减材料。 → 牵头 乙局",
    ])
    expect(readPlan(source).closing).toBe("全市各级要抓好落实。")
  })

  test("duties without a phrase beside phrases are no tasks", () => {
    const source =
      "一、任务\n（一）甲事。（甲局负责）\n二、保障\n（一）加强领导。甲局负责统筹，各部门要配合。\n附件：清单"
    expect(tasksOf(source)).toEqual(["（一）甲事。 → 责任 甲局"])
    expect(doubtsOf(source)).toEqual([])
  })

  test("headings, items and phrases are found in a text without any breaks", () => {
    const source =
      "各区人民政府：《某市养老工作方案》已经市政府同意，现印发给你们。某市政府2026年3月1日某市养老工作方案为做好养老工作，制定本方案。一、总体要求（一）指导思想。以人为本。二、主要任务（一）建食堂。1．选址。（责任单位：甲局）2．运营。2026年6月底前开业。（责任单位：乙局）（二）建床位。新建1.5万张。（责任单位：丙局）"
    expect(readPlan(source).title).toBe("某市养老工作方案")
    expect(readPlan(source).preamble).toBe("为做好养老工作，制定本方案。")
    expect(sectionsOf(source)).toEqual(["二、主要任务", "（一）建食堂。"])
    expect(tasksOf(source)).toEqual([
      "1．选址。 → 责任 甲局",
      "2．运营。2026年6月底前开业。 → 责任 乙局",
      "（二）建床位。新建1.5万张。 → 责任 丙局",
    ])
    expect(doubtsOf(source)).toEqual([
      "1 任务没有分行，按编号和标点断开，请核对",
      "1 文中写有「2026年6月底前开业」，请核对是不是完成时限",
    ])
  })

  test("a numeral in a sentence numbers nothing", () => {
    expect(tasksOf("（一）改写函数f(1)的说明。（甲局负责）")).toEqual(["（一）改写函数f(1)的说明。 → 责任 甲局"])
    const source = "（一）依据《办法（一）》第三条（二）项，建3个中心、2.5万个车位（含1.充电桩）。（甲局负责）"
    expect(tasksOf(source)).toEqual([
      "（一）依据《办法（一）》第三条（二）项，建3个中心、2.5万个车位（含1.充电桩）。 → 责任 甲局",
    ])
  })
})

describe("sentences that assign", () => {
  test("the unit in front of its duty", () => {
    const source = "三、职责\n（一）市公安局：管理证件。\n（二）市教育局、市体育局：安排入学。保障升学。"
    expect(tasksOf(source)).toEqual([
      "（一）管理证件。 → 责任 市公安局",
      "（二）安排入学。保障升学。 → 责任 市教育局 市体育局",
    ])
    expect(doubtsOf(source)).toEqual(["2 本文没有单独标注责任单位，任务和单位按行文推断，请逐条核对"])
  })

  test("the unit as the subject", () => {
    const source =
      "一、用好目录\n由市工信局牵头，市住建局配合，指导企业认证。由市住建局、市水务局编制名录，每年更新。企业要加强管理。"
    expect(tasksOf(source)).toEqual([
      "由市工信局牵头，市住建局配合，指导企业认证。 → 牵头 市工信局；配合 市住建局",
      "由市住建局、市水务局编制名录，每年更新。 → 责任 市住建局 市水务局",
    ])
  })

  test("one sentence for several, parted by semicolons", () => {
    const source = "三、保障\n民政部门牵头做好衔接；财政部门做好资金保障，加强监管；残联会同有关部门核查情况。"
    expect(tasksOf(source)).toEqual([
      "民政部门牵头做好衔接； → 牵头 民政部门",
      "财政部门做好资金保障，加强监管； → 责任 财政部门",
      "残联会同有关部门核查情况。 → 牵头 残联；配合 有关部门",
    ])
  })

  test("a sentence that says nothing but who closes the words before it", () => {
    const source = "一、任务\n（一）办宣传周。由法规科牵头，各科室配合。\n（二）学法律。具体工作由人事科负责。"
    expect(tasksOf(source)).toEqual(["（一）办宣传周。 → 牵头 法规科；配合 各科室", "（二）学法律。 → 责任 人事科"])
  })

  test("helpers behind a clause that leads", () => {
    const source = "由甲局牵头，会同乙局、丙局制定办法，5月报审。由丁局负责落实资金。"
    expect(tasksOf(source)[0]).toBe("由甲局牵头，会同乙局、丙局制定办法，5月报审。 → 牵头 甲局；配合 乙局 丙局")
    const behind = "由甲局牵头，3月前完成预审，乙局配合。由丁局负责落实资金。"
    expect(tasksOf(behind)[0]).toBe("由甲局牵头，3月前完成预审，乙局配合。 → 牵头 甲局；配合 乙局")
    const joined = "甲局会同监管部门将运营单位纳入管理体系。乙局负责监督运行。"
    expect(tasksOf(joined)[0]).toBe("甲局会同监管部门将运营单位纳入管理体系。 → 责任 甲局")
  })

  test("the unit as the heading of its items", () => {
    const source =
      "任务分解\n一、市财政局\n1.压支出。\n2.管专项。\n二、各县（市、区）人民政府\n1.禁焚烧。\n三、办公室牵头任务（1项）\n1.办会议。\n请抓好落实。"
    expect(tasksOf(source)).toEqual([
      "1.压支出。 → 责任 市财政局",
      "2.管专项。 → 责任 市财政局",
      "1.禁焚烧。 → 责任 各县（市、区）人民政府",
      "1.办会议。 → 牵头 办公室",
    ])
    expect(sectionsOf(source)).toEqual(["一、市财政局", "二、各县（市、区）人民政府", "三、办公室牵头任务（1项）"])
    expect(doubtsOf(source)).toHaveLength(1)
    const others =
      "一、总体要求\n1.强组织。\n二、主要任务\n1.建平台。\n三、市财政局\n1.管资金。\n四、市审计局\n1.查资金。"
    expect(tasksOf(others)).toEqual([])
  })

  test("what has articles is no plan", () => {
    const source =
      "某办法\n第一条 为加强管理，制定本办法。\n第二条 财政部门负责安排资金。\n第三条 公安部门负责查处违法行为。\n第四条 交通部门负责审核资质。\n第五条 本办法自印发之日起施行。"
    expect(tasksOf(source)).toEqual([])
    expect(tasksOf(source.replace(/第.条 /g, ""))).toHaveLength(3)
  })

  test("duties of everybody make no plan", () => {
    const source =
      "关于做好工作的通知\n各部门要高度重视。各牵头部门负责制定方案。市数据局将跟踪督促。配合部门要积极协助。"
    expect(tasksOf(source)).toEqual([])
    expect(doubtsOf(source)).toEqual(["1 没有读到任务，请确认粘贴的是含有责任单位的分工方案正文或附件"])
  })
})

describe("tables in a text", () => {
  const ROWS = [
    "1 → 责任",
    "1建产业园，配设施 → 牵头 市工信局；责任 市财政局 市资源局；时限 2026年12月",
    "2育企业 → 牵头 市农业局；责任 市商务局；时限 2026年6月",
    "3改小区 → 牵头 市住建局；责任 各区政府；时限 长期坚持",
  ].slice(1)

  test("with tabs, as pasted from a spreadsheet", () => {
    const source = `任务分解表
序号\t工作任务\t牵头单位\t责任单位\t完成时限\t备注
1\t建产业园，配设施\t市工信局\t市财政局、市资源局\t2026年12月\t
2\t育企业\t市农业局\t市商务局\t2026年6月\t重点
3\t改小区\t市住建局\t各区政府\t长期坚持\t`
    expect(tasksOf(source)).toEqual(ROWS)
    expect(readPlan(source).title).toBe("任务分解表")
    expect(doubtsOf(source)).toEqual([])
  })

  test("a cell of several lines does not break its row", () => {
    const source =
      '序号\t任务\t牵头单位\t责任单位\n1\t建园区\n配设施\t甲局\t乙局\n2\t"育企业\n引人才"\t丙局\t丁局\n3\t改小区\t戊局\t'
    expect(tasksOf(source)).toEqual([
      "1建园区⏎配设施 → 牵头 甲局；责任 乙局",
      "2育企业⏎引人才 → 牵头 丙局；责任 丁局",
      "3改小区 → 牵头 戊局",
    ])
    expect(readPlan(source).tasks.map(({ lines }) => lines)).toEqual([
      { from: 2, to: 3 },
      { from: 4, to: 5 },
      { from: 6, to: 6 },
    ])
    const spaced =
      "任务清单\n序号 任务名称 责任科室 责任人 完成时限\n1 排纠纷 法治办 刘某 每月\n2 演 练 应急办 陈某 5月"
    expect(tasksOf(spaced)).toEqual(["1排纠纷 → 责任 法治办；时限 每月", expect.stringContaining("2演")])
    expect(doubtsOf(spaced)).toContain("4 这一行的单元格比表头多，请核对")
    const short = "序号\t任务\t责任单位\t时限\n1\t建园区\n2\t育企业\t甲局\n3\t改小区\t乙局\t6月"
    expect(tasksOf(short)).toEqual(["1建园区 → ", "2育企业 → 责任 甲局", "3改小区 → 责任 乙局；时限 6月"])
  })

  test("merged cells and rows that head others give the sections", () => {
    const source = `序号\t类别\t任务\t责任单位
1\t产业\t建园区\t甲局
2\t\t育企业\t乙局
3\t民生\t改小区\t丙局
二、重点项目
4\t\t修道路\t丁局`
    const { sections, tasks } = readPlan(source)
    expect(sections.map(({ text }) => text)).toEqual(["产业", "民生", "重点项目"])
    expect(tasks.map(({ section }) => section)).toEqual([0, 0, 1, 2])
  })

  test("with spaces, as taken from a PDF, where a cell was printed above and below its row", () => {
    const source = `表1 任务清单
任务序号  任务名称  牵头单位  完成时限  进展情况
1  编规划  甲区政府  2026.12  已完成
长期  长期推进，已取得
2  治环境  乙区政府
（三年）  阶段成果
3  建机制  丙局  长期  推进中

22 页脚`
    expect(tasksOf(source)).toEqual([
      "1编规划 → 牵头 甲区政府；时限 2026.12",
      "2治环境 → 牵头 乙区政府；时限 长期（三年）",
      "3建机制 → 牵头 丙局；时限 长期",
    ])
    expect(readPlan(source).title).toBe("任务清单")
    expect(doubtsOf(source)).toEqual(["4 这一行的单元格在原文中换了行，请核对"])
  })

  test("with every cell in a line of its own", () => {
    const source =
      "任务分解表\n序号\n工作任务\n牵头单位\n责任单位\n完成时限\n1\n建产业园，配设施\n市工信局\n市财政局、市资源局\n2026年12月\n2\n育企业\n市农业局\n市商务局\n2026年6月\n3\n改小区\n市住建局\n各区政府\n长期坚持\n注：时限为最迟。"
    expect(tasksOf(source)).toEqual(ROWS)
    expect(doubtsOf(source)).toEqual([])
  })

  test("with nothing at all between the cells", () => {
    const source =
      "附件重点任务分工序号工 作 任 务负 责 单 位时间进度备注一、主要任务1建用地不少于0.1公顷的设施市住建局（牵头）、市民政局和各区政府、园区管委会2026年4季度启动2提供助餐、助医等服务市民政局（牵头）、市卫健委、市住建局2026年2季度启动二、保障3开展活动市文旅局（牵头）、市民政局持续实施"
    expect(tasksOf(source)).toEqual([
      "1建用地不少于0.1公顷的设施 → 牵头 市住建局；责任 市民政局 各区政府 园区管委会；时限 2026年4季度启动",
      "2提供助餐、助医等服务 → 牵头 市民政局；责任 市卫健委 市住建局；时限 2026年2季度启动",
      "3开展活动 → 牵头 市文旅局；责任 市民政局；时限 持续实施",
    ])
    expect(sectionsOf(source)).toEqual(["一、主要任务", "二、保障"])
    expect(readPlan(source).title).toBe("重点任务分工")
  })
})

describe("text that the page broke", () => {
  const wrapped = (source: string, width: number) =>
    source.replace(new RegExp(`[^\\n]{${width}}(?!\\n|$)`, "g"), "$&\n")
  const source = `某市完善公共服务体系促进城乡均衡发展工作方案
为贯彻落实《国务院关于推进公共服务均等化的指导意见》（国发〔2026〕3号）精神，结合实际，制定本方案。
一、主要任务
（一）扩大养老服务供给。新建社区食堂一百个、日间照料中心三十个，培训护理人员一千人次。（责任单位：市民政局、市财政局、东湖示范区管委会）
（二）优化医疗资源布局。推进医联体建设，完善分级诊疗，实现基层首诊率逐年提高。（市卫生健康委牵头，市医保局、各县（市、区）人民政府配合，2026年底前完成）
（三）办好家门口的学校。新建公办幼儿园十所，改造薄弱学校二十所，开展教师轮岗交流。（责任单位：市教育局、市住房城乡建设局）`

  test.each([20, 26, 33])("at %i characters reads as if it were not", (width) => {
    expect(wrapped(source, width)).not.toBe(source)
    expect(tasksOf(wrapped(source, width))).toEqual(tasksOf(source))
    expect(readPlan(wrapped(source, width)).title).toBe(readPlan(source).title)
    expect(tasksOf(source)).toHaveLength(3)
  })
})

describe("title and number", () => {
  const body = "\n一、任务\n（一）甲事。（甲局负责）"

  test.each([
    ["the first line", "某市2026年工作要点", "某市2026年工作要点", null],
    [
      "a title over two lines, with a number",
      "某省政府关于做好\n促进就业工作的意见\n某政发〔2026〕3号\n各市政府：\n现提出意见。",
      "某省政府关于做好促进就业工作的意见",
      "某政发〔2026〕3号",
    ],
    [
      "what a notice hands out, where it stands again",
      '某政办发〔2026〕2 号\n各区政府：\n现将《2026年“数字”要点》印发给你们。\n某办公室\n2026年1月1日\n2026年"数字"要点\n为做好工作，制定本要点。',
      '2026年"数字"要点',
      "某政办发〔2026〕2号",
    ],
    [
      "what a notice hands out in an attachment",
      "某办函〔2026〕5号\n各单位：\n为落实《某省方案》（某发〔2025〕1号），现将《某市清单》印发给你们。",
      "某市清单",
      "某办函〔2026〕5号",
    ],
    [
      "a bracketed number",
      "某厅关于印发方案的通知\n（某秘〔2026〕8号）\n各市政府：\n请落实。",
      "某厅关于印发方案的通知",
      "某秘〔2026〕8号",
    ],
    [
      "title, number and address run together",
      "某市政府关于加快发展的意见某府发〔2026〕17号各区县政府：为加快发展，提出意见。",
      "某市政府关于加快发展的意见",
      "某府发〔2026〕17号",
    ],
    [
      "a title that quotes another, and goes without 现将",
      "某办〔2026〕6号\n各单位：\n《关于对接〈伙伴协定〉（RCEP） 的意见》现印发给你们。\n2026年1月1日\n关于对接《伙伴协定》（RCEP）的意见\n为做好工作，提出意见。",
      "关于对接《伙伴协定》（RCEP）的意见",
      "某办〔2026〕6号",
    ],
    [
      "a title whose end stands in the next line",
      "某市养老服务三年行动\n任务分工方案\n为做好工作，制定本方案。",
      "某市养老服务三年行动任务分工方案",
      null,
    ],
    [
      "a title behind the number of an attachment",
      "附件1：\n“十五五”规划重点任务分工",
      "“十五五”规划重点任务分工",
      null,
    ],
    [
      "a title, and a heading of another",
      "某市2026年重点工作任务\n关于养老服务的方案\n为做好工作，制定本方案。",
      "某市2026年重点工作任务",
      null,
    ],
    ["only an address", "各区县政府：\n为做好工作，根据某省意见（某发〔2026〕4号）要求，提出意见。", null, null],
  ])("%s", (_, head, title, number) => {
    const read = readPlan(head + body)
    expect([read.title, read.docNumber]).toEqual([title, number])
    expect(read.tasks).toHaveLength(1)
  })

  test("what a web page prints around the document is no part of it", () => {
    const page = `首页>政务公开\n发布时间：2026-01-01\n某市工作方案\n一、任务\n（一）甲事，乙\n— 2 —\n事。（甲局负责）\n（二）丙事。（甲局负责）\n本方案自印发之日起施行。\n某市政府\n2026年1月1日\n（此件公开发布）\n分享到：`
    expect(tasksOf(page)[0]).toBe("（一）甲事，乙事。 → 责任 甲局")
    expect(readPlan(page)).toMatchObject({ title: "某市工作方案", closing: "本方案自印发之日起施行。" })
  })

  test("the residue of a Word bookmark does not hide the number of an item", () => {
    expect(tasksOf("[bookmark: _GoBack]　　1.甲事。\n牵头单位：甲局")).toEqual(["1.甲事。 → 牵头 甲局"])
  })
})

describe("doubts", () => {
  test.each([
    [
      "an item among tasks without units",
      "（一）甲事。（甲局负责）\n（二）乙事。\n（三）丙事。（丙局负责）",
      "2 （二）没有读到责任单位",
    ],
    [
      "an item behind the tasks without units",
      "（一）甲事。（甲局负责）\n（二）乙事。",
      "2 （二）没有读到责任单位，未作为任务",
    ],
    [
      "a number that is missing",
      "（一）甲事。（甲局负责）\n（三）丙事。（丙局负责）",
      "2 编号从（一）到（三）不连续，请核对是否漏读",
    ],
    [
      "words behind a task that nothing closes",
      "（一）甲事。（甲局负责）乙事。\n（二）丙事。（丙局负责）",
      "1 这段话没有读到责任单位，未作为任务",
    ],
    ["a name that looks like none", "（一）甲事。\n责任单位：甲局、另行通知", "2 「另行通知」不像单位名称，请核对"],
    ["a unit named twice", "（一）甲事。\n责任单位：甲局、乙局、甲局", "2 单位「甲局」重复出现，只保留一次"],
    [
      "a bracket left open",
      "（一）甲事（责任单位：甲局、乙局\n（二）乙事。（乙局负责）",
      "1 责任单位的括号没有闭合，读到行末为止",
    ],
    [
      "a note about the units",
      "（一）甲事。（甲部指导，试点市政府落实。以下均需落实，不再列出）",
      "1 责任单位后的说明没有读入：以下均需落实，不再列出",
    ],
    ["units without words", "（一）\n责任单位：甲局", "2 责任单位前没有读到任务内容"],
    ["bodies that only watch", "（一）甲事。\n责任单位：甲局\n督办单位：督查室", "3 「督办单位：督查室」没有读入"],
    ["a bracket left in a name", "（一）甲事。\n责任单位：甲局）、乙局", "2 「甲局）」不像单位名称，请核对"],
  ])("%s", (_, source, doubt) => {
    expect(doubtsOf(source)).toEqual([doubt])
  })

  test("the item without units is still a task, so that nothing is lost", () => {
    expect(tasksOf("（一）甲事。（甲局负责）\n（二）乙事。\n（三）丙事。（丙局负责）")).toContain("（二）乙事。 → ")
  })

  test("numbers that begin again behind a covering notice are no gap", () => {
    const source =
      "通知如下：\n一、加强宣传。\n二、抓好落实。\n若干措施\n一、甲事。（甲局负责）\n二、乙事。（乙局负责）"
    expect(doubtsOf(source)).toEqual([])
  })
})
