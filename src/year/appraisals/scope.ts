import { type SQL, sql } from "drizzle-orm"
import {
  type Appraisal,
  type AppraisalTarget,
  appraisals,
  appraisalTargets,
  type Standard,
  standards,
} from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { bodySeenBy, keptBy, yearSeenBy } from "#src/year/years/scope.ts"

/** Is opened: units may be scored by it. */
export const isOpen = (state: StateColumn<Standard["state"]> = standards.state): SQL => oneOf(state, ["open"])

/** A standard is seen with its year, as long as it is a draft by its office alone: a condition on `standards` and `years`. */
export const standardSeenBy = (actor: Actor): SQL => sql`(${keptBy(actor)} or ${isOpen()} and ${yearSeenBy(actor)})`

/** Has begun: until then a cycle is its office's alone. */
export const hasBegun = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL =>
  oneOf(state, ["scoring", "panel", "confirming", "published", "closed"])

/** 自查自评: units write on their sheets. */
export const isOfSelf = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL => oneOf(state, ["scoring"])

/** Its unit sees its own sheet, its 行业主管部门, the office and leaders too: a condition on `appraisals`, `years` and `bodies`. */
export const targetSeenBy = (actor: Actor): SQL => sql`(${keptBy(actor)} or ${hasBegun()} and ${bodySeenBy(actor)})`

/** The unit has not submitted its sheet, or it came back. */
export const isUnsubmitted = (state: StateColumn<AppraisalTarget["state"]> = appraisalTargets.state): SQL =>
  oneOf(state, ["pending", "returned"])

/** 集中评议: jurors score. */
export const takesBallots = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL => oneOf(state, ["panel"])
