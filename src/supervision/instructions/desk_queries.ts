import { and, eq, type SQL, sql } from "drizzle-orm"
import { instructions, plans } from "#db/schema.ts"
import { followed, type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { countInstructions } from "./queries.ts"
import { awaitsReply } from "./scope.ts"

/** An instruction is about the parts that it names, else about those of its task or of the whole plan. */
const concerns = (unit: number): SQL => sql`exists (select 1 from assignments a
  where a.plan_id = ${instructions.planId} and a.unit_id = ${unit}
    and (${instructions.taskId} is null or a.task_id = ${instructions.taskId})
    and (not exists (select 1 from instruction_items i where i.instruction_id = ${instructions.id})
      or exists (select 1 from instruction_items i where i.instruction_id = ${instructions.id} and i.assignment_id = a.id)))`

/** 批示 in queues of the desk: conditions on `instructions` and `plans`. */
export const instructionsInQueues: InQueues = {
  instructions: ({ actor, within: { plan, unit } }) =>
    and(
      followed(actor),
      plan === null ? undefined : eq(plans.id, plan),
      unit === null ? undefined : concerns(unit),
      awaitsReply(),
    ),
}

export const instructionsWaiting = waitingIn(instructionsInQueues, countInstructions)
