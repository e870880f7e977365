import { addDays, yearOf } from "#src/clock.ts"
import { unitsOf } from "#src/office/people/actor.ts"
import { type YearChoices, yearsToEnter } from "#src/year/activities/choices_queries.ts"
import { type ActivityWords, cancelActivity, enterActivity, tellEffect } from "#src/year/activities/commands.ts"
import { toldIn } from "#src/year/activities/numbers.ts"
import { findActivity } from "#src/year/activities/queries.ts"
import { titlesIn } from "#src/year/laws/naming.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/*
 * 普法活动 of the demo's year: entered by the liaisons a day after they were held, one of three units, some with 余, one
 * cancelled, those around 12·4 planned.
 */

type Held = {
  on: string
  who: string
  kind: string
  title: string
  laws?: string
  audience: string
  place?: string
  /** Held in the first 阵地 that is offered. */
  isInVenue?: true
  numbers?: [sessions: string, copies: string, consulted: string, reached: string]
  joint?: readonly string[]
  tags?: readonly string[]
  channels?: readonly string[]
  day?: string
  topic?: string
  effect?: [effect: string, measure: string]
}

/** On a day of the year, `MM-DD`; what lies after today is planned instead. */
const HELD: readonly Held[] = [
  {
    on: "01-15",
    who: "bangongshi",
    kind: "中心组学法",
    title: "党组理论学习中心组学习宪法",
    laws: "《宪法》",
    audience: "领导班子成员",
    numbers: ["1", "", "", "15"],
    tags: ["进机关"],
  },
  {
    on: "01-22",
    who: "renshisi",
    kind: "初任、任职培训",
    title: "新录用公务员法治培训",
    laws: "《公务员法》《保守国家秘密法》",
    audience: "新录用公务员",
    numbers: ["2", "60", "", "32"],
    tags: ["进机关"],
  },
  {
    on: "02-05",
    who: "laifangjiedaisi",
    kind: "法律咨询",
    title: "来访大厅春节前集中法律咨询",
    laws: "《信访工作条例》《民法典》",
    audience: "来访群众",
    place: "来访接待大厅",
    isInVenue: true,
    numbers: ["5", "1200余", "约260", "1500余"],
    channels: ["现场活动", "宣传资料"],
  },
  {
    on: "02-26",
    who: "banxinsi",
    kind: "法律培训",
    title: "办信业务依法分类处理培训",
    laws: "《信访工作条例》",
    audience: "办信人员",
    numbers: ["1", "", "", "48"],
    tags: ["进机关"],
  },
  {
    on: "03-05",
    who: "zonghezhidaosi",
    kind: "以案释法宣讲",
    title: "“三跨三分离”案件以案释法",
    laws: "《信访工作条例》",
    audience: "地方信访干部",
    numbers: ["1", "", "", "260"],
    channels: ["电视、电台"],
  },
  {
    on: "03-15",
    who: "tousuban",
    kind: "主题宣传",
    title: "“3·15”依法维权进社区",
    laws: "《消费者权益保护法》",
    audience: "社区居民",
    place: "和平里社区",
    numbers: ["1", "800余", "56", "300余"],
    tags: ["进社区"],
    day: "国际消费者权益日",
    channels: ["现场活动", "橱窗、宣传栏"],
  },
  {
    on: "03-20",
    who: "duchashi",
    kind: "旁听庭审",
    title: "组织旁听行政诉讼庭审",
    laws: "《行政诉讼法》",
    audience: "机关干部",
    place: "市中级人民法院",
    numbers: ["1", "", "", "24"],
    tags: ["进机关"],
  },
  {
    on: "04-02",
    who: "jiguandangwei",
    kind: "法治讲座",
    title: "党内法规专题讲座",
    laws: "《信访工作条例》",
    audience: "党员干部",
    numbers: ["1", "", "", "180"],
    tags: ["进机关"],
  },
  {
    on: "04-15",
    who: "bangongshi",
    kind: "主题宣传",
    title: "全民国家安全教育日集中宣传",
    laws: "《国家安全法》《保守国家秘密法》",
    audience: "机关干部职工",
    numbers: ["1", "500", "", "420"],
    joint: ["jiguandangwei", "renshisi"],
    tags: ["进机关"],
    day: "全民国家安全教育日",
    channels: ["电子显示屏", "宣传资料"],
    effect: ["保密知识测试平均分由76分升至91分。", "活动前后各测试一次，参加132人"],
  },
  {
    on: "04-23",
    who: "yjs-lianluo",
    kind: "媒体宣传",
    title: "《法治宣传教育法》微信图解",
    laws: "《法治宣传教育法》",
    audience: "社会公众",
    numbers: ["", "", "", "2.3万余"],
    tags: ["进网络"],
    channels: ["微信、微博"],
  },
  {
    on: "05-01",
    who: "laifangjiedaisi",
    kind: "主题宣传",
    title: "《信访工作条例》施行日来访大厅宣传",
    laws: "《信访工作条例》",
    audience: "来访群众",
    place: "来访接待大厅",
    numbers: ["3", "6000余", "320余", "2000余"],
    joint: ["banxinsi", "tousuban"],
    day: "《信访工作条例》施行日",
    channels: ["现场活动", "电子显示屏"],
  },
  {
    on: "05-06",
    who: "zonghezhidaosi",
    kind: "主题宣传",
    title: "《信访工作条例》宣传进基层",
    laws: "《信访工作条例》",
    audience: "乡镇干部、村民",
    place: "怀柔区渤海镇",
    numbers: ["2", "1500余", "80", "600余"],
    tags: ["进乡村"],
    day: "《信访工作条例》施行日",
  },
  {
    on: "05-14",
    who: "banxinsi",
    kind: "法治讲座",
    title: "律师讲信访答复的法律依据",
    laws: "《行政复议法》《行政诉讼法》",
    audience: "办信人员",
    numbers: ["1", "", "", "52"],
    topic: "信访维权",
  },
  {
    on: "05-28",
    who: "yjs-lianluo",
    kind: "主题宣传",
    title: "民法典进校园",
    laws: "《民法典》",
    audience: "中学生",
    place: "第一中学",
    numbers: ["1", "400", "", "380"],
    tags: ["进学校"],
    day: "《民法典》颁布日",
    channels: ["现场活动"],
  },
  {
    on: "06-05",
    who: "duchashi",
    kind: "法律培训",
    title: "督查依据和程序培训",
    laws: "《政府督查工作条例》",
    audience: "督查人员",
    numbers: ["1", "", "", "30"],
  },
  {
    on: "06-18",
    who: "renshisi",
    kind: "法律培训",
    title: "领导干部应知应会党内法规和国家法律培训",
    laws: "《宪法》《公务员法》",
    audience: "司处级干部",
    numbers: ["1", "", "", "76"],
    tags: ["进机关"],
  },
  {
    on: "06-26",
    who: "jiguandangwei",
    kind: "主题宣传",
    title: "青年干部禁毒宣传志愿服务",
    laws: "《禁毒法》",
    audience: "社区居民",
    place: "东华门街道",
    numbers: ["1", "300", "", "约200"],
    tags: ["进社区"],
    day: "国际禁毒日",
  },
  {
    on: "07-09",
    who: "tousuban",
    kind: "法律咨询",
    title: "网上投诉法律问答直播",
    laws: "《信访工作条例》《民法典》",
    audience: "网民",
    numbers: ["1", "", "430余", "1.1万余"],
    tags: ["进网络"],
    channels: ["短视频"],
  },
  {
    on: "07-23",
    who: "bangongshi",
    kind: "年度述法",
    title: "年中会前学法",
    laws: "《行政许可法》",
    audience: "领导班子成员",
    numbers: ["1", "", "", "15"],
  },
  {
    on: "08-13",
    who: "laifangjiedaisi",
    kind: "以案释法宣讲",
    title: "征地拆迁类信访以案释法",
    laws: "《土地管理法》《行政强制法》",
    audience: "来访群众代表",
    numbers: ["1", "200", "45", "120"],
    topic: "征地拆迁",
  },
  {
    on: "08-27",
    who: "zonghezhidaosi",
    kind: "媒体宣传",
    title: "政府网站开设“条例问答”专栏",
    laws: "《信访工作条例》",
    audience: "社会公众",
    numbers: ["", "", "", "近9000"],
    channels: ["政府网站"],
  },
  {
    on: "09-10",
    who: "yjs-lianluo",
    kind: "以案释法宣讲",
    title: "典型案例进企业",
    laws: "《劳动合同法》",
    audience: "企业职工",
    place: "经济开发区",
    numbers: ["1", "260", "31", "150"],
    tags: ["进企业"],
    effect: ["回访的企业人事负责人都能说出试用期的规定。", "一个月后电话回访12家"],
  },
  {
    on: "09-24",
    who: "banxinsi",
    kind: "旁听庭审",
    title: "旁听信访行政案件庭审",
    laws: "《行政诉讼法》",
    audience: "办信人员",
    numbers: ["1", "", "", "18"],
  },
  {
    on: "10-15",
    who: "duchashi",
    kind: "以案释法宣讲",
    title: "责任倒查案例通报会",
    laws: "《信访工作条例》",
    audience: "承办单位干部",
    numbers: ["1", "", "", "64"],
  },
  {
    on: "10-29",
    who: "tousuban",
    kind: "法治讲座",
    title: "个人信息保护法讲座",
    laws: "《个人信息保护法》",
    audience: "投诉办理人员",
    numbers: ["1", "", "", "41"],
  },
  {
    on: "11-02",
    who: "yjs-lianluo",
    kind: "主题宣传",
    title: "《法治宣传教育法》施行一周年宣传",
    laws: "《法治宣传教育法》",
    audience: "机关干部、社区居民",
    numbers: ["2", "1000余", "", "500余"],
    joint: ["jiguandangwei"],
    day: "《法治宣传教育法》施行日",
    tags: ["进机关", "进社区"],
  },
  {
    on: "11-12",
    who: "renshisi",
    kind: "年度述法",
    title: "处级干部述法测评",
    laws: "",
    audience: "处级干部",
    numbers: ["1", "", "", "58"],
  },
  {
    on: "12-01",
    who: "bangongshi",
    kind: "主题宣传",
    title: "宪法宣传周启动仪式",
    laws: "《宪法》",
    audience: "机关干部职工",
    numbers: ["1", "600", "", "450余"],
    joint: ["jiguandangwei", "yanjiushi"],
    day: "宪法宣传周",
    tags: ["进机关"],
  },
  {
    on: "12-02",
    who: "banxinsi",
    kind: "主题宣传",
    title: "宪法诵读",
    laws: "《宪法》",
    audience: "全司干部",
    numbers: ["1", "", "", "60"],
    day: "宪法宣传周",
  },
  {
    on: "12-03",
    who: "duchashi",
    kind: "主题宣传",
    title: "宪法知识竞赛",
    laws: "《宪法》",
    audience: "督查人员",
    numbers: ["1", "", "", "30"],
    day: "宪法宣传周",
  },
  {
    on: "12-04",
    who: "laifangjiedaisi",
    kind: "主题宣传",
    title: "国家宪法日来访大厅宣传",
    laws: "《宪法》",
    audience: "来访群众",
    place: "来访接待大厅",
    numbers: ["1", "3000余", "120", "800余"],
    day: "国家宪法日",
  },
  {
    on: "12-04",
    who: "zonghezhidaosi",
    kind: "主题宣传",
    title: "国家宪法日宪法宣誓",
    laws: "《宪法》",
    audience: "新任职干部",
    numbers: ["1", "", "", "22"],
    day: "国家宪法日",
    tags: ["进机关"],
  },
]

/** Cancelled on the day before it would have been. */
const CANCELLED: Held = {
  on: "07-28",
  who: "jiguandangwei",
  kind: "主题宣传",
  title: "防汛法规进乡村",
  laws: "《防洪法》",
  audience: "村民",
  tags: ["进乡村"],
}

/** So far ahead things are planned. */
const AHEAD = 75

function wordsOf({ units }: DemoYear, year: YearChoices, one: Held, on: string): ActivityWords {
  const [sessions = "", copies = "", consulted = "", reached = ""] = one.numbers ?? []
  return {
    kind: one.kind,
    title: one.title,
    fromOn: on,
    untilOn: null,
    joint: (one.joint ?? []).map((code) => units.get(code) ?? 0),
    laws: titlesIn(one.laws ?? ""),
    audience: one.audience,
    place: one.place ?? "",
    venue: one.isInVenue ? (year.venues[0]?.id ?? null) : null,
    channels: [...(one.channels ?? [])],
    otherChannel: "",
    tags: [...(one.tags ?? [])],
    stage: null,
    topic: one.topic ?? "",
    keyDay: year.days.find(({ day }) => day.name === one.day)?.day.id ?? null,
    note: "",
    sessions: toldIn(sessions),
    copies: toldIn(copies),
    consulted: toldIn(consulted),
    reached: toldIn(reached),
  }
}

const NO_NUMBERS = { sessions: null, copies: null, consulted: null, reached: null }

async function enter(demo: DemoYear, one: Held, on: string, state: "held" | "planned"): Promise<number> {
  const by = demo.by(one.who)
  const years = await yearsToEnter(demo.database, by.actor, demo.year)
  const year = years.find(({ year }) => year === demo.year)
  const [unitId = 0] = unitsOf(by.actor, "liaison")
  if (!year) throw new Error(`no year ${demo.year} for ${one.who}`)
  const words = { ...wordsOf(demo, year, one, on), ...(state === "planned" ? NO_NUMBERS : {}) }
  const id = await enterActivity(demo.database, year, { unitId, state, words }, by)
  const found = state === "held" && one.effect ? await findActivity(demo.database, by.actor, id, by.today) : null
  const [effect = "", effectMeasure = ""] = one.effect ?? []
  if (found) await tellEffect(demo.database, found, { effect, effectMeasure }, by)
  return id
}

/** One that was planned and then cancelled. */
async function cancel(demo: DemoYear, on: string) {
  const id = await enter(demo, CANCELLED, on, "planned")
  const by = demo.by(CANCELLED.who)
  const found = await findActivity(demo.database, by.actor, id, by.today)
  if (found) await cancelActivity(demo.database, found, "当地启动防汛应急响应，改为线上推送。", by)
}

/** The activities of the year: those of the past were held, those of the next weeks are planned. */
export function activityActs(year: number, today: string): YearAct[] {
  const dated = HELD.map((one) => ({ one, on: `${year}-${one.on}` }))
  const past = dated.filter(({ on }) => on < today)
  const coming = dated.filter(({ on }) => on >= today && on <= addDays(today, AHEAD))
  return [
    ...past.map(({ one, on }) => ({
      on: yearOf(addDays(on, 1)) === year ? addDays(on, 1) : on,
      does: (demo: DemoYear) => enter(demo, one, on, "held"),
    })),
    ...coming.map(({ one, on }) => ({
      on: addDays(today, -3) > `${year}-01-09` ? addDays(today, -3) : today,
      does: (demo: DemoYear) => enter(demo, one, on, "planned"),
    })),
    ...(`${year}-${CANCELLED.on}` < today
      ? [
          {
            on: addDays(`${year}-${CANCELLED.on}`, -1),
            does: (demo: DemoYear) => cancel(demo, `${year}-${CANCELLED.on}`),
          },
        ]
      : []),
  ]
}
