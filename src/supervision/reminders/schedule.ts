import type { Audience } from "#db/schema.ts"
import { dateOf, instant } from "#src/clock.ts"
import { type Calendar, isWorkingDay, workingDaysBetween } from "#src/office/calendar/working_days.ts"
import { stepsIn } from "#src/office/settings/rules.ts"
import type { OwedThing } from "#src/owing/owing.ts"

/*
 * 催办 by the program: when something owed is named, and how far up it is told (design.md 3, domain.md 3.4). All counts
 * are working days.
 */

export type ReminderRules = {
  remindAutomatically: boolean
  remindBeforeDays: number
  remindOverdueSteps: string
  headAfterDays: number
  leaderAfterDays: number
  sendFromHour: number
  sendUntilHour: number
}

/** A rung of the ladder: before the day, on it (or the last working day before it), so many days after it. */
export type Step = "before" | "due" | `overdue:${number}`

/** Something a unit owes by a day. `item` names it: `report:12/3`, `notice:4`… */
export type Owed = {
  item: string
  unitId: number
  planId: number
  assignmentId: number | null
  dueBy: string
  /** Who has to move: what waits for the head's signature is told to the head from the first step. */
  waitsFor: "liaison" | "head"
  what?: OwedThing
}

/** Working days past the day; 0 until then. */
export const daysOverdue = (calendar: Calendar, dueBy: string, today: string): number =>
  today > dueBy ? workingDaysBetween(calendar, dueBy, today) : 0

/** The rung that something owed by a day has reached today; null: nothing is said of it yet. */
export function stepOf(dueBy: string, today: string, calendar: Calendar, rules: ReminderRules): Step | null {
  if (today > dueBy) {
    const days = daysOverdue(calendar, dueBy, today)
    const reached = (stepsIn(rules.remindOverdueSteps) ?? []).filter((step) => step <= days).at(-1)
    return reached === undefined ? null : `overdue:${reached}`
  }
  const left = workingDaysBetween(calendar, today, dueBy)
  if (left === 0) return "due"
  return left <= rules.remindBeforeDays ? "before" : null
}

export const AUDIENCE_ORDER: readonly Audience[] = ["liaison", "head", "leader"]

/** How far up something is told: the longer it is overdue the higher. 0 days in a rule: never. */
export function audienceOf(
  { dueBy, waitsFor, what }: Pick<Owed, "dueBy" | "waitsFor" | "what">,
  today: string,
  calendar: Calendar,
  rules: ReminderRules,
): Audience {
  const days = daysOverdue(calendar, dueBy, today)
  const told = (after: number) => after > 0 && days >= after
  // An 内部期限 is the unit's own matter: no leader is told of it.
  if (told(rules.leaderAfterDays) && what !== "breakdown") return "leader"
  return waitsFor === "head" || told(rules.headAfterDays) ? "head" : "liaison"
}

export type DigestItem = Owed & { step: Step; audience: Audience }
export type Digest = { unitId: number; items: DigestItem[] }

/** A rung that an item has already been named at. */
export type Taken = { item: string; dueBy: string; step: string }

/**
 * The digests of a day: for each unit that owes something at a rung it has not been told at, one digest of everything
 * it owes that is due soon, due or overdue. In the units' order of `owed`.
 */
export function digestsOf(
  owed: readonly Owed[],
  taken: readonly Taken[],
  { today, calendar, rules }: { today: string; calendar: Calendar; rules: ReminderRules },
): Digest[] {
  const told = new Set(taken.map(rung))
  // Thousands are due on the same few days, and counting working days is what costs.
  const steps = new Map<string, Step | null>()
  for (const { dueBy } of owed) if (!steps.has(dueBy)) steps.set(dueBy, stepOf(dueBy, today, calendar, rules))
  const items = owed.flatMap((one): DigestItem[] => {
    const step = steps.get(one.dueBy)
    return step ? [{ ...one, step, audience: audienceOf(one, today, calendar, rules) }] : []
  })
  const units = [...new Set(items.map(({ unitId }) => unitId))]
  return units
    .map((unitId) => ({ unitId, items: items.filter((item) => item.unitId === unitId) }))
    .filter(({ items }) => items.some((item) => !told.has(rung(item))))
}

/** The same for a day on which some units have had theirs: one a unit and day. */
export const digestsLeft = (
  owed: readonly Owed[],
  taken: readonly Taken[],
  made: readonly { unitId: number }[],
  by: { today: string; calendar: Calendar; rules: ReminderRules },
): Digest[] => {
  const served = new Set(made.map(({ unitId }) => unitId))
  return digestsOf(owed, taken, by).filter(({ unitId }) => !served.has(unitId))
}

const rung = ({ item, dueBy, step }: Taken) => `${item} ${dueBy} ${step}`

/** The receivers of a digest: the liaisons always, those above when something is for them. */
export const audiencesOf = ({ items }: Digest): Audience[] =>
  AUDIENCE_ORDER.filter((audience) => audience === "liaison" || items.some((item) => reaches(item.audience, audience)))

/** What is told to `to` is also for those below. */
export const reaches = (to: Audience, audience: Audience): boolean =>
  AUDIENCE_ORDER.indexOf(to) >= AUDIENCE_ORDER.indexOf(audience)

/** Inside the hours in which messages go out, on a working day: nobody is disturbed at night or on a holiday. */
export function isSendingTime(
  now: number,
  calendar: Calendar,
  { sendFromHour, sendUntilHour }: ReminderRules,
): boolean {
  const today = dateOf(now)
  return isWorkingDay(calendar, today) && now >= instant(today, sendFromHour) && now < instant(today, sendUntilHour)
}

/** There are still hours today in which the program makes and sends messages by itself. */
export const remindsYetToday = (now: number, calendar: Calendar, rules: ReminderRules): boolean =>
  rules.remindAutomatically && isWorkingDay(calendar, dateOf(now)) && now < instant(dateOf(now), rules.sendUntilHour)
