import type { ReportState } from "#db/schema.ts"
import type { LinkBinding } from "#src/office/people/actor.ts"

/*
 * What a session that a 填报链接 opened can reach: the addresses here, of its own unit in its own round. For everything
 * else the answer is the one for what does not exist. Taking back what was sent is not among them: after sending, a
 * stolen link shows no word and moves nothing.
 */

const REACH: readonly [method: string, path: RegExp][] = [
  ["GET", /^\/todo$/],
  ["POST", /^\/todo\/sending$/],
  ["POST", /^\/assignments\/\d+\/rounds\/\d+\/(draft|report|attachments)$/],
  ["GET", /^\/attachments\/\d+$/],
]

export const isWithinReach = (method: string, path: string): boolean =>
  REACH.some(([allowed, pattern]) => allowed === method && pattern.test(path))

type Link = LinkBinding | null | undefined

/** Of the link's unit and round; for whoever signed in there is no such limit. */
export const isBoundTo = (link: Link, about: { unitId: number | null; roundId: number | null }): boolean =>
  !link || (about.unitId === link.unitId && about.roundId === link.roundId)

const WITH_THE_UNIT: readonly (ReportState | null)[] = [null, "draft", "returned"]

/** Still to be written: what has gone to the head or the office is not shown by a link any more. */
export const isStillDue = (state: ReportState | null): boolean => WITH_THE_UNIT.includes(state)
