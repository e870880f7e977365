import { type SQL, sql } from "drizzle-orm"
import { assignments, type Extension, extensions, tasks } from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"

/*
 * The rules of deadline.ts in SQL, asked of `assignments`: the task's day as it stands for one part, and the later one
 * that its unit was granted (延期).
 */

type State = StateColumn<Extension["state"]>

export const isAsked = (state: State = extensions.state): SQL => oneOf(state, ["asked"])
export const isGranted = (state: State = extensions.state): SQL => oneOf(state, ["granted"])

/** Of the extensions of an assignment's own days, found from `assignments`. */
export const extensionOf = (what: SQL, condition: SQL): SQL =>
  sql`(select ${what} from extensions e where e.assignment_id = ${assignments.id} and ${condition})`

/** A later day of the task that was granted to one unit, among `extensions e`. */
export const grantedDeadline = sql`e.target = 'deadline' and ${isGranted(stateOf("e"))}`

/** The latest day that an assignment was granted beyond its task's own. */
export const latestGranted = extensionOf(sql`max(e.granted_by)`, grantedDeadline)

/** A later day of the task is asked for one part of it, and not decided. */
export const isAskedFor = extensionOf(sql`count(*) > 0`, isAsked(stateOf("e")))

/** The last year of 每年完成 that the joined assignment has completed; `until`: as of that instant. */
export const doneYear = (until?: SQL) => sql<number | null>`(select max(c.year) from completions c
  where c.assignment_id = ${assignments.id}${until === undefined ? sql`` : sql` and c.accepted_at <= ${until}`})`

/** `sameDayIn` the year after. SQLite takes 29 February of any year and moves it to March. */
const nextYear = sql`(${doneYear()} + 1)`
const dayNextYear = sql`case when substr(${tasks.dueBy}, 6) = '02-29' and date(${nextYear} || '-02-29') <> ${nextYear} || '-02-29'
  then ${nextYear} || '-02-28' else ${nextYear} || substr(${tasks.dueBy}, 5) end`

/** `ownDay` of the task for the assignment that is joined. */
const ownDay = sql`case when ${tasks.deadline} = 'yearly' and ${doneYear()} >= cast(substr(${tasks.dueBy}, 1, 4) as integer)
  then ${dayNextYear} else ${tasks.dueBy} end`

/** `deadlineOf` the task for the assignment that is joined. */
export const deadlineBy = sql<string | null>`max(${ownDay}, coalesce(${latestGranted}, ''))`
