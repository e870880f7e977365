import type { Breakdown, Plan, ReportState } from "#db/schema.ts"
import { type Actor, isAdministrator, isLeader, placesOf } from "#src/office/people/actor.ts"
import { speaksFor, supervises } from "#src/plans/plan/policy.ts"

type Between = Pick<Breakdown, "fromUnitId" | "unitId" | "handlerId">

/** Nobody else is told that there is one: the two units, and the 经办人 of a 科室. */
export const seesBreakdown = (actor: Actor, between: Between): boolean =>
  isOfUpper(actor, between) || isOfLower(actor, between)

/** Works in the unit that passed it on. A 填报链接 reaches no further than its own reports. */
export const isOfUpper = (actor: Actor, { fromUnitId }: Pick<Between, "fromUnitId">): boolean =>
  !actor.link && !isAdministrator(actor) && placesOf(actor).includes(fromUnitId)

const isOfLower = (actor: Actor, { unitId, handlerId }: Between): boolean =>
  !actor.link &&
  !isAdministrator(actor) &&
  (unitId === null ? handlerId === actor.id : placesOf(actor).includes(unitId))

/** Passes a part on, changes and takes back: liaison or head of the unit that has it. */
export const mayPass = (actor: Actor, unitId: number): boolean => !actor.link && speaksFor(actor, unitId)

/** Signs for it and reports: liaison or head of the lower unit, or the 经办人 of the 科室. */
export const mayAnswer = (actor: Actor, { unitId, handlerId }: Between): boolean =>
  !actor.link && (unitId === null ? handlerId === actor.id : speaksFor(actor, unitId))

type OfPlan = Pick<Plan, "supervisingUnitId">

/** That a part was passed on: its unit, the office and leaders; nobody else's business. */
export const seesThatPassed = (actor: Actor, plan: OfPlan, unitId: number): boolean =>
  !actor.link && (isOfUpper(actor, { fromUnitId: unitId }) || supervises(actor, plan) || isLeader(actor))

/** What lower bodies have sent: their unit; the office and leaders only behind the unit's own report, once that is sent. */
export const seesBehind = (actor: Actor, plan: OfPlan, unitId: number, own: ReportState | null): boolean =>
  seesThatPassed(actor, plan, unitId) &&
  (isOfUpper(actor, { fromUnitId: unitId }) || (own !== null && own !== "draft" && own !== "signing"))
