import type { DocumentKind, DocumentVersion } from "#db/schema.ts"
import { type Actor, holds, placesOf } from "#src/office/people/actor.ts"
import { entersFor } from "#src/year/years/policy.ts"

type OfUnit = { unitId: number }

/** Writes and files for the unit: its liaison or head. */
export const writesFor = (actor: Actor, { unitId }: OfUnit): boolean => entersFor(actor, unitId)

/** May be entered by the office for a unit: a 责任清单 is its items, which the unit alone writes, and without them it would be closed. */
export const isEnterable = (kind: DocumentKind): boolean => kind !== "duty_list"

/** Signs for the unit before it is filed. */
export const signsFor = (actor: Actor, { unitId }: OfUnit): boolean => !actor.link && holds(actor, "head", unitId)

/** What is being written is read by the unit alone. */
export const readsDraft = (actor: Actor, { unitId }: OfUnit): boolean => !actor.link && placesOf(actor).includes(unitId)

/** Sent or signed it: then another one of the office records it. */
export const isOwn = ({ id }: Pick<Actor, "id">, version: Pick<DocumentVersion, "sentById" | "signedById">): boolean =>
  id === version.sentById || id === version.signedById
