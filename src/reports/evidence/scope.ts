import { type SQL, sql } from "drizzle-orm"
import type { SQLiteColumn } from "drizzle-orm/sqlite-core"
import { attachments } from "#db/schema.ts"
import { idIn, isOf, secondIdIn, subjectOf } from "#src/trail/subjects.ts"

/* What a file belongs to, as conditions and columns. */

/** The ids in a file's subject: 12 and 3 in `report:12/3`. */
export const firstId = idIn(attachments.subject)
export const secondId = secondIdIn(attachments.subject)

/** Of the kind of subject that a noun names. */
export const isOfKind = (noun: string): SQL => isOf(attachments.subject, noun)

/** Of that very subject. */
export const isOfSubject = (subject: SQL): SQL => sql`${attachments.subject} = ${subject}`

/** Of a part of that subject: `inspection:5/12` stands below `inspection:5`. The character after `/` is `0`. */
export const isBelow = (subject: SQL): SQL =>
  sql`(${attachments.subject} >= ${subject} || '/' and ${attachments.subject} < ${subject} || '0')`

type Id = SQL | SQLiteColumn | number
type OfReport = { assignmentId: Id; roundId: Id }

const whole = (id: Id) => (typeof id === "number" ? sql`cast(${id} as integer)` : id)

/** The subject of a report, of ids that perhaps only the statement knows. */
export const reportNamed = ({ assignmentId, roundId }: OfReport): SQL<string> =>
  subjectOf("report", whole(assignmentId), whole(roundId))

/** Evidence of that report; of the row of a table that the statement names, too. */
export const isOfReport = (report: OfReport): SQL => isOfSubject(reportNamed(report))
