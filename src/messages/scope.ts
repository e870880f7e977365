import type { SQL } from "drizzle-orm"
import { deliveries } from "#db/schema.ts"
import { oneOf } from "#db/states.ts"

/** Given up after the last attempt, or refused for good. */
export const hasFailed: SQL = oneOf(deliveries.outcome, ["failed"])

/** Taken by whoever it was sent to. */
export const wasDelivered: SQL = oneOf(deliveries.outcome, ["sent"])
