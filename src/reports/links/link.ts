import type { Link, Plan, Round, Unit } from "#db/schema.ts"
import { dateOf, endOf } from "#src/clock.ts"
import { addWorkingDays, type Calendar } from "#src/office/calendar/working_days.ts"
import { isRunning } from "#src/plans/plan/workflow.ts"
import { automaticCutOff } from "#src/plans/rounds/rounds.ts"

/*
 * 填报链接: one liaison may report for one unit in one round without signing in, where the plan allows it. What a link
 * opens is in reach.ts.
 */

/** Everything on which it depends whether a link opens something now. */
export type LinkFacts = Pick<Link, "expiresAt" | "revokedAt"> & Bearing

/** The same for a link that has not been made yet. */
export type Bearing = {
  plan: Pick<Plan, "state" | "handling" | "allowsLinks">
  /** The round still takes reports: it is open, or the newest one. */
  roundTaken: boolean
  unitActive: boolean
  personActive: boolean
  /** Holds the liaison's post of the unit today. */
  isLiaison: boolean
}

/** Asked at every request of a session that a link opened, and before one is opened. */
export const holds = ({ expiresAt, revokedAt, ...bearing }: LinkFacts, now: number): boolean =>
  revokedAt === null && now <= expiresAt && mayHold(bearing)

/** A link for these may be made. 工作秘密 never leaves by one, whatever the plan's setting said before. */
export const mayHold = ({ plan, roundTaken, unitActive, personActive, isLiaison }: Bearing): boolean =>
  isRunning(plan.state) && allowsLinks(plan) && roundTaken && unitActive && personActive && isLiaison

export const allowsLinks = ({ allowsLinks, handling }: Pick<Plan, "allowsLinks" | "handling">): boolean =>
  allowsLinks && handling !== "work_secret"

export type LinkRules = { calendar: Calendar; cutOffDays: number; linkDays: number }

/**
 * The end of the n-th working day after the round's cut-off, be it past, to come by itself or (where it never does) the
 * due day. A link made when that is over gets as many working days from today.
 */
export function expiryOf(
  { dueBy, cutOffAt }: Pick<Round, "dueBy" | "cutOffAt">,
  today: string,
  { calendar, cutOffDays, linkDays }: LinkRules,
): number {
  const automatic = automaticCutOff(calendar, dueBy, cutOffDays)
  const end = cutOffAt ?? automatic
  const from = end === null ? dueBy : dateOf(end)
  const usual = addWorkingDays(calendar, from, linkDays)
  return endOf(usual >= today ? usual : addWorkingDays(calendar, today, linkDays))
}

/** The round that everything owed is about, by its `item` (src/owing/queries.ts); null: more than one, or something else. */
export function roundOf(items: readonly string[]): number | null {
  const rounds = new Set(items.map((item) => /^(?:report|resubmission):\d+\/(\d+)$/.exec(item)?.[1] ?? ""))
  const [only] = rounds
  return rounds.size === 1 && only ? Number(only) : null
}

export type LinkStanding = "live" | "revoked" | "expired" | "suspended"

/** How the office sees a link; suspended: neither revoked nor expired, and yet it opens nothing at the moment. */
export function standingOf(facts: LinkFacts, now: number): LinkStanding {
  if (facts.revokedAt !== null) return "revoked"
  if (now > facts.expiresAt) return "expired"
  return holds(facts, now) ? "live" : "suspended"
}

/** Named the same way in the trail over all links of the three. */
export const linkSubject = ({
  roundId,
  unitId,
  personId,
}: Pick<Link, "roundId" | "personId"> & { unitId: Unit["id"] }) => `link:${roundId}/${unitId}/${personId}`
