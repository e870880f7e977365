import type { SQL } from "drizzle-orm"
import { type ReportState, reports } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { REPORTED, WITH_UNIT } from "./reported.ts"

/* The rules of reported.ts as conditions on `reports`, or on a row of it by another name. */

type State = StateColumn<ReportState>

/** With the office: sent, and not returned. */
export const isReported = (state: State = reports.state): SQL => oneOf(state, REPORTED)

/** Never written, still with the unit, or returned; `reports` may be left joined and find nothing. */
export const isUnreported = (state: State = reports.state): SQL => not(isReported(state))

/** Begun, and not with the office. */
export const isWithUnit = (state: State = reports.state): SQL => oneOf(state, WITH_UNIT)

/** Waits for the head's signature (待审签). */
export const isSigning = (state: State = reports.state): SQL => oneOf(state, ["signing"])

export const isReturned = (state: State = reports.state): SQL => oneOf(state, ["returned"])

/** Waits for the office's answer. */
export const awaitsVerdict = (state: State = reports.state): SQL => oneOf(state, ["submitted"])
