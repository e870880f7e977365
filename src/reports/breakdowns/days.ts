import { addDays, daysBetween } from "#src/clock.ts"
import { addWorkingDays, type Calendar } from "#src/office/calendar/working_days.ts"

/** So many working days before its own day a unit wants to have what comes from below. */
const WORKING_DAYS_BEFORE = 3
/** The same where no round runs whose day could be counted from. */
const DAYS_BEFORE = 5

export type Due = { dueBy: string } | null

/** The last day on which it is of any use: that of the unit itself, in the round that runs. */
export const latestBy = (round: Due, ownDaysBefore: number): string | null =>
  round === null ? null : addDays(round.dueBy, -ownDaysBefore)

/** 内部期限 as it is proposed: some working days before the unit's own day, and no day that has passed. */
export function proposedBy(round: Due, ownDaysBefore: number, today: string, calendar: Calendar): string | null {
  const latest = latestBy(round, ownDaysBefore)
  if (latest === null) return null
  const day = addWorkingDays(calendar, latest, -WORKING_DAYS_BEFORE)
  return day < today && today <= latest ? today : day
}

/** So many days before the day of each round: what is kept, for the rounds to come have other days. */
export const daysBefore = (internalBy: string | null, round: Due, ownDaysBefore: number): number =>
  round === null || internalBy === null ? ownDaysBefore + DAYS_BEFORE : daysBetween(internalBy, round.dueBy)

export type DayProblem = "after_own" | "past"

/** Why a day is of no use; null: it is. The unit's own last day is taken, and the page says what that means. */
export function dayProblem(internalBy: string | null, latest: string | null, today: string): DayProblem | null {
  if (internalBy === null || latest === null) return null
  if (internalBy > latest) return "after_own"
  return internalBy < today && today <= latest ? "past" : null
}
