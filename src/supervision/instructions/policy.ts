import type { Instruction, Plan } from "#db/schema.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"

type Supervised = Pick<Plan, "supervisingUnitId">

/** 批示 are between leadership and the supervising office; a unit learns of one by the notice that follows it up. */
export const seesInstructions = (actor: Actor, plan: Supervised): boolean =>
  !isAdministrator(actor) && (isLeader(actor) || supervises(actor, plan))

/** A leader gives one; the office enters one that was given on paper. */
export const mayGive = (actor: Actor, plan: Supervised): boolean =>
  !isAdministrator(actor) && (isLeader(actor) || supervises(actor, plan))

/** Says that it is settled, or asks again: the leader who gave it; any leader for one that came on paper. */
export const mayAnswerReply = (actor: Actor, { leaderId }: Pick<Instruction, "leaderId">): boolean =>
  isLeader(actor) && (leaderId === null || leaderId === actor.id)
