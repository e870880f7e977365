import type { Plan, ReportState } from "#db/schema.ts"
import type { BoardAssignment } from "#src/board/standing.ts"
import { type Actor, holds, isAdministrator, isLeader, placesOf, unitsOf } from "#src/office/people/actor.ts"
import { conflict } from "#src/refusal.ts"
import { isRunning } from "#src/trail/running.ts"

/*
 * Who sees what (design.md 4, "Who sees what"). What one may not see is 404; what one sees but may not do is 403.
 */

type SupervisedPlan = Pick<Plan, "supervisingUnitId"> & Partial<Pick<Plan, "confirmer" | "confirmingUnitId">>

/** A supervisor of the office that this plan names. */
export const supervises = (actor: Actor, plan: SupervisedPlan): boolean =>
  holds(actor, "supervisor", plan.supervisingUnitId)

/** Supervises a plan in which something can still be done. */
export const manages = (actor: Actor, plan: SupervisedPlan & Pick<Plan, "state">): boolean =>
  isRunning(plan.state) && supervises(actor, plan)

/**
 * Nothing is done in a plan that was withdrawn or archived. `record` refuses it in any case; asked first wherever
 * somebody would otherwise type in vain, and by what is written without an event.
 */
export function ensureRunning({ state }: Pick<Plan, "state">): void {
  if (!isRunning(state)) throw conflict("plan_ended", { state })
}

/** Liaison or head of the unit. */
export const speaksFor = (actor: Actor, unitId: number): boolean => unitsOf(actor, "liaison", "head").includes(unitId)

/** The units through whose part in a plan an actor sees it: those of the posts. */
export const unitsSeenFrom = (actor: Actor): number[] => (isAdministrator(actor) ? [] : placesOf(actor))

/** The whole plan: its tasks, units, dates and lights. */
export function seesPlan(
  actor: Actor,
  plan: Pick<Plan, "supervisingUnitId" | "confirmingUnitId">,
  unitIds: readonly number[],
): boolean {
  if (isAdministrator(actor)) return false
  if (isLeader(actor) || supervises(actor, plan)) return true
  return unitsSeenFrom(actor).some((unitId) => unitIds.includes(unitId) || unitId === plan.confirmingUnitId)
}

/** The unit itself, the supervising office, leaders. */
const isCloseTo = (actor: Actor, plan: SupervisedPlan, unitId: number): boolean =>
  supervises(actor, plan) ||
  isLeader(actor) ||
  unitsSeenFrom(actor).includes(unitId) ||
  confirmsFor(actor, plan, unitId)

/** The named unit confirms what the office reports of itself, and has to see it. */
const confirmsFor = (
  actor: Actor,
  { supervisingUnitId, confirmer, confirmingUnitId }: SupervisedPlan,
  unitId: number,
) =>
  confirmer === "unit" &&
  unitId === supervisingUnitId &&
  confirmingUnitId != null &&
  unitsOf(actor, "head", "supervisor").includes(confirmingUnitId)

/** Not sent to the office, or taken back: still the unit's own. */
const isInner = (state: ReportState | null) => state === null || state === "draft" || state === "signing"

/** What waits behind the light of a part: for the office's 核查 or 审核, or with the unit that writes. */
export type Sign = "claimed" | "waiting" | "written"

/** Nobody learns of a draft who may not see it. */
export function signOf(
  actor: Actor,
  plan: SupervisedPlan,
  { state, owed, standing, drafted, unitId }: Signed,
): Sign | null {
  if (state === "claimed") return "claimed"
  if (!owed) return null
  if (standing === "submitted") return "waiting"
  const written = drafted || standing === "draft" || standing === "signing"
  return written && seesDrafts(actor, plan, unitId) ? "written" : null
}

type Signed = Pick<BoardAssignment, "state" | "owed" | "standing" | "drafted" | "unitId">

/** The words of a report: those close to it and, once accepted, the co-units of the same task. */
export const seesWords = (
  actor: Actor,
  plan: SupervisedPlan,
  unitId: number,
  state: ReportState,
  coUnitIds: readonly number[],
): boolean =>
  (isCloseTo(actor, plan, unitId) && (!isInner(state) || seesDrafts(actor, plan, unitId))) ||
  (state === "accepted" && unitsSeenFrom(actor).some((own) => coUnitIds.includes(own)))

/** Returns with their opinions, and attachments. */
export const seesOpinions = (actor: Actor, plan: SupervisedPlan, unitId: number): boolean =>
  isCloseTo(actor, plan, unitId)

/** Evidence goes with the report it belongs to: while that is still the unit's own, so is the file. */
export const seesEvidence = (actor: Actor, plan: SupervisedPlan, unitId: number, state: ReportState | null): boolean =>
  isInner(state) ? seesDrafts(actor, plan, unitId) : seesOpinions(actor, plan, unitId)

/** A 经办人 may hold no post at all, and then sees the part that was handed over, its drafts and files, and nothing else. */
export const isHandedTo = (actor: Actor, handlerId: number | null): boolean =>
  !actor.link && !isAdministrator(actor) && handlerId === actor.id

/** Drafts and disputes: the unit and the supervising office only. */
export const seesDrafts = (actor: Actor, plan: SupervisedPlan, unitId: number): boolean =>
  supervises(actor, plan) || unitsSeenFrom(actor).includes(unitId)
