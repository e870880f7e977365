import type { Activity, Body } from "#db/schema.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { actsFor, entersFor, type Kept, keepsYear, seesBody } from "#src/year/years/policy.ts"

/** A unit enters its own by its liaison or head; the year's office enters for a unit what came to it otherwise. */
export const mayEnter = actsFor

/** The host and the office put right what was entered; a joint unit reads it. */
export const mayChange = (actor: Actor, year: Kept, { unitId }: Pick<Activity, "unitId">): boolean =>
  mayEnter(actor, year, unitId)

/** Of one of its units somebody who writes reports: what it held may go into what is reported. */
export const mayTell = (
  actor: Actor,
  { activity, units }: { activity: Pick<Activity, "state">; units: readonly { id: number }[] },
): boolean => activity.state === "held" && units.some(({ id }) => entersFor(actor, id))

type Partaking = Pick<Body, "unitId" | "supervisorUnitId">

/** Seen by whoever sees one of its units: the host or a joint one. */
export const seesActivity = (actor: Actor, year: Kept, units: readonly Partaking[]): boolean =>
  units.some((unit) => seesBody(actor, year, unit))

/** Sees what all units of a year did. */
export const overlooksYear = (actor: Actor, year: Kept): boolean => isLeader(actor) || keepsYear(actor, year)
