import type { Rhythm } from "#db/schema.ts"
import { weekdayOf, yearOf } from "#src/clock.ts"
import { type Calendar, restDayOf } from "#src/office/calendar/working_days.ts"
import { planPath } from "#src/paths.ts"
import type { about } from "#src/plans/rounds/about.ts"
import { periodBegin, periodEnd } from "#src/plans/rounds/periods.ts"
import { type DueRule, MONTH_END, type Proposed, type SelfOpening } from "#src/plans/rounds/rounds.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { counts } from "../words/counts.ts"
import { restWords, WEEKDAY_LABEL } from "../words/days.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

const PERIOD_ENDS: Record<Rhythm, number[]> = {
  weekly: [],
  monthly: [],
  quarterly: [3, 6, 9, 12],
  half_yearly: [6, 12],
  yearly: [12],
  none: [3, 6, 9, 12],
}

/** 「2、5、8、11」: the months in which reports fall due, in the order of the calendar. */
const monthsWords = (rhythm: Rhythm, shift: number): string =>
  PERIOD_ENDS[rhythm]
    .map((month) => ((month + shift + 11) % 12) + 1)
    .sort((a, b) => a - b)
    .join("、")

const dayOfMonth = (day: number) => (day === MONTH_END ? "末" : `${day}日`)

/** What is reported where the day lies after the end of its period. */
const BEFORE: Record<Rhythm, string> = {
  weekly: "报上周",
  monthly: "报上月",
  quarterly: "报上季度",
  half_yearly: "报上一个半年",
  yearly: "报上年度",
  none: "报上季度",
}

const after = (rhythm: Rhythm, shift: number) => (shift > 0 ? `，${BEFORE[rhythm]}` : "")

const AT_THE_END: Partial<Record<Rhythm, string>> = { quarterly: "每季度末", half_yearly: "每半年末", yearly: "每年末" }

/** 「每季度末」, 「每年2、5、8、11月26日」, 「每周一，报上周」. */
export const ruleWords = (rule: DueRule): string => dueWords(rule) + after(rule.rhythm, rule.shift)

function dueWords({ rhythm, shift, day }: DueRule): string {
  if (rhythm === "weekly") return `每${WEEKDAY_LABEL[day]}`
  if (rhythm === "monthly") return `每月${dayOfMonth(day)}`
  const atTheEnd = shift === 0 && day === MONTH_END ? AT_THE_END[rhythm] : undefined
  return atTheEnd ?? `每年${monthsWords(rhythm, shift)}月${dayOfMonth(day)}`
}

/** 「3、6、9、12月（季末）」, as a choice. */
export function shiftWords(rhythm: Rhythm, shift: number): string {
  if (rhythm === "weekly") return (shift === 0 ? "当周" : "次周") + after(rhythm, shift)
  if (rhythm === "monthly") return (shift === 0 ? "当月" : "次月") + after(rhythm, shift)
  const next = rhythm === "yearly" && shift > 0 ? "次年" : ""
  return `${next}${monthsWords(rhythm, shift)}月${after(rhythm, shift)}`
}

/** 「遇休息日顺延」. */
export const rollWords = ({ roll }: Pick<DueRule, "roll">): string =>
  roll === "next" ? "遇休息日顺延至下一工作日" : "遇休息日提前至前一工作日"

/** The stretch that a round is about, where its name does not tell the days: 「9月28日—10月4日」; null: it does. */
export function spanWords(rhythm: Rhythm, period: string | null, today: string): string | null {
  if (rhythm !== "weekly" || period === null) return null
  const until = periodEnd(rhythm, period)
  const from = periodBegin(rhythm, until)
  return `${dayWords(from, today)}—${dayWords(until, yearOf(from) === yearOf(until) ? until : today)}`
}

/** Why a due day was moved: 「2月28日是周日，顺延」; null: it was not. */
export function movedWords(
  { ruleBy, dueBy }: Pick<Proposed, "dueBy"> & { ruleBy: string | null },
  calendar: Calendar,
  today: string,
): string | null {
  if (ruleBy === null || ruleBy === dueBy) return null
  const why = restDayOf(calendar, ruleBy)
  // The table may have been corrected since the day was moved.
  const day = `${dayWords(ruleBy, today)}${why ? `是${restWords(why, ruleBy)}` : ""}`
  return `${day}，${dueBy > ruleBy ? "顺延" : "提前"}`
}

/** 「12月31日（周四）」. */
export const dayAndWeekday = (day: string, today: string): string =>
  `${dayWords(day, today)}（${WEEKDAY_LABEL[weekdayOf(day)]}）`

/** What becomes of the round that is to open by itself today. */
export function openingWords({ round, heldBy, besides }: SelfOpening, today: string): string {
  const due = `「${round.name}」应于${dayWords(round.opensOn, today)}自动开启`
  if (heldBy !== null) return `${due}：「${heldBy}」报送期限未到，为减轻基层负担暂缓，该期到期后自动开启。`
  const beside = besides === null ? "" : `；「${besides}」尚未封账，将同时存在两期`
  return `${due}，几分钟内完成${beside}。没有应报事项的不开启。`
}

/** Two rounds of a plan at once, because the one opened by itself. */
export const besideWords = ({ name, besides }: { name: string; besides: string | null }): string =>
  `「${name}」已自动开启，「${besides}」尚未封账：请尽快封账，避免同时填报两期。`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  round_opened: "开启填报期",
  round_rescheduled: "修改填报期",
  round_cut_off: "统计封账",
  round_cut_off_undone: "撤销封账",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  cut_off: () => "本期已经统计封账。",
  not_opened: ({ name }) => `「${name}」尚未开始，不能封账。`,
  round_open: ({ name }) => `「${name}」尚未封账。为减轻基层负担，请先对该期封账，或勾选确认后再开新的填报期。`,
  already_listed: () => "所选事项中有的已列入本期应报，请刷新查看后再选。",
  not_cut_off: () => "本期没有封账，不需要撤销。",
  others_cut_off: () => "只有封账的人本人可以撤销封账。",
  undo_cut_off_too_late: () => "封账已经超过2分钟，不能再撤销。之后报送的照收，标为迟报。",
  cut_off_followed: () => "封账之后已经开启了下一期，或者拟办了督办单、通报建议，不能再撤销封账。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  rhythm_set: () => "报送安排已设定",
  round_opened_gaps: (n) => `填报期已开启，${counts(n)[0]} 项待报；${counts(n)[1]} 个单位没有联络员，见下`,
  round_opened: (n) => `填报期已开启，${counts(n)[0]} 项待报`,
  round_rescheduled: () => "填报期已修改",
  parts_listed: (n) => `已补列 ${n} 项，各单位的待办随之更新`,
  cut_off: () => "已封账，本期数字不再变化",
  cut_off_undone: () => "已撤销封账，本期恢复收报",
}

/** What a round asks for, as `plan, number` say. */
const dueList = ([plan, number]: string[]): string => planPath(Number(plan), { round: Number(number), report: "due" })

/** Where what is said once can be read in full, or what comes next is done. */
export const DONE_LINK: Words["DONE_LINK"] = {
  round_opened: (n) => ({ href: dueList(counts(n).slice(1)), word: "下一步：核对本期应报清单" }),
  round_opened_gaps: (n) => ({ href: dueList(counts(n).slice(2)), word: "下一步：核对本期应报清单" }),
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { round: "填报期" }
