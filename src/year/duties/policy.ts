import type { DocumentState } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"

/** Writes the list of the unit: its liaison or head. */
export const writesList = (actor: Actor, unitId: number): boolean => entersFor(actor, unitId)

/**
 * A list is written on until it is sent, and again once the 报备文件 is a draft again (撤回, 退回, 修订); null: it was never begun.
 */
export const isOpenList = (state: DocumentState | null): boolean => state === null || state === "draft"

/** Makes an assignment of an item: 普法办 of its year, in a plan of its own. */
export const placesDuty = (actor: Actor, year: Kept): boolean => keepsYear(actor, year)
