import { SUGGESTION_STATES } from "#db/schema.ts"
import type { Picked } from "./queries.ts"

/** A state, or those that are late whatever their state. */
export const pickedIn = (text: string | null | undefined): Picked =>
  text === "late" ? "late" : (SUGGESTION_STATES.find((state) => state === text) ?? null)
