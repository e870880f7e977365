import type { ReportState } from "#db/schema.ts"

/*
 * What a round counts as reported. How a report gets there is for src/reports/report/workflow.ts; what is owed, the lights
 * and the stages ask only this. reported_scope.ts says the same in SQL.
 */

/** 待报 is the absence of a report. */
export type ReportStanding = ReportState | "none"

type States = readonly [ReportState, ...ReportState[]]

/** With the office: sent, and not returned. */
export const REPORTED = ["submitted", "accepted"] as const satisfies States

/** A report that the office has not, or not any more: the unit writes it, its head has it, or it came back. */
export const WITH_UNIT = ["draft", "signing", "returned"] as const satisfies States

export const isReported = (standing: ReportStanding): boolean => (REPORTED as readonly string[]).includes(standing)
