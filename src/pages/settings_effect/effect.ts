import type { LightColour, Notice } from "#db/schema.ts"
import type { LightRule } from "#src/board/lights/light.ts"
import { type BoardRound, type Standings, standing, type TaskRow } from "#src/board/standing.ts"
import { dateOf } from "#src/clock.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { isAlive } from "#src/office/people/sessions.ts"
import type { SettingKey, Settings } from "#src/office/settings/settings.ts"
import { automaticCutOff } from "#src/plans/rounds/rounds.ts"
import { circularCandidates } from "#src/supervision/log/circular.ts"
import type { Supervision } from "#src/supervision/log/log_queries.ts"
import { lightOfNotice } from "#src/supervision/notices/standing.ts"
import {
  audiencesOf,
  type Digest,
  digestsLeft,
  isSendingTime,
  type Owed,
  remindsYetToday,
  type Taken,
} from "#src/supervision/reminders/schedule.ts"

/*
 * What a change of settings would do today to what is there already. Nothing is decided here: each part asks the rule
 * by which the pages and the timer go, once with the settings as they are and once as they would be.
 */

/** The parts of an effect. What a setting touches is all that it can touch; those that touch nothing only propose. */
export const EFFECTS = ["lights", "notices", "cutOffs", "circular", "digests", "waiting", "sessions", "locks"] as const
export type EffectPart = (typeof EFFECTS)[number]

const REMINDING: readonly EffectPart[] = ["digests"]
const SENDING: readonly EffectPart[] = ["digests", "waiting"]

export const TOUCHES: Record<SettingKey, readonly EffectPart[]> = {
  organisation: [],
  planApprover: [],
  dueSoonDays: ["lights", "notices"],
  resubmitDays: [],
  rectifyDays: [],
  noticeDays: [],
  remindAutomatically: REMINDING,
  remindBeforeDays: REMINDING,
  remindOverdueSteps: REMINDING,
  headAfterDays: REMINDING,
  leaderAfterDays: REMINDING,
  circularAfterDays: ["circular"],
  silentRounds: [],
  silentDays: [],
  ranksUnits: [],
  sendFromHour: SENDING,
  sendUntilHour: SENDING,
  objectionDays: [],
  objectionDecisionDays: [],
  linkDays: [],
  lastPeriodDays: [],
  roundDays: [],
  cutOffDays: ["cutOffs"],
  itemQuotaMb: [],
  unitQuotaMb: [],
  planQuotaMb: [],
  idleMinutes: ["sessions"],
  absoluteMinutes: ["sessions"],
  administratorIdleMinutes: [],
  sessionsPerPerson: [],
  passwordDays: [],
  passwordHistory: [],
  lockAfterFailures: ["locks"],
  lockMinutes: ["locks"],
  addressFailures: ["locks"],
  passwordLength: [],
  passwordClasses: [],
}

/** The parts that a change of these settings may touch, in the order in which they are shown. */
export const touchedBy = (keys: readonly SettingKey[]): EffectPart[] =>
  EFFECTS.filter((part) => keys.some((key) => TOUCHES[key].includes(part)))

export type PlanFacts = {
  planId: number
  round: Pick<BoardRound, "dueBy" | "cutOffAt"> | null
  standings: Standings
  tasks: Pick<TaskRow, "id" | "deadline" | "dueBy">[]
}

type Locked = { accounts: number; addresses: number }

/** What is there, as far as some setting may touch it. */
export type Facts = {
  plans: PlanFacts[]
  notices: Pick<Notice, "planId" | "state" | "dueBy">[]
  /** Not cut off yet. */
  rounds: { planId: number; name: string; dueBy: string }[]
  owed: Owed[]
  taken: Taken[]
  made: { unitId: number }[]
  overdue: Supervision["overdue"]
  /** Messages that would leave the program now if the hour allows. */
  waiting: number
  sessions: { createdAt: number; lastUsedAt: number; own: boolean }[]
  locked: { before: Locked; after: Locked }
}

/** So many of a plan that change from one colour to another. */
export type Shift = { planId: number; from: LightColour; to: LightColour; count: number }
export type MovedCutOff = {
  planId: number
  name: string
  /** Civil dates; null: not by itself. */
  before: string | null
  after: string | null
  /** The timer would cut it off at its next run. */
  atOnce: boolean
}
type Reached = { units: number; heads: number; leaders: number }
type Proposed = { units: number; items: number }

export type Effect = {
  lights: Shift[]
  notices: Shift[]
  cutOffs: MovedCutOff[]
  circular: { planId: number; before: Proposed; after: Proposed }[]
  /** Null, like the three below: nothing changes. */
  digests: { before: Reached; after: Reached } | null
  waiting: { count: number; leave: boolean } | null
  sessions: { ended: number; own: boolean } | null
  locks: { before: Locked; after: Locked } | null
}

export type Moment = { now: number; today: string; calendar: Calendar }

export const effectOf = (facts: Facts, before: Settings, after: Settings, moment: Moment): Effect => ({
  lights: shifts(lightsOf(facts, before, moment), lightsOf(facts, after, moment)),
  notices: shifts(noticeLights(facts, before, moment), noticeLights(facts, after, moment)),
  cutOffs: facts.rounds.flatMap((round) => movedCutOff(round, before, after, moment)),
  circular: circularChanges(facts, before, after, moment),
  digests: changed(digestsToday(facts, before, moment), digestsToday(facts, after, moment)),
  waiting: waitingChange(facts, before, after, moment),
  sessions: sessionsEnding(facts, before, after, moment),
  locks: changed(facts.locked.before, facts.locked.after),
})

/** True when nothing that is there changes. */
export const hasNoEffect = (effect: Effect): boolean => EFFECTS.every((part) => isUntouched(effect, part))

export function isUntouched(effect: Effect, part: EffectPart): boolean {
  const value = effect[part]
  return value === null || (Array.isArray(value) && value.length === 0)
}

/** Nothing when both are the same, else both. */
function changed<T extends Record<string, number>>(before: T, after: T): { before: T; after: T } | null {
  return Object.keys(before).every((key) => before[key] === after[key]) ? null : { before, after }
}

type Coloured = { planId: number; colour: LightColour | null }

const ruleBy = ({ today, calendar }: Moment, { dueSoonDays }: Settings): LightRule => ({ today, calendar, dueSoonDays })

function lightsOf({ plans }: Facts, settings: Settings, moment: Moment): Coloured[] {
  const rule = ruleBy(moment, settings)
  return plans.flatMap(({ planId, round, standings, tasks }) =>
    [...standing(standings, round, false, tasks, rule).values()]
      .flat()
      .map(({ light }) => ({ planId, colour: light.colour })),
  )
}

function noticeLights({ notices }: Facts, settings: Settings, moment: Moment): Coloured[] {
  const rule = ruleBy(moment, settings)
  return notices.map((notice) => ({ planId: notice.planId, colour: lightOfNotice(notice, rule)?.colour ?? null }))
}

/** Both lists are in the same order. */
function shifts(before: Coloured[], after: Coloured[]): Shift[] {
  const counts = new Map<string, Shift>()
  for (const [i, { planId, colour: from }] of before.entries()) {
    const to = after[i]?.colour ?? null
    if (from === null || to === null || from === to) continue
    const key = `${planId} ${from} ${to}`
    const shift = counts.get(key) ?? { planId, from, to, count: 0 }
    counts.set(key, { ...shift, count: shift.count + 1 })
  }
  return [...counts.values()].sort((a, b) => a.planId - b.planId)
}

function movedCutOff(
  { planId, name, dueBy }: Facts["rounds"][number],
  before: Settings,
  after: Settings,
  { now, calendar }: Moment,
): MovedCutOff[] {
  const was = automaticCutOff(calendar, dueBy, before.cutOffDays)
  const is = automaticCutOff(calendar, dueBy, after.cutOffDays)
  if (was === is) return []
  const day = (at: number | null) => (at === null ? null : dateOf(at))
  return [{ planId, name, before: day(was), after: day(is), atOnce: is !== null && is <= now }]
}

function circularChanges({ overdue }: Facts, before: Settings, after: Settings, { today, calendar }: Moment) {
  const proposed = (planId: number, { circularAfterDays }: Settings): Proposed => {
    const own = overdue.filter((row) => row.planId === planId)
    const found = circularCandidates(own, { after: circularAfterDays, today, calendar })
    return { units: found.length, items: found.flatMap(({ items }) => items).length }
  }
  const ids = [...new Set(overdue.map(({ planId }) => planId))].sort((a, b) => a - b)
  return ids.flatMap((planId) => {
    const change = changed(proposed(planId, before), proposed(planId, after))
    return change ? [{ planId, ...change }] : []
  })
}

/** Whom the program would still remind today by itself. */
function digestsToday({ owed, taken, made }: Facts, rules: Settings, { now, today, calendar }: Moment): Reached {
  const digests = remindsYetToday(now, calendar, rules)
    ? digestsLeft(owed, taken, made, { today, calendar, rules })
    : []
  const reaching = (audience: "head" | "leader") => digests.filter((one: Digest) => audiencesOf(one).includes(audience))
  return { units: digests.length, heads: reaching("head").length, leaders: reaching("leader").length }
}

function waitingChange({ waiting: count }: Facts, before: Settings, after: Settings, { now, calendar }: Moment) {
  const leave = isSendingTime(now, calendar, after)
  return count === 0 || isSendingTime(now, calendar, before) === leave ? null : { count, leave }
}

/** Whoever saves is using their own session: only its absolute end can come. */
function sessionsEnding({ sessions }: Facts, before: Settings, after: Settings, { now }: Moment) {
  const ending = sessions
    .map((session) => (session.own ? { ...session, lastUsedAt: now } : session))
    .filter((session) => isAlive(session, now, before) && !isAlive(session, now, after))
  return ending.length === 0 ? null : { ended: ending.length, own: ending.some(({ own }) => own) }
}
