import type { Consultation } from "#db/schema.ts"
import { type Actor, holds, placesOf } from "#src/office/people/actor.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"

/** Asks, reads every opinion, says what is made of it, ends it. */
export const conducts = (actor: Actor, { officeId }: Pick<Consultation, "officeId">): boolean =>
  holds(actor, "supervisor", officeId)

/** The units of a 征求意见稿 for which somebody may speak: as liaison or head. */
export const spokenFor = (actor: Actor, units: readonly { id: number }[]): number[] =>
  units.map(({ id }) => id).filter((unitId) => speaksFor(actor, unitId))

/** A unit's opinion is read by its own people and by the office, and by no other unit. */
export const readsOpinionOf = (actor: Actor, consultation: Pick<Consultation, "officeId">, unitId: number): boolean =>
  conducts(actor, consultation) || placesOf(actor).includes(unitId)
