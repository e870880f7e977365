import { unitsOf } from "#src/office/people/actor.ts"
import { type DutyWords, enterDuty } from "#src/year/duties/commands.ts"
import { dutyChoices } from "#src/year/duties/queries.ts"
import { titlesIn } from "#src/year/laws/naming.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/*
 * 清单事项 of the demo's year: each unit enters its own before it files its 责任清单. One names a law that was repealed, one is
 * led by several and by none of them first, one does not apply, one has no 科室 yet.
 */

type When = Partial<Pick<DutyWords, "rhythm">> & { on?: string; until?: string; day?: string }

type Item = {
  content: string
  laws: string
  audience: string
  ways: string
  /** A rhythm, a day or a span (`MM-DD`), a 普法节点 by name; nothing: 不定期. */
  when?: When
  who?: [department: string, person: string]
  /** Beside the unit itself. */
  with?: readonly string[]
  standard: string
  measures: string
  indicator: [name: string, target: string, unit: string]
  why?: string
  steps?: readonly [by: string, text: string][]
}

const LISTS: Record<string, readonly Item[]> = {
  bangongshi: [
    {
      content: "党组理论学习中心组集体学法",
      laws: "《宪法》",
      audience: "领导班子成员",
      ways: "专题学习、会前学法",
      when: { rhythm: "quarterly" },
      who: ["秘书处", "钱联络"],
      standard: "有计划、有主题、有记录",
      measures: "年初列出学法题目，会前印发学习材料，会后归档。",
      indicator: ["集体学法", "4", "次"],
      steps: [["02-28", "列出全年学法题目"]],
    },
    {
      content: "保密和国家安全法治宣传",
      laws: "《国家安全法》《保守国家秘密法》",
      audience: "机关干部职工",
      ways: "集中宣传、知识测试",
      when: { day: "全民国家安全教育日" },
      who: ["秘书处", "钱联络"],
      with: ["jiguandangwei"],
      standard: "在职干部全部参加",
      measures: "印发资料，组织保密知识测试，结果反馈各单位。",
      indicator: ["测试参加率", "95", "%"],
    },
    {
      content: "电子显示屏每天滚动播放法律知识",
      laws: "",
      audience: "办事群众",
      ways: "电子显示屏",
      standard: "",
      measures: "",
      indicator: ["", "", ""],
      why: "办公区没有对外的电子显示屏",
    },
  ],
  zonghezhidaosi: [
    {
      content: "《信访工作条例》宣传",
      laws: "《信访工作条例》",
      audience: "地方信访干部、基层群众",
      ways: "巡回宣讲、以案释法、政府网站专栏",
      when: { on: "05-01", until: "05-31" },
      who: ["法规指导处", "孙联络"],
      with: ["banxinsi", "laifangjiedaisi"],
      standard: "讲清权利义务和受理范围",
      measures: "编印问答手册，组织宣讲小分队到县乡。",
      indicator: ["巡回宣讲", "6", "场"],
      steps: [
        ["04-10", "问答手册定稿"],
        ["04-25", "宣讲小分队试讲"],
      ],
    },
    {
      content: "信访法治化业务培训",
      laws: "《信访工作条例》《行政复议法》",
      audience: "地方信访干部",
      ways: "视频培训",
      when: { rhythm: "half_yearly" },
      who: ["法规指导处", "孙联络"],
      standard: "培训后测试合格率不低于90%",
      measures: "选定案例，邀请法律顾问授课。",
      indicator: ["培训", "2", "期"],
    },
  ],
  banxinsi: [
    {
      content: "依法分类处理法律知识宣传",
      laws: "《信访工作条例》《行政诉讼法》",
      audience: "来信群众",
      ways: "复信附法律告知单",
      who: ["综合处", "李联络"],
      standard: "告知单与诉求类别对应",
      measures: "按类别编写告知单，随复信寄出。",
      indicator: ["告知单", "12", "种"],
    },
    {
      content: "家庭婚姻类信访释法",
      laws: "《婚姻法》",
      audience: "来信群众",
      ways: "以案释法",
      when: { rhythm: "monthly" },
      who: ["综合处", ""],
      standard: "用语通俗",
      measures: "每月选一件来信写成案例。",
      indicator: ["案例", "12", "个"],
    },
  ],
  laifangjiedaisi: [
    {
      content: "来访大厅法律咨询和宣传",
      laws: "《信访工作条例》《民法典》",
      audience: "来访群众",
      ways: "律师坐班、宣传资料、电子显示屏",
      when: { rhythm: "weekly" },
      who: ["接待一处", "吴联络"],
      standard: "工作日有律师坐班",
      measures: "与律师协会签约，按周排班，登记咨询。",
      indicator: ["接受咨询", "1200", "人次"],
    },
    {
      content: "征地拆迁类信访以案释法",
      laws: "《土地管理法》《行政强制法》",
      audience: "来访群众代表",
      ways: "以案释法",
      when: { on: "08-13" },
      who: ["接待一处", "吴联络"],
      standard: "案例经法律顾问审核",
      measures: "选取已办结案件，隐去个人信息后宣讲。",
      indicator: ["宣讲", "1", "场"],
    },
  ],
  tousuban: [
    {
      content: "消费者权益和网上投诉法律宣传",
      laws: "《消费者权益保护法》《个人信息保护法》",
      audience: "社区居民、网民",
      ways: "社区活动、直播问答",
      when: { day: "国际消费者权益日" },
      who: ["网上投诉处", "王联络"],
      standard: "现场和网上各一次",
      measures: "与社区联合办活动，开设直播问答。",
      indicator: ["活动", "2", "场"],
    },
    {
      content: "投诉办理中的说理释法",
      laws: "《信访工作条例》",
      audience: "投诉人",
      ways: "答复说理",
      who: ["网上投诉处", "王联络"],
      standard: "答复写明依据",
      measures: "修订答复格式，抽查答复质量。",
      indicator: ["抽查合格率", "95", "%"],
    },
  ],
  yanjiushi: [
    {
      content: "宪法宣传周系列活动",
      laws: "《宪法》",
      audience: "机关干部职工",
      ways: "主题宣传、宪法宣誓、知识竞赛",
      when: { day: "宪法宣传周" },
      who: ["政策法规处", "沈联络"],
      with: ["bangongshi", "jiguandangwei"],
      standard: "各单位都有安排",
      measures: "拟订总体方案，分工到各单位，汇总情况。",
      indicator: ["参加单位", "9", "个"],
      steps: [
        ["11-10", "印发总体方案"],
        ["12-10", "汇总活动情况"],
      ],
    },
    {
      content: "《法治宣传教育法》学习宣传",
      laws: "《法治宣传教育法》",
      audience: "机关干部、社会公众",
      ways: "图解、专题讲座",
      when: { day: "《法治宣传教育法》施行日" },
      who: ["政策法规处", "沈联络"],
      standard: "图解准确通俗",
      measures: "制作微信图解，请专家授课。",
      indicator: ["图解和讲座", "3", "次"],
    },
    {
      content: "典型案例进企业、进校园",
      laws: "《劳动合同法》《民法典》",
      audience: "企业职工、中学生",
      ways: "以案释法宣讲",
      who: ["政策法规处", "沈联络"],
      standard: "案例不含个人信息",
      measures: "从案例库选题，每次宣讲后回访。",
      indicator: ["宣讲", "4", "场"],
    },
  ],
  jiguandangwei: [
    {
      content: "党内法规学习教育",
      laws: "《信访工作条例》",
      audience: "党员干部",
      ways: "主题党日、专题讲座",
      when: { rhythm: "quarterly" },
      who: ["宣传处", "曹敏"],
      standard: "党支部全部开展",
      measures: "列入主题党日计划，印发学习要点。",
      indicator: ["主题党日", "4", "次"],
    },
    {
      content: "青年志愿者普法",
      laws: "《禁毒法》",
      audience: "社区居民",
      ways: "社区志愿服务",
      when: { day: "国际禁毒日" },
      who: ["宣传处", "曹敏"],
      standard: "有活动有反馈",
      measures: "与街道结对，组织青年干部参加。",
      indicator: ["志愿服务", "1", "次"],
    },
  ],
  duchashi: [
    {
      content: "督查人员学习《政府督查工作条例》",
      laws: "《政府督查工作条例》",
      audience: "督查人员",
      ways: "集中培训",
      when: { on: "06-05" },
      who: ["督查一处", "郑联络"],
      standard: "全员参加",
      measures: "列入年度培训计划。",
      indicator: ["培训", "1", "次"],
    },
  ],
  renshisi: [
    {
      content: "新录用公务员法治培训",
      laws: "《公务员法》《保守国家秘密法》",
      audience: "新录用公务员",
      ways: "初任培训",
      when: { on: "01-20", until: "02-20" },
      who: ["干部教育处", ""],
      standard: "法治课程不少于8学时",
      measures: "列入初任培训课程。",
      indicator: ["培训覆盖率", "100", "%"],
    },
  ],
}

/** Led by several, and by none of them first. */
const UNCLEAR = "《信访工作条例》宣传"

type Found = NonNullable<Awaited<ReturnType<typeof dutyChoices>>>

function wordsOf({ year, units }: DemoYear, { choices }: Found, unitId: number, item: Item): DutyWords {
  const { when = {} } = item
  const [department = "", person = ""] = item.who ?? []
  const [indicator, target, targetUnit] = item.indicator
  const leads = [unitId, ...(item.with ?? []).flatMap((code) => units.get(code) ?? [])]
  const dayOf = (day: string | undefined) => (day === undefined ? null : `${year}-${day}`)
  return {
    content: item.content,
    laws: titlesIn(item.laws),
    applies: item.why === undefined,
    why: item.why ?? "",
    audience: item.audience,
    ways: item.ways,
    timing: timingOf(when),
    rhythm: when.rhythm ?? null,
    keyDay: choices.days.find(({ day }) => day.name === when.day)?.day.id ?? null,
    fromOn: dayOf(when.on),
    untilOn: dayOf(when.until),
    leads,
    first: item.content === UNCLEAR ? null : unitId,
    department,
    person,
    standard: item.standard,
    measures: item.measures,
    indicator,
    target,
    targetUnit,
    steps: (item.steps ?? []).map(([by, text]) => ({ by: `${year}-${by}`, text })),
  }
}

function timingOf({ rhythm, day, on, until }: When): DutyWords["timing"] {
  if (rhythm) return "rhythm"
  if (day) return "key_day"
  if (on === undefined) return "irregular"
  return until === undefined ? "date" : "range"
}

const liaisonOf = (code: string) => (code === "yanjiushi" ? "yjs-lianluo" : code)

export async function enterList(demo: DemoYear, code: string) {
  const by = demo.by(liaisonOf(code))
  const [unitId = 0] = unitsOf(by.actor, "liaison")
  const found = await dutyChoices(demo.database, by.actor, demo.year)
  if (!found) throw new Error(`${code} sees no year`)
  for (const item of LISTS[code] ?? [])
    await enterDuty(demo.database, found, { unitId, words: wordsOf(demo, found, unitId, item) }, by)
}

/** Its list is that of last year, carried over (demo_followed.ts). */
export const CARRIED = "renshisi"

/** Each unit writes its list in the days before the lists are filed. */
export const dutyActs = (year: number): YearAct[] =>
  Object.keys(LISTS)
    .filter((code) => code !== CARRIED)
    .map((code) => ({ on: `${year}-03-02`, does: (demo: DemoYear) => enterList(demo, code) }))
