import type { Link, Plan } from "#db/schema.ts"
import { isRunning } from "#src/trail/running.ts"

/*
 * Whether a 填报链接 stands in for a password: asked before a session is opened by it and at every request of one. Who
 * makes links, and how long they last, is for src/reports/links.
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
export const opens = ({ expiresAt, revokedAt, ...bearing }: LinkFacts, now: number): boolean =>
  revokedAt === null && now <= expiresAt && mayOpen(bearing)

/** A link for these may be made. 工作秘密 never leaves by one, whatever the plan's setting said before. */
export const mayOpen = ({ plan, roundTaken, unitActive, personActive, isLiaison }: Bearing): boolean =>
  isRunning(plan.state) && allowsLinks(plan) && roundTaken && unitActive && personActive && isLiaison

export const allowsLinks = ({ allowsLinks, handling }: Pick<Plan, "allowsLinks" | "handling">): boolean =>
  allowsLinks && handling !== "work_secret"
