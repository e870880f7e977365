import type { SQL } from "drizzle-orm"
import { type AssignmentState, assignments } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { SPEAKING } from "./silence.ts"

/** A word is the unit's to say. */
export const isSpeaking = (state: StateColumn<AssignmentState> = assignments.state): SQL => oneOf(state, SPEAKING)
