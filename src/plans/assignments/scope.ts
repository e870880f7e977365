import { type SQL, sql } from "drizzle-orm"
import { type AssignmentState, assignments } from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { HELD_TO_DEADLINE, OUT, REPORTING, SAYS_DONE, TO_BE_ANSWERED, UNFINISHED } from "./workflow.ts"

/* The rules of workflow.ts as conditions on `assignments`, or on a row of it by another name. */

type State = StateColumn<AssignmentState>

/** Out of every rate: 挂起 or 终止. */
export const isOut = (state: State = assignments.state): SQL => oneOf(state, OUT)

/** Reports are owed and taken. */
export const isReporting = (state: State = assignments.state): SQL => oneOf(state, REPORTING)

/** Owes the task's own day. */
export const isHeldToDeadline = (state: State = assignments.state): SQL => oneOf(state, HELD_TO_DEADLINE)

/** Stands among what the unit has to answer, or waits to be answered. */
export const isToBeAnswered = (state: State = assignments.state): SQL => oneOf(state, TO_BE_ANSWERED)

/** Waits for the office: 申请办结, 异议. */
export const isClaimed = (state: State = assignments.state): SQL => oneOf(state, ["claimed"])
export const isDisputed = (state: State = assignments.state): SQL => oneOf(state, ["disputed"])

export const isSuspended = (state: State = assignments.state): SQL => oneOf(state, ["suspended"])

/** Waits for the unit's 签收. */
export const isAwaiting = (state: State = assignments.state): SQL => oneOf(state, ["awaiting"])

export const isRectifying = (state: State = assignments.state): SQL => oneOf(state, ["rectifying"])

/** Neither done nor ended. */
export const isUnfinished = (state: State = assignments.state): SQL => oneOf(state, UNFINISHED)

/** The unit has said that it is done, whatever came of it. */
export const saysDone = (state: State = assignments.state): SQL => oneOf(state, SAYS_DONE)

/** Given to another unit, merged, or ended: no part of the task any more. */
export const isTerminated = (state: State = assignments.state): SQL => oneOf(state, ["terminated"])

/**
 * 1 for 第一牵头单位: `firstLead` as a column of an assignment, among all parts of its task whatever else is read. By the
 * table's name: in a query of one table drizzle would leave it out, and the inner one would answer.
 */
export const isFirstLead = sql<number>`(assignments.id = (
  select a.id from assignments a where a.task_id = assignments.task_id and a.role = 'lead' and not ${isTerminated(stateOf("a"))}
  order by a.position limit 1))`
