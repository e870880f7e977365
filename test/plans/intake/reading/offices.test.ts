import { describe, expect, test } from "vitest"
import { planOf, readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { doubtsOf, tasksOf } from "#test/plans/intake/files/compact.ts"
import { docx, paragraph, table, xlsx } from "#test/plans/intake/files/office.ts"
import { opened } from "#test/plans/intake/files/opened.ts"

/** What offices of a county write, each kind as small as it can be. */
const compactOf = (bytes: Uint8Array) => planOf(opened(bytes)).tasks.map(({ label, text }) => `${label}${text}`)

describe("who leads in person is no unit, and hides none", () => {
  test("in a sentence at the end of an item", () => {
    expect(
      tasksOf(
        "（一）建车站。由张三同志牵头，县甲局具体负责，县乙局配合，10月底前开工。\n（二）修水库。由李四副县长牵头，县丙局负责。",
      ),
    ).toEqual(["（一）建车站。 → 责任 县甲局；配合 县乙局；时限 10月底前开工", "（二）修水库。 → 责任 县丙局"])
  })

  test("in a sentence that gives a duty", () => {
    expect(
      tasksOf("1.由张三同志牵头，县甲局负责制定方案，县乙局配合做好测算。\n2.由李四主任牵头，县丙局负责组织验收。"),
    ).toEqual([
      "1.由张三同志牵头，县甲局负责制定方案，县乙局配合做好测算。 → 责任 县甲局；配合 县乙局",
      "2.由李四主任牵头，县丙局负责组织验收。 → 责任 县丙局",
    ])
  })

  test("in a bracket, and behind each unit of a column that says so", () => {
    expect(tasksOf("（一）修路。（李四副县长牵头，县甲局负责）")).toEqual(["（一）修路。 → 责任 县甲局"])
    expect(
      tasksOf(
        "序号\t任务\t牵头单位及责任人\t配合单位\n1\t修路\t县甲局（张某）\t县乙局\n2\t修桥\t县丙局（李某某）\t县乙局",
      ),
    ).toEqual(["1修路 → 牵头 县甲局；配合 县乙局", "2修桥 → 牵头 县丙局；配合 县乙局"])
  })
})

describe("sentences of minutes", () => {
  test("a further clause may say who helps, also with what", () => {
    expect(tasksOf("1.县甲局牵头，县乙局、县丙中心配合做好筹备工作。\n2.县甲局负责改造工程，县乙局参与设计。")).toEqual(
      [
        "1.县甲局牵头，县乙局、县丙中心配合做好筹备工作。 → 牵头 县甲局；配合 县乙局 县丙中心",
        "2.县甲局负责改造工程，县乙局参与设计。 → 责任 县甲局；配合 县乙局",
      ],
    )
  })

  test("who does it may stand last", () => {
    expect(tasksOf("1.3月底前，制定年度计划，县甲部负责。\n2.年底前，完成考核，县乙办牵头，县丙室配合。")).toEqual([
      "1.3月底前，制定年度计划，县甲部负责。 → 责任 县甲部",
      "2.年底前，完成考核，县乙办牵头，县丙室配合。 → 牵头 县乙办；配合 县丙室",
    ])
  })

  test("what a meeting decided is a task, what it asks for is noted, and who sat there is neither", () => {
    const minutes =
      "专题会议纪要\n县甲局、县乙局负责同志参加会议。\n一、用地。会议明确，由县甲局负责，3月20日前完成报批。\n二、资金。会议明确，由县乙局牵头，县丙局配合，落实资本金。"
    expect(tasksOf(minutes)).toEqual([
      "会议明确，由县甲局负责，3月20日前完成报批。 → 责任 县甲局；时限 3月20日前完成报批",
      "会议明确，由县乙局牵头，县丙局配合，落实资本金。 → 牵头 县乙局；配合 县丙局",
    ])
    expect(readPlan(minutes).notes).toEqual([])
    const asking = "（一）修路。（县甲局负责）\n二、其他。会议要求，县乙局要抓紧开工。"
    expect(readPlan(asking).notes).toMatchObject([{ quote: "会议要求，县乙局要抓紧开工。" }])
  })
})

describe("heads of tables", () => {
  test("what a problem is, and what is done about it, are the task", () => {
    expect(
      compactOf(
        xlsx([
          {
            name: "a",
            rows: [
              ["整改责任清单", null, null, null, null],
              ["序号", "反馈问题", "责任分工", null, "整改时限"],
              [null, null, "牵头单位", "责任单位", null],
              [1, "管网不全", "县甲局", "县乙局", "12月底前"],
              [2, "扬尘", "县甲局", "各街道", "立行立改"],
            ],
            merges: ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"],
          },
        ]),
      ),
    ).toEqual(["1管网不全", "2扬尘"])
    expect(tasksOf("序号\t问题\t整改措施\t责任单位\n1\t进展慢\t倒排工期\t县甲局\n2\t账不清\t逐项核对\t县乙局")).toEqual(
      ["1进展慢⏎倒排工期 → 责任 县甲局", "2账不清⏎逐项核对 → 责任 县乙局"],
    )
  })

  test("what came up on the way is no task", () => {
    expect(
      tasksOf(
        "序号\t任务\t责任单位\t进展情况\t存在问题\n1\t修路\t县甲局\t已开工\t缺资金\n2\t修桥\t县乙局\t已招标\t用地未批",
      ),
    ).toEqual(["1修路 → 责任 县甲局", "2修桥 → 责任 县乙局"])
  })

  test("stages of the year are told with their heads", () => {
    expect(
      tasksOf("序号\t重点工作\t第一季度\t第二季度\t责任单位\n1\t建园\t招标\t开工\t县甲局\n2\t修路\t\t完工\t县乙局"),
    ).toEqual(["1建园⏎第一季度：招标⏎第二季度：开工 → 责任 县甲局", "2修路⏎第二季度：完工 → 责任 县乙局"])
    expect(
      tasksOf(
        "序号\t指标\t工作任务\t1月\t2月\t责任单位\n1\t产值\t抓好产值\t12\t13\t县甲局\n2\t投资\t抓好投资\t5\t6\t县乙局",
      ),
    ).toEqual(["1抓好产值 → 责任 县甲局", "2抓好投资 → 责任 县乙局"])
  })

  test("a heading above the first head counts as those below it", () => {
    const file = xlsx([
      {
        name: "a",
        rows: [
          ["任务分解", null, null],
          ["一、经济（1项）", null, null],
          ["序号", "任务", "牵头单位"],
          [1, "招商", "县甲局"],
          ["二、民生（1项）", null, null],
          [2, "建校", "县乙局"],
        ],
        merges: ["A1:C1", "A2:C2", "A5:C5"],
      },
    ])
    const { sections, tasks } = planOf(opened(file))
    expect(tasks.map(({ section }) => sections[section ?? -1]?.label)).toEqual(["一、", "二、"])
    expect(sections.map(({ text }) => text)).toEqual(["经济（1项）", "民生（1项）"])
  })

  test("a sum below a merged table is none of its tasks", () => {
    const file = docx(
      paragraph("任务台账") +
        table([
          ["序号", "任务", "举措", "责任单位"],
          ["1", { text: "优化环境", properties: '<w:vMerge w:val="restart"/>' }, "一次办", "县甲局"],
          ["2", { text: "", properties: "<w:vMerge/>" }, "设专员", "县乙局"],
          [{ text: "合计2项任务", properties: '<w:gridSpan w:val="4"/>' }],
        ]),
    )
    expect(compactOf(file)).toEqual(["1优化环境\n一次办", "2优化环境\n设专员"])
  })
})

describe("units above the items that they are for", () => {
  test("in a line of their own, with the date that each item says", () => {
    expect(
      tasksOf(
        "责任清单\n责任单位：县甲局\n1.加强巡逻。完成时限：长期坚持\n2.打击诈骗。\n责任单位：县乙局\n1.开展宣传。完成时限：12月底\n2.做好矫正。",
      ),
    ).toEqual([
      "1.加强巡逻。 → 责任 县甲局；时限 长期坚持",
      "2.打击诈骗。 → 责任 县甲局",
      "1.开展宣传。 → 责任 县乙局；时限 12月底",
      "2.做好矫正。 → 责任 县乙局",
    ])
  })

  test("are never those that close an item", () => {
    expect(
      tasksOf("1.修路。\n责任单位：县甲局\n2.修桥。\n责任单位：县乙局\n二、保障措施\n1.加强领导。\n2.加强考核。"),
    ).toEqual(["1.修路。 → 责任 县甲局", "2.修桥。 → 责任 县乙局"])
    expect(tasksOf("建园。\n责任单位：县甲局\n1.修桥。\n责任单位：县乙局")).toEqual([
      "建园。 → 责任 县甲局",
      "1.修桥。 → 责任 县乙局",
    ])
  })
})

test("rows that were pasted without their head are told by their cells, and doubted", () => {
  const rows = "1\t保护水源\t县甲局\t6月底前\n2\t整治河道\t县乙局、县丙办\t9月底前\n3\t实施补水\t县甲局\t长期坚持"
  expect(tasksOf(rows)).toEqual([
    "1保护水源 → 责任 县甲局；时限 6月底前",
    "2整治河道 → 责任 县乙局 县丙办；时限 9月底前",
    "3实施补水 → 责任 县甲局；时限 长期坚持",
  ])
  expect(doubtsOf(rows)).toEqual(["1 表格没有表头，任务、单位和时限按内容推断，请核对"])
  expect(tasksOf("甲镇\t12\t98.5%\n乙镇\t13\t97.2%")).toEqual([])
})

describe("lines", () => {
  test("bullets are no part of names, and stars no part of numbers", () => {
    expect(tasksOf("■ 县甲局：牵头组织。\n· 县乙局：负责整治。")).toEqual([
      "牵头组织。 → 责任 县甲局",
      "负责整治。 → 责任 县乙局",
    ])
    expect(tasksOf("★3.建园。（县甲局负责）\n4.修路。（县乙局负责）\n◆5.修桥。（县乙局负责）")).toEqual([
      "3.建园。 → 责任 县甲局",
      "4.修路。 → 责任 县乙局",
      "5.修桥。 → 责任 县乙局",
    ])
    expect(doubtsOf("（一）修路。（★县甲局、县乙局负责）")).toHaveLength(1)
  })

  test("a space parts two names, also behind 妇联 and 供销社", () => {
    expect(tasksOf("（一）送温暖。\n责任单位: 县妇联 县供销社 县总工会")).toEqual([
      "（一）送温暖。 → 责任 县妇联 县供销社 县总工会",
    ])
  })
})

describe("titles", () => {
  const titleOf = (source: string) => readPlan(source).title

  test("over its annex a plan may be called in fewer words than in the notice", () => {
    expect(
      titleOf(
        "关于印发分工方案的通知各单位:现将《落实县领导有关批示分工方案》印发你们。附件落实县领导批示分工方案一、修路1.修桥。(责任单位:县甲局)",
      ),
    ).toBe("落实县领导批示分工方案")
  })

  test("a draft of rules has one", () => {
    expect(titleOf("县防灾委员会工作规则(会签稿)为规范机构设置，制定本规则。一、职责县甲局：负责统计。")).toBe(
      "县防灾委员会工作规则",
    )
  })

  test("what is the first task is none", () => {
    expect(titleOf("【重点任务一】推进智慧城管\n牵头单位：县甲局\n【重点任务二】建园\n牵头单位：县乙局")).toBeNull()
  })
})

test("a label that is to be signed is a field of a form", () => {
  expect(tasksOf("项目任务书项目名称:承担单位:(盖章)项目负责人:申请日期:推荐单位:(盖章)批准编号:")).toEqual([])
})
