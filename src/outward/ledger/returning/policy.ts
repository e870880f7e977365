import type { LedgerImport, Plan } from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import type { ToldSheet } from "./told.ts"

type Supervised = Pick<Plan, "supervisingUnitId">

/** The supervising office for all units (代录), or a unit's liaison and head for its own drafts. */
export const bringsAsOffice = (actor: Actor, plan: Supervised, asUnit = false): boolean =>
  supervises(actor, plan) && !asUnit

/** Is both, and says of each sheet which is meant. */
export const bringsAsEither = (actor: Actor, plan: Supervised): boolean =>
  supervises(actor, plan) && unitsOf(actor, "liaison", "head").length > 0

/** The units whose rows an actor brings; null: all. */
export const unitsBroughtBy = (actor: Actor, plan: Supervised, asUnit = false): number[] | null =>
  bringsAsOffice(actor, plan, asUnit) ? null : unitsOf(actor, "liaison", "head")

export const mayBring = (actor: Actor, plan: Supervised, asUnit = false): boolean =>
  unitsBroughtBy(actor, plan, asUnit)?.length !== 0

/** What the office brought any of it takes; what a unit brought, whoever brought it. */
export const mayTake = (
  actor: Actor,
  plan: Supervised,
  { asOffice, broughtById }: Pick<LedgerImport, "asOffice" | "broughtById">,
): boolean => (asOffice ? bringsAsOffice(actor, plan) : broughtById === actor.id)

/** Larger ones are those of many units, and stay with the 回传 alone. */
const LARGEST_SCAN = 512 * 1024

/**
 * The file goes with each report that is entered from it: a workbook that says nothing but of one unit. What has others'
 * rows is nothing for that unit to read; nor is what nobody has read, a hidden sheet or a row that is of no part.
 */
export const isScan = ({ unitId, name, size, told }: Sheet): boolean =>
  unitId !== null &&
  size <= LARGEST_SCAN &&
  /\.xlsx$/i.test(name) &&
  told.others.length === 0 &&
  told.unseen.length === 0 &&
  told.skipped === 0 &&
  told.unmatched.every(({ code }) => code === "same_again")

type Sheet = Pick<LedgerImport, "unitId" | "name" | "size"> & { told: ToldSheet }
