import { and, isNull, ne, type SQL } from "drizzle-orm"
import { type Handover, handovers } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { AWAITING_CONFIRMATION } from "./workflow.ts"

/** Waits for the 安全管理员. */
export const awaitsConfirmation = (state: StateColumn<Handover["state"]> = handovers.state): SQL =>
  oneOf(state, AWAITING_CONFIRMATION)

/** The successor is only a name: an account has to be made first. */
export const namesNobodyYet: SQL | undefined = and(isNull(handovers.toPersonId), ne(handovers.toName, ""))
