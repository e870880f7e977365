import { and, inArray, isNull, ne, type SQL } from "drizzle-orm"
import { handovers } from "#db/schema.ts"
import { AWAITING_CONFIRMATION } from "./workflow.ts"

/** Waits for the 安全管理员. */
export const awaitsConfirmation: SQL = inArray(handovers.state, [...AWAITING_CONFIRMATION])

/** The successor is only a name: an account has to be made first. */
export const namesNobodyYet: SQL | undefined = and(isNull(handovers.toPersonId), ne(handovers.toName, ""))
