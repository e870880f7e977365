import type { SQL } from "drizzle-orm"
import { type ReportState, reports } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { AFTER_SENDING, REPORTED, SHUT, WITH_UNIT } from "./workflow.ts"

/* The rules of workflow.ts as conditions on `reports`, or on a row of it by another name. */

type State = StateColumn<ReportState>

/** With the office: sent, and not returned. */
export const isReported = (state: State = reports.state): SQL => oneOf(state, REPORTED)

/** Never written, still with the unit, or returned; `reports` may be left joined and find nothing. */
export const isUnreported = (state: State = reports.state): SQL => not(isReported(state))

/** Begun, and not with the office. */
export const isWithUnit = (state: State = reports.state): SQL => oneOf(state, WITH_UNIT)

/** Neither words nor files of the unit are taken any more. */
export const isShut = (state: State = reports.state): SQL => oneOf(state, SHUT)

/** Waits for the head's signature (待审签). */
export const isSigning = (state: State = reports.state): SQL => oneOf(state, ["signing"])

export const isReturned = (state: State = reports.state): SQL => oneOf(state, ["returned"])

/** Waits for the office's answer. */
export const awaitsVerdict = (state: State = reports.state): SQL => oneOf(state, ["submitted"])

/** The move says what became of a version that was sent: judged, or taken back. */
export const followsSending = (state: State): SQL => oneOf(state, AFTER_SENDING)

/** The move made it a draft again. */
export const isTakenBack = (state: State): SQL => oneOf(state, ["draft"])
