import type { Actor } from "#src/office/people/actor.ts"
import { actsFor, entersFor, type Kept } from "#src/year/years/policy.ts"
import type { OrderMove } from "./workflow.ts"

type Both = { offering: number; ordering: number }

/** Whoever offers accepts, declines and holds it; either of the two may cancel. */
export const mayMove = (actor: Actor, year: Kept, { offering, ordering }: Both, move: OrderMove): boolean =>
  actsFor(actor, year, offering) || (move === "cancel" && entersFor(actor, ordering))

/** 讲师 of a unit teach what it offers, and those of 普法办, who lends what it has to everybody. */
export const lendable = <Lecturer extends { unitId: number }>(
  { choices, lecturers }: { choices: Kept; lecturers: readonly Lecturer[] },
  offering: number,
): Lecturer[] => lecturers.filter(({ unitId }) => unitId === offering || unitId === choices.officeId)

/** Who of those for whom somebody acts may order: every unit but the one that offers it. */
export const orderersOf = <Unit extends { id: number }>(found: {
  choices: { own: readonly Unit[] }
  offer: { unitId: number }
}): Unit[] => found.choices.own.filter(({ id }) => id !== found.offer.unitId)
