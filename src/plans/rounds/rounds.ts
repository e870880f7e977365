import type { Plan, Rhythm, Roll, Round } from "#db/schema.ts"
import { addDays, addMonths, daysBetween, endOf, monthEnd, parts } from "#src/clock.ts"
import { addWorkingDays, type Calendar, workingDayFrom, workingDayUntil } from "#src/office/calendar/working_days.ts"
import { freeName, monthsOf, nextPeriod, periodEnd, previousPeriod, roundName } from "./periods.ts"

/*
 * 报送安排: by which day each round of a plan is to be reported. The rule names a day of each period (季末, 每月5日 of the
 * month before, 每周五), and only the one date that falls on a rest day is moved, so that no date drifts from what the
 * office meant however many rounds follow each other.
 */

/** The month's last day, whatever its number. */
export const MONTH_END = 31

export type DueRule = {
  rhythm: Rhythm
  /** So many months (weeks, if weekly) after the last one of the period that is reported. */
  shift: number
  /** Of the month, `MONTH_END` its last; of the week, 1 Monday … 7 Sunday. */
  day: number
  roll: Roll
}

/** The months (weeks) of a period in which its report may fall due: the one after it, its last one, those before that. */
export function shiftsOf(rhythm: Rhythm): number[] {
  const months = monthsOf(rhythm)
  if (months <= 1) return [0, 1]
  return [...Array.from({ length: months - 1 }, (_, before) => (before === 0 ? 0 : -before)), 1]
}

const isWithin = ({ rhythm, shift, day }: DueRule): boolean =>
  shiftsOf(rhythm).includes(shift) && day >= 1 && day <= (rhythm === "weekly" ? 7 : MONTH_END)

/** One that a plan can have: 不定期 has none. */
export const isRule = (rule: DueRule): boolean => rule.rhythm !== "none" && isWithin(rule)

export type Ruled = Pick<Plan, "rhythm" | "dueShift" | "dueDay" | "dueRoll">

/** The rule that has been set for a plan; null: none. */
export const ruleOf = ({ rhythm, dueShift, dueDay, dueRoll }: Ruled): DueRule | null =>
  rhythm === "none" || dueShift === null || dueDay === null
    ? null
    : { rhythm, shift: dueShift, day: dueDay, roll: dueRoll }

/** The day that a rule names for the period that ends with a day. */
export function ruledDay({ rhythm, shift, day }: DueRule, end: string): string {
  if (rhythm === "weekly") return addDays(end, 7 * shift + day - 7)
  const first = addMonths(`${end.slice(0, 7)}-01`, shift)
  const [, , last] = parts(monthEnd(first))
  return addDays(first, Math.min(day, last) - 1)
}

/** The working day to which a day goes that falls on a rest day; any other stays. */
export const rolled = (calendar: Calendar, day: string, roll: Roll): string =>
  roll === "next" ? workingDayFrom(calendar, day) : workingDayUntil(calendar, day)

/** The day that a rule names for a period, where the due day is that day moved off a rest day; null: it is not. */
export function movedFrom(rule: DueRule, end: string, dueBy: string, calendar: Calendar): string | null {
  const ruleBy = ruledDay(rule, end)
  return ruleBy !== dueBy && rolled(calendar, ruleBy, rule.roll) === dueBy ? ruleBy : null
}

/** A round as the rule has it. */
export type Proposed = Pick<Round, "name" | "opensOn" | "dueBy"> & {
  /** The last day of the period it is about. */
  period: string
  /** The day that the rule names; another one than `dueBy` where that would have been a rest day. */
  ruleBy: string
}

/** The round about the period that ends with a day. It opens so many working days before it is due. */
export function roundAbout(rule: DueRule, end: string, calendar: Calendar, opensBefore: number): Proposed {
  const ruleBy = ruledDay(rule, end)
  const dueBy = rolled(calendar, ruleBy, rule.roll)
  return {
    name: roundName(rule.rhythm, end),
    period: end,
    opensOn: addWorkingDays(calendar, dueBy, -opensBefore),
    dueBy,
    ruleBy,
  }
}

/** A due day that was moved over a long holiday lies so far behind the end of its period at most, in months. */
const BEHIND = -2

/** The rounds that fall due from one day to another, both included. */
export function roundsBetween(
  rule: DueRule,
  from: string,
  until: string,
  calendar: Calendar,
  opensBefore: number,
): Proposed[] {
  const found: Proposed[] = []
  for (let end = periodEnd(rule.rhythm, addMonths(from, BEHIND)); ; end = nextPeriod(rule.rhythm, end)) {
    const round = roundAbout(rule, end, calendar, opensBefore)
    if (round.dueBy > until) return found
    if (round.dueBy >= from) found.push(round)
  }
}

/** The next round by the rule that is not due before today, about a period after all that have been asked about. */
export function nextRound(
  rule: DueRule,
  asked: readonly string[],
  today: string,
  calendar: Calendar,
  opensBefore: number,
): Proposed {
  const last = asked.reduce((latest, period) => (period > latest ? period : latest), "")
  for (let end = periodEnd(rule.rhythm, addMonths(today, BEHIND)); ; end = nextPeriod(rule.rhythm, end)) {
    const round = roundAbout(rule, end, calendar, opensBefore)
    if (end > last && round.dueBy >= today) return round
  }
}

/** Names an arrangement between two steps of a form: what is set is what was shown. */
export const arrangementKey = (
  { rhythm, shift, day, roll }: DueRule,
  opensBefore: number,
  opensItself: boolean,
): string => [rhythm, shift, day, roll, opensBefore, opensItself].join(" ")

type RoundRow = Pick<Round, "number" | "name" | "period" | "dueBy" | "cutOffAt">
/** By which days and settings the rounds ahead are worked out. */
export type Ahead = Telling & { today: string; roundDays: number }

/** How a plan's rounds go on. */
export type Arrangement = {
  rule: DueRule
  /** Somebody has set it; otherwise it is what the rounds so far show. */
  isSet: boolean
  opensBefore: number
  /** The next one to be opened, under a name that no round of the plan bears. */
  next: Proposed
  /** Those due within a year, with the round that is about the same period, if there has been one. */
  coming: (Proposed & { round: RoundRow | null })[]
}

export function arrangementOf(
  plan: Ruled & Pick<Plan, "opensBefore">,
  rounds: readonly RoundRow[],
  { today, roundDays, ...telling }: Ahead,
): Arrangement {
  const { calendar } = telling
  const about = rounds.map((round) => ({ round, dueBy: round.dueBy, period: periodAbout(plan, round, telling) }))
  const set = ruleOf(plan)
  const rule = set ?? impliedRule(plan.rhythm, about, calendar)
  const opensBefore = opensBeforeOf(plan, roundDays)
  const asked = about.map(({ period }) => period)
  const next = nextRound(rule, asked, today, calendar, opensBefore)
  return {
    rule,
    isSet: set !== null,
    opensBefore,
    next: {
      ...next,
      name: freeName(
        next.name,
        rounds.map(({ name }) => name),
      ),
    },
    coming: roundsBetween(rule, today, addMonths(today, 12), calendar, opensBefore).map((one) => ({
      ...one,
      round: about.find(({ period }) => period === one.period)?.round ?? null,
    })),
  }
}

/** The round that is to open by itself today. */
export type SelfOpening = {
  round: Proposed
  /** A round that still collects: the new one waits until that one's day has passed (减负). */
  heldBy: string | null
  /** One whose day has passed without its being cut off: the new one opens beside it, and says so. */
  besides: string | null
}

/** Null: no round is to be opened by itself today. A day that has passed altogether is not made up for. */
export function selfOpening(
  plan: Ruled & Pick<Plan, "opensBefore" | "opensItself">,
  rounds: readonly RoundRow[],
  ahead: Ahead,
): SelfOpening | null {
  const { next, isSet } = arrangementOf(plan, rounds, ahead)
  if (!plan.opensItself || !isSet || next.opensOn > ahead.today) return null
  const open = rounds.filter(({ cutOffAt }) => cutOffAt === null)
  return {
    round: next,
    heldBy: open.find(({ dueBy }) => dueBy >= ahead.today)?.name ?? null,
    besides: open.find(({ dueBy }) => dueBy < ahead.today)?.name ?? null,
  }
}

/** Rounds that opened by themselves beside one that is still not cut off. */
export const openedBeside = <T extends Pick<RoundRow, "name" | "cutOffAt"> & { besides: string | null }>(
  rounds: readonly T[],
): T[] => {
  const open = rounds.filter(({ cutOffAt }) => cutOffAt === null)
  return open.filter(({ besides }) => besides !== null && open.some(({ name }) => name === besides))
}

type Automatic<T> = T & Ruled & Pick<Plan, "id" | "opensBefore" | "opensItself">
type AutomaticRound = RoundRow & { planId: number; besides: string | null }

/** What the supervisors of such plans are told: rounds that wait for another one, and those that had to be opened beside one. */
export type AtOnce<T> = { plan: T; heldBack: SelfOpening | null; beside: { name: string; besides: string | null }[] }

export function roundsAtOnce<T>(plans: Automatic<T>[], all: AutomaticRound[], ahead: Ahead): AtOnce<T>[] {
  return plans
    .map((plan) => {
      const rounds = all.filter(({ planId }) => planId === plan.id)
      const opening = selfOpening(plan, rounds, ahead)
      return { plan, heldBack: opening?.heldBy ? opening : null, beside: openedBeside(rounds) }
    })
    .filter(({ heldBack, beside }) => heldBack !== null || beside.length > 0)
}

/**
 * A day of the last month that a round is about, where the plan has no rule: a third quarter's report is due on 10
 * October. Due up to the day `lastPeriodDays` of a month it may be about the period that ended before.
 */
export function periodOf(rhythm: Rhythm, dueBy: string, lastPeriodDays: number): string {
  if (rhythm === "weekly") return dueBy
  const before = addMonths(dueBy, -1)
  const [, month] = parts(before)
  const [, , day] = parts(dueBy)
  return day <= lastPeriodDays && month % monthsOf(rhythm) === 0 ? before : dueBy
}

/** By which calendar and settings a due day tells its period. */
export type Telling = { calendar: Calendar; lastPeriodDays: number }

/** The last day of the period that a round due on a day is about: by the plan's rule the one whose day is nearest. */
export function periodDueOn(plan: Ruled, dueBy: string, { calendar, lastPeriodDays }: Telling): string {
  const rule = ruleOf(plan)
  if (!rule) return periodEnd(plan.rhythm, periodOf(plan.rhythm, dueBy, lastPeriodDays))
  const away = (end: string) => Math.abs(daysBetween(rolled(calendar, ruledDay(rule, end), rule.roll), dueBy))
  return periodsAround(plan.rhythm, dueBy).reduce((nearest, end) => (away(end) < away(nearest) ? end : nearest))
}

/** A week's day that was moved over a long holiday lies up to two weeks beside it. */
function periodsAround(rhythm: Rhythm, day: string): string[] {
  const own = periodEnd(rhythm, day)
  const before = previousPeriod(rhythm, own)
  const after = nextPeriod(rhythm, own)
  return [previousPeriod(rhythm, before), before, own, after, nextPeriod(rhythm, after)]
}

/** The last day of the period that a round is about. */
export const periodAbout = (plan: Ruled, { period, dueBy }: Pick<Round, "period" | "dueBy">, telling: Telling) =>
  period === null ? periodDueOn(plan, dueBy, telling) : periodEnd(plan.rhythm, period)

/** A round that takes new parts in, with the period that it is about. */
export const takingIn = <Running extends Pick<Round, "period" | "dueBy">>(
  plan: Ruled,
  round: Running | null,
  telling: Telling,
) => round && { round, period: periodAbout(plan, round, telling) }

/** Until an office says otherwise. */
const USUAL = { weekly: { shift: 0, day: 5 }, longer: { shift: 0, day: 25 } }

/**
 * The rule that the rounds so far show, where none has been set: the day that explains most of them, the newest first.
 * A due day that was only moved off a rest day is explained by the day before it was moved, and becomes no rule itself.
 */
export function impliedRule(
  rhythm: Rhythm,
  rounds: readonly { dueBy: string; period: string }[],
  calendar: Calendar,
): DueRule {
  const explained = (rule: DueRule) =>
    rounds.filter(({ dueBy, period }) => rolled(calendar, ruledDay(rule, period), rule.roll) === dueBy).length
  // Rounds of another rhythm that the plan had before show nothing.
  const shown = rounds.map(({ dueBy, period }) => ruleShownBy(rhythm, dueBy, period)).filter(isWithin)
  return shown.reduce<DueRule>(
    (best, rule) => (explained(rule) > explained(best) ? rule : best),
    shown[0] ?? { rhythm, roll: "next", ...(rhythm === "weekly" ? USUAL.weekly : USUAL.longer) },
  )
}

function ruleShownBy(rhythm: Rhythm, dueBy: string, period: string): DueRule {
  if (rhythm === "weekly") {
    const shift = Math.max(0, Math.ceil(daysBetween(period, dueBy) / 7))
    return { rhythm, roll: "next", shift, day: daysBetween(period, dueBy) + 7 - 7 * shift }
  }
  const [year, month, day] = parts(dueBy)
  const [ofYear, ofMonth] = parts(period)
  return {
    rhythm,
    roll: "next",
    shift: (year - ofYear) * 12 + month - ofMonth,
    day: dueBy === monthEnd(dueBy) ? MONTH_END : day,
  }
}

/** So many working days before its due day a round of the plan opens. */
export const opensBeforeOf = ({ rhythm, opensBefore }: Pick<Plan, "rhythm" | "opensBefore">, roundDays: number) =>
  opensBefore ?? (rhythm === "weekly" ? Math.min(DAYS_OF_A_WEEKLY, roundDays) : roundDays)

/** A week's report has no more time than that without overlapping the one before. */
const DAYS_OF_A_WEEKLY = 3

/** The automatic cut-off: end of the n-th working day after the due day; null when it never comes by itself. */
export const automaticCutOff = (calendar: Calendar, dueBy: string, cutOffDays: number): number | null =>
  cutOffDays === 0 ? null : endOf(addWorkingDays(calendar, dueBy, cutOffDays))

/** The instant of the automatic cut-off as it still stands: who undid it after that instant cuts off by hand. */
export const standingCutOff = (automatic: number | null, undoneAt: number | null): number | null =>
  automatic !== null && undoneAt !== null && undoneAt >= automatic ? null : automatic
