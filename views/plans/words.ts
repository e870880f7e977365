import type { Rhythm, Role, Task } from "#db/schema.ts"
import type { Board, BoardAssignment } from "#src/board/standing.ts"
import { yearOf } from "#src/clock.ts"
import { sameDayIn } from "#src/owing/owing.ts"
import type { Sign } from "#src/plans/plan/policy.ts"
import { lightWords, RHYTHM_LABEL, ROLE_LABEL } from "../labels.ts"
import { renamedWords } from "../units/words.ts"
import { dayWords, momentWords, yearlessWords } from "../words.ts"

type Dated = Pick<Task, "deadline" | "deadlineText" | "dueBy">

/** When a task is to be done, and how often it is reported. */
export function scheduleWords(task: Dated & Pick<Task, "rhythm">, rhythm: Rhythm, today: string): string {
  return [deadlineWords(task, today), rhythmWords(task.rhythm ?? rhythm)].join("，")
}

/** 「张三、李四」. */
export const leadersWords = (leaders: readonly { name: string }[]): string => leaders.map(({ name }) => name).join("、")

/** Of the schedule only what the plan's own rhythm does not say: a time limit, a rhythm of its own. */
export const deviationWords = (task: Dated & Pick<Task, "rhythm">, rhythm: Rhythm, today: string): string =>
  [
    task.deadline === "none" ? null : deadlineWords(task, today),
    task.rhythm === null || task.rhythm === rhythm ? null : rhythmWords(task.rhythm),
  ]
    .filter((words) => words !== null)
    .join("，")

/** When a task is to be done; without a day to compare with, always with the year. */
export function deadlineWords({ deadline, deadlineText, dueBy }: Dated, today?: string): string {
  const day = dueBy === null ? "" : dayWords(dueBy, today)
  if (deadline === "continuing") return "长期坚持"
  if (deadline === "yearly") return dueBy ? `每年${yearlessWords(dueBy)}前完成` : "每年完成"
  if (deadline === "date" && day) return `${day}前完成`
  if (deadline === "printed" && deadlineText) return day ? `${deadlineText}（${day}）` : deadlineText
  return "未定时限"
}

/** 「下一次2026年12月1日，以后2027年、2028年同日」; of 29 February each year's own day. */
export function comingYears(dueBy: string, today: string): string {
  const first = Math.max(yearOf(dueBy), yearOf(today))
  const [next, ...later] = [first, first + 1, first + 2].map((year) => sameDayIn(year, dueBy))
  return `${dayWords(next ?? dueBy)}，以后${later.map((day) => dayWords(day)).join("、")}`
}

/** 「每季度报送」. */
export const rhythmWords = (rhythm: Rhythm): string =>
  rhythm === "none" ? RHYTHM_LABEL.none : `${RHYTHM_LABEL[rhythm]}报送`

/** 牵头, and 第一牵头 for the first of them. */
export const roleWords = ({ role, isFirstLead }: { role: Role; isFirstLead: boolean }): string =>
  isFirstLead ? `第一${ROLE_LABEL.lead}` : ROLE_LABEL[role]

export const SIGN_WORDS: Readonly<Record<Sign, string>> = {
  claimed: "申请办结待核查",
  waiting: "进展待审核",
  written: "有草稿",
}

/** All that a cell of the matrix shows, in words. */
export const partWords = (part: BoardAssignment, sign: Sign | null): string =>
  [roleWords(part), lightWords(part.light), part.late && "迟报", sign && SIGN_WORDS[sign]].filter(Boolean).join(" ")

/** From when the figures are. */
export function asOfWords(
  { asOf, frozen, round, units }: Pick<Board, "asOf" | "frozen" | "round" | "units">,
  today: string,
): string {
  const moment = momentWords(asOf, today)
  if (round === null || round.cutOffAt === null) return `数据截至${moment}`
  if (frozen) {
    const named = renamedWords(units)
    return `${round.name}已于${moment}封账，以下为封账时的情况${named === null ? "" : `；${named}`}`
  }
  return `数据截至${moment}；${round.name}已于${momentWords(round.cutOffAt, today)}封账，已报数以封账时为准`
}
