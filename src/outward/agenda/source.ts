import type { SQL, SQLWrapper } from "drizzle-orm"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Settings } from "#src/office/settings/settings.ts"

/*
 * What falls on a day. What is owed is known already (src/owing/queries.ts), and stands beside every source by the name of
 * `owed`, of the units that are asked about; a capability whose affairs have days of their own says where they stand, who sees
 * them and where they are read.
 */

/** Whose days are asked for, and which. */
export type Asking = {
  actor: Actor
  today: string
  /** Civil days, both included. */
  from: string
  until: string
  /** What these units have to do with; null: all that the actor sees. */
  units: readonly number[] | null
  plan: number | null
  /** Leaves the program: what is 工作秘密 does not. */
  isOutside: boolean
}

/** Where the days of one kind stand, as SQL that one statement puts together; every table by its own name. */
export type Days = {
  /** Joined with `plans`, unless it is of none. */
  from: SQL
  /** Sees it, and it still is to come or to be done. */
  where: SQL | undefined
  group?: SQL
  /** Two numbers by which one is told from others of its kind, whatever its day. */
  key: readonly [SQLWrapper, SQLWrapper]
  on: SQLWrapper
  /** The last day, where it takes several. */
  until?: SQLWrapper
  /** What it is called beside its kind. */
  title?: SQLWrapper
  task?: { ordinal: SQLWrapper; label: SQLWrapper }
  /** One more number for its address. */
  number?: SQLWrapper
  /** A JSON array of the ids of those who have to do with it. */
  units?: SQLWrapper
  /** It belongs to no plan, and stands wherever none is chosen; `since`: the day from which on it was so, if nothing has changed it. */
  ofNoPlan?: { since: SQL }
  /** Its history, as a condition on `events e`: a client is told by it that something is newer. */
  history: SQL
}

/** By what a day is worked out that nobody has set. */
export type WorkedOutBy = { calendar: Calendar; settings: Settings }

/** One kind of what falls on a day. */
export type Dateable = {
  /** Of kinds on one day the least stands first. */
  readonly rank: number
  readonly kind: string
  readonly days: (asking: Asking) => Days
  /** The day that counts instead of the one that stands there, so many days after it at most; null: none. */
  readonly moved?: { byAtMost: number; to: (day: string, by: WorkedOutBy) => string | null }
  readonly href: (found: Place) => string
}

/** The same with its words. A capability names its own in capabilities.ts. */
export type Dated = Dateable & { readonly label: string }

export type Place = {
  key: readonly [number, number]
  /** 0: of none. */
  planId: number
  ordinal: number | null
  number: number | null
  units: readonly number[]
}
