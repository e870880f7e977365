import { type SQL, sql } from "drizzle-orm"
import { type Instruction, instructions, plans } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader, unitsOf } from "#src/office/people/actor.ts"
import { RUNNING } from "./workflow.ts"

/** `seesInstructions` as a condition on `plans`. */
export const instructionsSeenBy = (actor: Actor): SQL => {
  if (isAdministrator(actor)) return sql`0`
  if (isLeader(actor)) return sql`1`
  return sql`${plans.supervisingUnitId} in (select value from json_each(${JSON.stringify(unitsOf(actor, "supervisor"))}))`
}

/** To be seen to by the office. */
export const awaitsReply = (state: StateColumn<Instruction["state"]> = instructions.state): SQL =>
  oneOf(state, ["open"])

/** Answered, and waits for the leader's 阅. */
export const awaitsReading = (state: StateColumn<Instruction["state"]> = instructions.state): SQL =>
  oneOf(state, ["answered"])

/** The office or the leader still has something to do about it. */
export const isRunning = (state: StateColumn<Instruction["state"]> = instructions.state): SQL => oneOf(state, RUNNING)
