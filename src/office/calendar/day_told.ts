import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { type Calendar, type RestDay, restDayOf, workingDaysBetween } from "./working_days.ts"

/*
 * What is told of a day before a form sets it: for every form alike, while it is chosen and when it is sent. A day that
 * is over is asked about once (or refused, where the act makes no sense with one); a rest day is only told.
 */

/** `workingDays` since a day that is over: 0 where only rest days lie between. */
export type DayTold = { told: "fine" } | { told: "past"; workingDays: number } | { told: "rest"; why: RestDay }

/** A day lasts until its end: today is not over. That a day is over says more than that nobody worked on it. */
export function dayTold(on: string, today: string, calendar: Calendar): DayTold {
  if (on < today) return { told: "past", workingDays: workingDaysBetween(calendar, on, today) }
  const why = restDayOf(calendar, on)
  return why ? { told: "rest", why } : { told: "fine" }
}

/** The problem at the field where a day that is over makes no sense; null: it is not over, or none is set. */
export function overAlready({ field, what, on }: DaySet, today: string): Problems | null {
  return on !== null && on < today ? { [field]: [`${what}不能早于今天`] } : null
}

/** A day that a form sets. */
export type DaySet = {
  /** Name of the field, and its id where that is another one. */
  field: string
  id?: string
  /** What the field is called. */
  what: string
  /** Null: nothing is set. */
  on: string | null
  /** What becomes of a day that is over: 「保存后立即逾期」. */
  effect?: string
  /** For how many at once, by their labels. */
  items?: readonly string[]
}

export type DayTelling = DaySet & { on: string; told: Exclude<DayTold, { told: "fine" }> }

/** What is asked before a form is taken: the days it is about, and the key of exactly these. */
export type DaysAsked = {
  days: DayTelling[]
  key: string
  /** Name of the button that was pressed, where the form has several: the answer presses the same one. */
  button?: string
}

/** The field with which the form says that it was asked, and about what. */
export const ASKED = "daysAsked"

type Asking = { today: string; calendar: Calendar; typed: Typed; button?: string }

/**
 * Whether a day that is over is meant. Null: none is, or this has been asked and answered; whatever has been changed
 * since is asked about again. What is told of rest days stands beside it, and asks nothing by itself.
 */
export function daysToAsk(days: readonly DaySet[], { today, calendar, typed, button }: Asking): DaysAsked | null {
  const told = days.flatMap((day): DayTelling[] => {
    if (day.on === null) return []
    const told = dayTold(day.on, today, calendar)
    return told.told === "fine" ? [] : [{ ...day, on: day.on, told }]
  })
  const over = told.filter((day) => day.told.told === "past")
  if (over.length === 0) return null
  const key = over.map(({ field, on, items = [] }) => [`${field}=${on}`, ...items].join(" ")).join(";")
  return typed[ASKED] === key ? null : { days: told, key, button }
}
