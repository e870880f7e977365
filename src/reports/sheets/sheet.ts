import type { Assignment, Report } from "#db/schema.ts"
import { isReporting } from "#src/plans/assignments/workflow.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"
import { isOpen } from "#src/reports/report/workflow.ts"

/*
 * 签字单: what one unit reports of one plan in one round, on paper, for the head's signature and the file. One sheet is
 * one signature, so plans, rounds and units never share one.
 */

export type SheetKey = { planId: number; round: number; unitId: number }

const KEY = /^(\d{1,15})-(\d{1,9})-(\d{1,15})$/

/** `1-4-2`, as the address names a sheet; null: it names none. */
export function sheetKeyIn(text: string): SheetKey | null {
  const [, plan, round, unit] = text.match(KEY) ?? []
  return plan && round && unit ? { planId: Number(plan), round: Number(round), unitId: Number(unit) } : null
}

export const sheetKeyOf = ({ planId, round, unitId }: SheetKey): string => `${planId}-${round}-${unitId}`

type Row = { assignment: Pick<Assignment, "state">; report: Pick<Report, "state"> | null }

const standingOf = ({ report }: Row): ReportStanding => report?.state ?? "none"

/** Asked for of a part that reports, or has left the unit; what was suspended before it was written is on no sheet. */
export const isOnSheet = (row: Row): boolean => isReporting(row.assignment.state) || !isOpen(standingOf(row))

/** Still to be written: an empty one prints room for the hand. */
export const isWritable = (row: Row & { isTaken: boolean }): boolean =>
  row.isTaken && isOpen(standingOf(row)) && isReporting(row.assignment.state)
