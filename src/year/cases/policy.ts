import type { Case } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear, seesBody, yearPlacesOf } from "#src/year/years/policy.ts"
import { isWithOffice } from "./workflow.ts"

/** What of a case decides who may. `writers`: the ids of all who wrote in what was sent last. */
type Told = Pick<Case, "unitId" | "state" | "sha256" | "checkedSha256" | "checkedById"> & { writers: readonly number[] }

/** Reads every version: the unit whose case it is, and the office. All others read what was sent. */
export const readsWhole = (actor: Actor, year: Kept, { unitId }: Pick<Case, "unitId">): boolean =>
  keepsYear(actor, year) || yearPlacesOf(actor).includes(unitId)

/** Reads why it came back or was taken back: beside those the 行业主管部门 and leaders; not whoever reads it because it is out. */
export const readsOpinions = (
  actor: Actor,
  year: Kept,
  one: Pick<Case, "unitId"> & { supervisorUnitId: number | null },
): boolean => readsWhole(actor, year, one) || seesBody(actor, year, one)

/** Collects, writes and sends: the unit's liaison or head. */
export const writesCase = (actor: Actor, { unitId }: Pick<Case, "unitId">): boolean => entersFor(actor, unitId)

/** 核签: of the unit or of the office, as long as the words stand; never who wrote any of them. */
export const mayCheck = (actor: Actor, year: Kept, one: Told): boolean =>
  isWithOffice(one.state) && (keepsYear(actor, year) || entersFor(actor, one.unitId)) && !one.writers.includes(actor.id)

/** Somebody has signed the words as they are now. */
export const isChecked = ({ sha256, checkedSha256 }: Pick<Case, "sha256" | "checkedSha256">): boolean =>
  checkedSha256 === sha256

/** A supervisor of the office who wrote none of it. */
export const decidesCase = (actor: Actor, year: Kept, { writers }: Pick<Told, "writers">): boolean =>
  keepsYear(actor, year) && !writers.includes(actor.id)

/** Three pairs of eyes: who publishes is neither a writer nor who signed 脱敏. */
export const publishesCase = (actor: Actor, year: Kept, one: Pick<Told, "writers" | "checkedById">): boolean =>
  decidesCase(actor, year, one) && one.checkedById !== actor.id
