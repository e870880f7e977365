import { type SQL, sql } from "drizzle-orm"
import { assignments, notices, plans } from "#db/schema.ts"
import { isUnfinished } from "#src/plans/assignments/scope.ts"
import { isOpen } from "#src/supervision/notices/scope.ts"
import { isRunning } from "#src/trail/scope.ts"

/** What a unit has open, as conditions on `assignments` or `notices` joined with their plan. */
export const isOpenPart: SQL = sql`(${isRunning(plans.state)} and ${isUnfinished(assignments.state)})`
export const isOpenNotice: SQL = sql`(${isRunning(plans.state)} and ${isOpen(notices.state)})`

/** The few that are no more come first: by them their work is found, and not among everybody's. */
const ENDED = sql`(select id from units where not active)`

/** 待移交: open, and in nobody's hands, because the unit is no more. */
export const isOrphanedPart: SQL = sql`(${assignments.unitId} in ${ENDED} and ${isOpenPart})`
export const isOrphanedNotice: SQL = sql`(${notices.unitId} in ${ENDED} and ${isOpenNotice})`
