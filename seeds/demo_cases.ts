import type { CaseKind, CaseState } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import {
  approveCase,
  checkCase,
  collectCase,
  publishCase,
  retractCase,
  returnCase,
  takeStep,
} from "#src/year/cases/commands.ts"
import { findCase, yearToCollect } from "#src/year/cases/queries.ts"
import type { CaseText } from "#src/year/cases/text.ts"
import type { Step } from "#src/year/cases/workflow.ts"
import { moveRule, openRule, type Written } from "#src/year/rules/commands.ts"
import { findRule, rulesOfYear } from "#src/year/rules/queries.ts"
import type { DraftRuleMove } from "#src/year/rules/workflow.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/* 案例 and 草案 of the demo: wholly invented, and nobody's. */

type Told = { unit: string; kind: CaseKind; title: string; until: CaseState; daysAgo: number; about: About }
type About = Pick<CaseText, "keywords" | "laws" | "facts" | "result"> & { lesson: string }

const PETITION = "《信访工作条例》第三十一条"
const REVIEW = "《中华人民共和国行政复议法》第三十条"

const about = (keywords: string, laws: string, facts: string, result: string, lesson: string): About => ({
  keywords,
  laws,
  facts,
  result,
  lesson,
})

const CASES: readonly Told[] = [
  {
    unit: "banxinsi",
    kind: "petition",
    title: "宅基地确权信访事项依法分类处理案",
    until: "published",
    daysAgo: 150,
    about: about(
      "信访、分类处理、行政确认",
      PETITION,
      "某村村民张某某来信反映宅基地四至与邻居有争议，要求确权。",
      "属地自然资源部门受理确权申请，现场勘测后依法作出决定，张某某表示接受。",
      "可以通过行政确认解决的诉求，应当告知途径并导入办理。",
    ),
  },
  {
    unit: "banxinsi",
    kind: "petition",
    title: "拖欠农民工工资来信转送督办案",
    until: "published",
    daysAgo: 120,
    about: about(
      "信访、工资支付、转送督办",
      `${PETITION}\n《保障农民工工资支付条例》第三条`,
      "某工地21名工人联名来信，反映总包单位拖欠两个月工资。",
      "转送人社部门后，责令限期支付，全部工资在15日内发放到人。",
      "涉及群众切身利益的来信应当及时转送并跟踪结果。",
    ),
  },
  {
    unit: "banxinsi",
    kind: "mediation",
    title: "邻里采光纠纷多元化解案",
    until: "approved",
    daysAgo: 20,
    about: about(
      "人民调解、相邻关系",
      "《中华人民共和国民法典》第二百八十八条",
      "李某与邻居因加盖车棚影响采光多次来信。",
      "街道调解委员会现场调解，双方签订协议，车棚降低80厘米。",
      "相邻各方应当按照有利生产、方便生活的原则处理关系。",
    ),
  },
  {
    unit: "laifangjiedaisi",
    kind: "petition",
    title: "越级走访依法引导案",
    until: "published",
    daysAgo: 95,
    about: about(
      "信访、逐级走访",
      "《信访工作条例》第十七条",
      "王某未向有权处理的机关提出，直接到上级机关走访。",
      "接待人员说明途径，协助向属地提出，属地当日受理。",
      "信访人一般应当采用信息网络、书信、电话等形式，走访的应当到有权处理的本级或者上一级机关。",
    ),
  },
  {
    unit: "laifangjiedaisi",
    kind: "enforcement",
    title: "扰乱接待场所秩序依法处置案",
    until: "returned",
    daysAgo: 25,
    about: about(
      "治安管理、接待秩序",
      "《信访工作条例》第四十七条",
      "赵某在接待大厅滞留并阻碍他人办理事项。",
      "经劝阻、教育后离开，由公安机关予以警告。",
      "提出诉求应当遵守秩序，教育在前，处罚在后。",
    ),
  },
  {
    unit: "duchashi",
    kind: "petition",
    title: "信访积案实地督查化解案",
    until: "published",
    daysAgo: 70,
    about: about(
      "督查、积案化解",
      "《信访工作条例》第三十六条",
      "某镇搬迁安置事项多年未决，信访人反复提出。",
      "督查组实地核查，地方补办手续并兑现安置，信访人息诉。",
      "督查应当到现场看、与群众谈、按证据定。",
    ),
  },
  {
    unit: "tousuban",
    kind: "petition",
    title: "网上投诉办理超期责任追究案",
    until: "reported",
    daysAgo: 6,
    about: about(
      "网上投诉、办理期限",
      "《信访工作条例》第三十四条",
      "某投诉事项自受理起超过60日未办结，也未告知延期理由。",
      "责令限期办结，并对承办单位提出改进建议。",
      "信访事项应当自受理之日起60日内办结，情况复杂的可以延长并告知理由。",
    ),
  },
  {
    unit: "tousuban",
    kind: "service",
    title: "法律援助进信访窗口案",
    until: "reported",
    daysAgo: 4,
    about: about(
      "法律援助、信访窗口",
      "《中华人民共和国法律援助法》第二十二条",
      "刘某因劳动争议到窗口求助，家庭困难，无力聘请代理。",
      "值班人员协助申请法律援助，仲裁支持其请求。",
      "窗口提供法律帮助，能把诉求引到法定途径上。",
    ),
  },
  {
    unit: "zonghezhidaosi",
    kind: "review",
    title: "信访答复不属复议范围释明案",
    until: "published",
    daysAgo: 60,
    about: about(
      "行政复议、受理范围",
      REVIEW,
      "周某对信访处理意见不服，申请行政复议。",
      "复议机构释明复查、复核途径，周某转为申请复查。",
      "对处理意见不服的，可以在收到之日起30日内请求复查。",
    ),
  },
  {
    unit: "zonghezhidaosi",
    kind: "review",
    title: "征收补偿决定复议纠错案",
    until: "studied",
    daysAgo: 10,
    about: about(
      "行政复议、征收补偿",
      REVIEW,
      "某区作出补偿决定前未听取被征收人意见。",
      "复议机关确认程序违法，责令重新作出。",
      "作出影响当事人权益的决定，应当听取意见。",
    ),
  },
  {
    unit: "bangongshi",
    kind: "service",
    title: "政府信息公开申请答复案",
    until: "edited",
    daysAgo: 12,
    about: about(
      "信息公开、答复期限",
      "《政府信息公开条例》第三十三条",
      "吴某申请公开某会议纪要，办公室在20个工作日内答复。",
      "属于内部事务信息的部分不予公开，其余公开。",
      "不能当场答复的，应当自收到申请之日起20个工作日内答复。",
    ),
  },
  {
    unit: "bangongshi",
    kind: "petition",
    title: "匿名来信反映会风问题处理案",
    until: "collected",
    daysAgo: 3,
    about: about("", "", "", "", ""),
  },
  {
    unit: "yanjiushi",
    kind: "petition",
    title: "信访事项实体性受理纠错案",
    until: "retracted",
    daysAgo: 100,
    about: about(
      "受理、纠错",
      PETITION,
      "某部门以超出范围为由不予受理，孙某再次提出。",
      "上级机关责令受理并办结。",
      "不予受理应当说明理由并告知途径。",
    ),
  },
  {
    unit: "renshisi",
    kind: "justice",
    title: "退休待遇争议行政诉讼败诉案",
    until: "published",
    daysAgo: 40,
    about: about(
      "行政诉讼、举证责任",
      "《中华人民共和国行政诉讼法》第三十四条",
      "郑某不服工龄认定，提起诉讼，被诉机关未提交证据。",
      "人民法院判决撤销并责令重新作出认定。",
      "被告对作出的行政行为负有举证责任。",
    ),
  },
]

/** Who writes for a unit by the login of its code; 研究室 has a liaison of its own. */
const writerOf = (unit: string) => (unit === "yanjiushi" ? "yjs-lianluo" : unit)

/** What is told of 案例 and 草案 in the year, each act on its day. */
export const caseActs = (year: number, today: string): YearAct[] => {
  // The office opened its year on the eighth of January; what would lie before it happened then.
  const begun = `${year}-01-09`
  const before = (days: number): string => {
    const day = addDays(today, -days)
    return day < begun ? begun : day
  }
  return [...CASES.flatMap((told) => caseTold(told, before)), ...rulesTold(year, before)]
}

type Before = (days: number) => string

const STEPS: readonly Step[] = ["edit", "study", "report"]
/** How many steps a case has gone by then. */
const GONE: Partial<Record<CaseState, number>> = { collected: 0, edited: 1, studied: 2 }

/** One case, from 收集 as far as it has come; a day a step. */
function caseTold({ unit, until, kind, title, daysAgo, about }: Told, before: Before): YearAct[] {
  const writer = writerOf(unit)
  const { lesson, ...parts } = about
  const text: CaseText = { title, ...parts, gist: lesson, reasoning: `${lesson}本案的办理过程和依据可供同类事项参考。` }
  let id = 0
  const here = async ({ database, by }: DemoYear, login: string) => {
    const found = await findCase(database, by(login).actor, id)
    if (!found) throw new Error(`no case ${title}`)
    return found
  }
  const collect = async ({ database, year, units, by }: DemoYear) => {
    const found = await yearToCollect(database, by(writer).actor, year)
    if (!found) throw new Error("a year that nobody sees")
    id = await collectCase(database, found, { unitId: units.get(unit) ?? 0, kind, title }, by(writer))
  }
  const steps = STEPS.slice(0, GONE[until] ?? STEPS.length).map((step) => async (demo: DemoYear) => {
    const found = await here(demo, writer)
    await takeStep(demo.database, found, step, text, found.draft?.revision ?? 0, demo.by(writer))
  })
  const acts = [collect, ...steps, ...judged(until, here)]
  return acts.map((does, i) => ({ on: before(Math.max(0, daysAgo - i)), does }))
}

type Here = (demo: DemoYear, login: string) => ReturnType<typeof findCase>
type Judging = (demo: DemoYear) => Promise<unknown>

/** What the office did with it. */
function judged(until: CaseState, here: Here): Judging[] {
  const office =
    (
      act: (demo: DemoYear, found: NonNullable<Awaited<ReturnType<Here>>>) => Promise<unknown>,
      login = "yanjiushi",
    ): Judging =>
    async (demo) => {
      const found = await here(demo, login)
      return found && act(demo, found)
    }
  const approve = office(({ database, by }, found) => approveCase(database, found, by("yanjiushi")))
  const check = office(({ database, by }, found) => checkCase(database, found, [], by("yanjiushi2")), "yanjiushi2")
  const publish = office(({ database, by }, found) => {
    const who = by("yanjiushi")
    return publishCase(database, found, { publishedOn: who.today, publishedIn: "单位门户网站", address: "" }, who)
  })
  const retract = office(({ database, by }, found) =>
    retractCase(database, found, "案情与另一案例重复，暂行撤回。", by("yanjiushi")),
  )
  const back = office(({ database, by }, found) =>
    returnCase(database, found, "请补充教育劝导的经过，说明处罚的依据。", by("yanjiushi")),
  )
  if (until === "returned") return [back]
  if (until === "approved") return [approve]
  if (until === "published") return [approve, check, publish]
  return until === "retracted" ? [approve, check, publish, retract] : []
}

/** Three draft rules: one that has gone the whole way, under consultation, and one that is exempt. */
function rulesTold(year: number, before: Before): YearAct[] {
  const consulted = (from: number, until: number): Written => ({
    consultFrom: before(from),
    consultUntil: addDays(before(from), from - until),
  })
  return [
    ...ruleTold("banxinsi", "信访事项网上办理工作规程", before, [
      [130, "consult", consulted(130, 98)],
      [90, "tell", { toldOn: before(90), opinions: 46, taken: 17, toldAddress: "https://example.gov.cn/told" }],
      [60, "enact", { enactedOn: before(60), docNumber: `国信办发〔${year}〕8号` }],
      [52, "explain", { explainedOn: before(52), explainedAddress: "https://example.gov.cn/explained" }],
    ]),
    ...ruleTold("laifangjiedaisi", "来访接待场所管理办法", before, [[15, "consult", consulted(15, -16)]]),
    ...ruleTold("duchashi", "信访督查工作保密规定", before, [
      [55, "exempt", { exemptWhy: "涉及督查工作秘密，依法不公开征求意见。" }],
    ]),
  ]
}

type RuleMove = readonly [daysAgo: number, move: DraftRuleMove, written: Written]

function ruleTold(unit: string, title: string, before: Before, moves: readonly RuleMove[]): YearAct[] {
  let id = 0
  const open = async ({ database, year, units, by }: DemoYear) => {
    const found = await rulesOfYear(database, by(unit).actor, year, { unit: null, page: 1 })
    if (!found) throw new Error("a year that nobody sees")
    id = await openRule(database, found, { unitId: units.get(unit) ?? 0, kind: "normative", title }, by(unit))
  }
  const [[first = 0] = []] = moves
  return [
    { on: before(first + 5), does: open },
    ...moves.map(([daysAgo, move, written]) => ({
      on: before(daysAgo),
      does: async ({ database, by }: DemoYear) => {
        const found = await findRule(database, by(unit).actor, id)
        if (!found) throw new Error(`no draft rule ${title}`)
        const remark = written.exemptWhy
        await moveRule(database, found, move, written, remark === undefined ? written : { remark }, by(unit))
      },
    })),
  ]
}
