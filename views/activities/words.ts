import type { ActivityRole, ActivityStage, ActivityState, Approximation } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/activities/about.ts"
import type { YearChoices } from "#src/year/activities/choices_queries.ts"
import type { Filter } from "#src/year/activities/filter.ts"
import { approxOf, MEASURES, type Measure, type Numbers, type Sum, type Told } from "#src/year/activities/numbers.ts"
import { type Tally, totalOf } from "#src/year/activities/tally.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const ACTIVITY_STATE_LABEL: Record<ActivityState, string> = {
  planned: "拟开展",
  held: "已开展",
  cancelled: "已取消",
  discarded: "已作废",
}

export const STAGE_LABEL: Record<ActivityStage, string> = { before: "事前", during: "事中", after: "事后" }
export const ROLE_LABEL: Record<ActivityRole, string> = { host: "主办", joint: "联合" }

export const MEASURE_LABEL: Record<Measure, string> = {
  sessions: "场次",
  copies: "发放份数",
  consulted: "咨询人次",
  reached: "覆盖人数",
}

/** What stands behind the number. */
const MEASURE_UNIT: Record<Measure, string> = { sessions: "场", copies: "份", consulted: "人次", reached: "人" }

export const THEMED_WORD = "专题普法活动"

/** `320`, `6000余`, `约300`, `近200`: as it was told. */
export const toldWords = (told: Told | null): string => {
  if (told === null) return ""
  if (told.approx === "over") return `${told.n}余`
  return told.approx === null ? String(told.n) : `${told.approx === "about" ? "约" : "近"}${told.n}`
}

/** A sum in the same words; where not all of it is exact, it says so. */
export const sumWords = (sum: Sum): string => toldWords({ n: sum.n, approx: approxOf(sum) })

/** 「开展2场，发放资料6000余份，接受咨询120人次，覆盖300人」; what was not told is left out. */
export function numbersWords(numbers: Numbers): string {
  const said: Record<Measure, string> = { sessions: "开展", copies: "发放资料", consulted: "接受咨询", reached: "覆盖" }
  return MEASURES.flatMap((name) => {
    const told = numbers[name]
    return told ? [`${said[name]}${toldWords(told)}${MEASURE_UNIT[name]}`] : []
  }).join("，")
}

/** What a 年度总结 begins with: all that the unit held, kind by kind; "" where it held nothing. */
export function heldWords(kinds: readonly { kind: string; tally: Tally }[], today: string): string {
  const total = totalOf(kinds.map(({ tally }) => tally))
  if (total.activities === 0) return ""
  const told = (name: Measure): Told | null => {
    const sum = total.sums[name]
    return sum.n === 0 ? null : { n: sum.n, approx: approxOf(sum) }
  }
  const much = numbersWords(Object.fromEntries(MEASURES.map((name) => [name, told(name)])) as Numbers)
  const parts = kinds.map(({ kind, tally }) => `${kind}${tally.activities}项`).join("、")
  return `本年开展普法活动${total.activities}项（${parts}）${much && `，${much}`}。（据活动台账，截至${dayWords(today)}）`
}

/** What a report is told of it: day, place, name, numbers, and where the words come from. */
export const reportWords = (
  activity: { fromOn: string; untilOn: string; title: string; place: string; audience: string },
  numbers: Numbers,
  laws: readonly string[],
): string => {
  const about = laws.length > 0 ? `，宣传${laws.join("")}` : ""
  const whom = activity.audience ? `，面向${activity.audience}` : ""
  const much = numbersWords(numbers)
  const where = activity.place ? `在${activity.place}` : ""
  return `${spanWords(activity)}${where}开展“${activity.title}”活动${whom}${about}${much && `，${much}`}。（据活动台账）`
}

export const spanWords = ({ fromOn, untilOn }: { fromOn: string; untilOn: string }, today?: string): string =>
  fromOn === untilOn
    ? dayWords(fromOn, today)
    : `${dayWords(fromOn, today)}至${dayWords(untilOn, today ?? `${yearOf(fromOn)}-01-01`)}`

/** What a list is kept to, in words. */
export const keptWords = (choices: Pick<YearChoices, "units" | "rules" | "venues">, filter: Filter): string[] =>
  [
    filter.unit !== null && (choices.units.find(({ id }) => id === filter.unit)?.shortName ?? "其他单位"),
    filter.state !== null && ACTIVITY_STATE_LABEL[filter.state],
    filter.kind,
    filter.tag,
    filter.month !== null && `${filter.month}月`,
    filter.day !== null && (choices.rules.find(({ id }) => id === filter.day)?.name ?? "其他节点"),
    filter.law !== null && citedLaw(filter.law),
    filter.venue !== null && (choices.venues.find(({ id }) => id === filter.venue)?.name ?? "其他阵地"),
    filter.told !== null && `填了${MEASURE_LABEL[filter.told]}的`,
    filter.themed && THEMED_WORD,
  ].filter((words) => words !== false && words !== null)

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  activity_entered: "登记活动",
  activity_revised: "修改活动",
  activity_held: "登记开展情况",
  activity_cancelled: "取消活动",
  activity_discarded: "活动作废",
  activity_effect_told: "填写普法效果",
  activity_told: "写进本期进展",
  activities_taken: "下载活动台账",
  activity_lists_changed: "修改活动形式和标签",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  activity_told_already: () => "这次活动已经写进这一项的本期进展，请到我的待办查看。",
  no_activities: () => "没有符合筛选条件的活动，没有可下载的内容。请先放宽筛选条件。",
  too_many_activities: ({ most }) => `活动超过${most ?? ""}次，一个文件放不下。请按单位或月份筛选后分别下载。`,
}

/** Said once after an act. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  activity_entered: () => "活动已登记",
  activity_planned: () => "活动已登记为拟开展，开展后请来登记开展情况",
  activity_revised: () => "修改已保存，修改前的内容留在操作记录里",
  activity_held: () => "开展情况已登记",
  activity_cancelled: () => "活动已取消",
  activity_discarded: () => "活动已作废，不再计入任何统计",
  activity_effect_told: () => "普法效果已保存",
  activity_told: () => "已写进本期进展的草稿，原有文字没有改动，请核对后报送",
  activity_lists_changed: () => "活动形式和标签已保存，已登记的活动不变",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { activity: "活动", activity_lists: "活动形式和标签" }
export const PARTICULAR_LABEL = {
  activityId: "活动",
  themed: THEMED_WORD,
  audience: "对象",
  place: "地点",
  channels: "载体",
  tags: "标签",
  stage: "环节",
  topic: "热点话题",
  keyDayId: "结合节点",
  ...MEASURE_LABEL,
  sessionsApprox: "场次约数",
  copiesApprox: "份数约数",
  consultedApprox: "咨询人次约数",
  reachedApprox: "覆盖人数约数",
}
export const APPROX_LABEL: Record<Approximation, string> = { over: "余", about: "约", nearly: "近" }
