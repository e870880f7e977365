import { type SQL, sql } from "drizzle-orm"
import type { SQLiteColumn } from "drizzle-orm/sqlite-core"
import { events } from "#db/schema.ts"
import type { Action } from "./actions.ts"

/* The subjects of the trail (`assignment:3`, `report:12/3`) as SQL has them: made of the ids of a row, and read again. */

type Text = SQL | SQLiteColumn

/** `report:12/3` of the ids in a row's columns. A bound number has to be cast before: SQLite would write 12 as 12.0. */
export const subjectOf = (noun: string, ...ids: [Text, ...Text[]]): SQL<string> =>
  sql<string>`${sql.raw(`'${noun}:'`)} || ${sql.join(ids, sql` || '/' || `)}`

/** The subject is one of this noun. */
export const isOf = (subject: Text, noun: string): SQL => sql`${subject} glob ${sql.raw(`'${noun}:*'`)}`

/** The id in a subject, or the first of two. */
export const idIn = (subject: Text): SQL<number> =>
  sql<number>`cast(substr(${subject}, instr(${subject}, ':') + 1) as integer)`

/** The second of two ids in a subject; null: it has one. */
export const secondIdIn = (subject: Text): SQL<number | null> =>
  sql<number | null>`case when instr(${subject}, '/') > 0
    then cast(substr(${subject}, instr(${subject}, '/') + 1) as integer) end`

/** What a line of 经过 says of an event (views/parts/trail.tsx): who did what, when and as whom. */
export const toldColumns = {
  at: events.at,
  actorName: events.actorName,
  actingAs: events.actingAs,
  action: sql<Action>`${events.action}`,
  particulars: events.particulars,
}
