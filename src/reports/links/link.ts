import type { Link, Round, Unit } from "#db/schema.ts"
import { dateOf, endOf } from "#src/clock.ts"
import { addWorkingDays, type Calendar } from "#src/office/calendar/working_days.ts"
import { type LinkFacts, opens } from "#src/office/people/linked.ts"
import { automaticCutOff } from "#src/plans/rounds/rounds.ts"

/*
 * 填报链接: one liaison may report for one unit in one round without signing in, where the plan allows it. What a link
 * opens is in reach.ts.
 */

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
  return opens(facts, now) ? "live" : "suspended"
}

/** Named the same way in the trail over all links of the three. */
export const linkSubject = ({
  roundId,
  unitId,
  personId,
}: Pick<Link, "roundId" | "personId"> & { unitId: Unit["id"] }) => `link:${roundId}/${unitId}/${personId}`
