import type { AssignmentState } from "#db/schema.ts"
import { type Calendar, workingDaysBetween } from "#src/office/calendar/working_days.ts"

/*
 * 久无进展: parts of which nothing has been said for long, to be talked over with the unit. It is no fault and no fine:
 * no light, no reminder and no figure follows from it.
 *
 * A word is a report with words, an answer to a 督办单, a 申请办结, a 延期申请. 无变化 is a report, and no word.
 */

/** In these a word is the unit's to say: what is claimed or disputed waits for the office. */
export const SPEAKING = ["awaiting", "active", "rectifying"] as const satisfies readonly AssignmentState[]

/** A report that a round asked for and that brought no word; `unchangedOn`: the day on which it came as 无变化, or null. */
export type Asking = { dueBy: string; unchangedOn: string | null }

export type SilenceFacts = {
  /** The day of the last word; null: there has been none. */
  lastWordOn: string | null
  /** The day on which its first round opened, from which on something could be said. */
  askedFrom: string | null
  asked: readonly Asking[]
  /** Talked over since the newest round opened. */
  isTalkedOver: boolean
}

export type SilenceRule = {
  /** So many rounds of 无变化, so many working days without a word; 0: neither counts. */
  silentRounds: number
  silentDays: number
  today: string
  calendar: Calendar
}

export type Silence = {
  /** Rounds answered with 无变化 since the last word, and working days since then. */
  rounds: number
  workingDays: number
  /** Since when: the last word, or the first round. */
  since: string
  hasSpoken: boolean
}

/**
 * How long a part has been silent, where that is long enough to be talked over; null: it is not. Days count only once a
 * round has come due in them without one: who was asked nothing, or has answered, owes no word. What was talked over rests until the next round.
 */
export function silenceOf(facts: SilenceFacts, rule: SilenceRule): Silence | null {
  const { lastWordOn, askedFrom, asked, isTalkedOver } = facts
  const since = lastWordOn ?? askedFrom
  if (since === null || isTalkedOver) return null
  const rounds = asked.filter(
    ({ unchangedOn }) => unchangedOn !== null && !isBeforeWord(unchangedOn, lastWordOn),
  ).length
  const isAsked = asked.some(({ dueBy }) => dueBy < rule.today && !isBeforeWord(dueBy, lastWordOn))
  const workingDays = workingDaysBetween(rule.calendar, since, rule.today)
  const byRounds = rule.silentRounds > 0 && rounds >= rule.silentRounds
  const byDays = rule.silentDays > 0 && isAsked && workingDays >= rule.silentDays
  return byRounds || byDays ? { rounds, workingDays, since, hasSpoken: lastWordOn !== null } : null
}

/** A word of the same day stands for that day. */
const isBeforeWord = (day: string, lastWordOn: string | null): boolean => lastWordOn !== null && day <= lastWordOn
