import type { AssignmentState, NoticeState, ReportState, Role } from "#db/schema.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { isLate } from "#src/owing/owing.ts"
import { isUnfinished } from "#src/plans/assignments/workflow.ts"

/*
 * 移交: what becomes of a unit's open work when another unit takes it over. What has been done stays with the unit that
 * did it, under its name: closed parts, former rounds, answered and closed 督办单. What is open goes on with the other
 * unit where it stood. Pure; queries.ts finds the facts, commands.ts writes what follows.
 */

/** What the unit that takes over already has in a task. */
export type Own = { id: number; state: AssignmentState; version: number; role: Role; position: number }

/**
 * moved: the other unit gets the part. resumed: it had the part before, done or given away, and takes it up again.
 * merged: it works on the task already, and both parts become one.
 */
export type How = "moved" | "resumed" | "merged"

export const howOf = (own: Own | null): How => (own === null ? "moved" : isUnfinished(own.state) ? "merged" : "resumed")

/** Where a part stands with the unit that takes it over: as it stood, only what was 推进中 waits for its 签收. */
export const stateCarried = (state: AssignmentState): AssignmentState => (state === "active" ? "awaiting" : state)

type Begun = { state: ReportState; resubmitBy: string | null }

/**
 * Where a report that has begun in a running round stands with the other unit. Null: it has not come to the office yet,
 * and its words go over as a draft. One that came back is owed again by the same day, whoever has it in hand just now.
 */
export function reportCarried({ state, resubmitBy }: Begun): ReportState | null {
  if (state === "submitted" || state === "accepted") return state
  return state === "returned" || resubmitBy !== null ? "returned" : null
}

const STRENGTH: readonly Role[] = ["lead", "responsible", "support"]
type Place = Pick<Own, "role" | "position">

/** Two parts that become one keep the stronger role, and of two equals the place that was printed first. */
export function placeOfBoth(own: Place, taken: Place): Place {
  const [first, second] = [STRENGTH.indexOf(own.role), STRENGTH.indexOf(taken.role)]
  if (first !== second) return first < second ? own : taken
  return { role: own.role, position: Math.min(own.position, taken.position) }
}

/** What the other unit has of its own in a running round. */
export type OwnInRound = { due: boolean; hasDraft: boolean; state: ReportState | null }

/** A report that lies there as a draft and without words being typed was left behind by an earlier 移交. */
const isBegun = ({ hasDraft, state }: OwnInRound): boolean => hasDraft || (state !== null && state !== "draft")

/** A running round goes over with its report, unless the other unit answers for itself in it. */
export const isCarried = (how: How, own: OwnInRound | null): boolean =>
  own === null || (!isBegun(own) && !(how === "merged" && own.due))

type Dated = { id: number; version: number }
type Days = {
  parts: readonly { assignment: { id: number; state: AssignmentState; rectifyBy: string | null } }[]
  notices: readonly { notice: { id: number; state: NoticeState; dueBy: string } }[]
}

/** How many 限期整改 and unanswered 督办单 of those chosen have a day that has passed: nobody can meet it any more. */
export function lateAmong(
  { parts, notices }: Days,
  chosen: { parts: readonly Dated[]; notices: readonly Dated[] },
  today: string,
): number {
  const days = [
    ...parts.flatMap(({ assignment: { id, state, rectifyBy } }) =>
      state === "rectifying" && rectifyBy !== null && chosen.parts.some((one) => one.id === id) ? [rectifyBy] : [],
    ),
    ...notices.flatMap(({ notice: { id, state, dueBy } }) =>
      isAwaitingAnswer(state) && chosen.notices.some((one) => one.id === id) ? [dueBy] : [],
    ),
  ]
  return days.filter((by) => isLate(by, today)).length
}
