import type { Plan } from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"

type Summarized = { plan: Pick<Plan, "supervisingUnitId">; firstLeadUnitId: number | null }

/** The first lead's liaison or head, or the supervising office. */
export const maySummarize = (actor: Actor, { plan, firstLeadUnitId }: Summarized): boolean =>
  supervises(actor, plan) || (firstLeadUnitId !== null && unitsOf(actor, "liaison", "head").includes(firstLeadUnitId))
