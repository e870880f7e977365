import type { SQL } from "drizzle-orm"
import { type ReportState, reports } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { AFTER_SENDING, SHUT } from "./workflow.ts"

/* The rules of workflow.ts as conditions on `reports`, or on a row of it by another name. */

type State = StateColumn<ReportState>

/** Neither words nor files of the unit are taken any more. */
export const isShut = (state: State = reports.state): SQL => oneOf(state, SHUT)

/** The move says what became of a version that was sent: judged, or taken back. */
export const followsSending = (state: State): SQL => oneOf(state, AFTER_SENDING)

/** The move made it a draft again. */
export const isTakenBack = (state: State): SQL => oneOf(state, ["draft"])
