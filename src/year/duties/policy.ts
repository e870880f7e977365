import type { DocumentState } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { entersFor } from "#src/year/years/policy.ts"

/** Writes the list of the unit: its liaison or head. */
export const writesList = (actor: Actor, unitId: number): boolean => entersFor(actor, unitId)

/**
 * A list is written on until it is sent, and again once the 报备文件 is a draft again (撤回, 退回, 修订); null: it was never begun.
 */
export const isOpenList = (state: DocumentState | null): boolean => state === null || state === "draft"
