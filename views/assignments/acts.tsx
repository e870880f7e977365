import type { Actor } from "#src/people/actor.ts"
import type { BoardAssignment, BoardPlan, BoardTask } from "#src/plans/standing.ts"

type Props = { actor: Actor; plan: BoardPlan; task: BoardTask; assignment: BoardAssignment }

/** What the actor may do with one assignment, as forms. */
export const AssignmentActs = (_: Props) => null
