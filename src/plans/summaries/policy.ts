import type { Plan } from "#db/schema.ts"
import { type Actor, isLeader, unitsOf } from "#src/office/people/actor.ts"
import { supervises, unitsSeenFrom } from "#src/plans/plan/policy.ts"

type Summarized = { plan: Pick<Plan, "supervisingUnitId">; firstLeadUnitId: number | null }

/** The first lead's liaison or head, or the supervising office. */
export const maySummarize = (actor: Actor, { plan, firstLeadUnitId }: Summarized): boolean =>
  supervises(actor, plan) || (firstLeadUnitId !== null && unitsOf(actor, "liaison", "head").includes(firstLeadUnitId))

/** 综述: made of the units' reports, so for the units of the task, the office and leaders. */
export const seesSummaries = (
  actor: Actor,
  plan: Pick<Plan, "supervisingUnitId">,
  coUnitIds: readonly number[],
): boolean => supervises(actor, plan) || isLeader(actor) || unitsSeenFrom(actor).some((own) => coUnitIds.includes(own))
