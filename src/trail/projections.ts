import { type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import type { Stateful } from "./about.ts"

export type Discrepancy = { subject: string; stands: string; trail: string }

/** The last state the trail gives a subject; before its first move it is where everything begins. */
const lastTo = (subject: SQL) => sql<string | null>`(
  select json_extract(e.particulars, '$.to') from events e
  where e.subject = ${subject} and json_extract(e.particulars, '$.to') is not null
  order by e.version desc limit 1)`

/** `report:12/3`: how the trail calls a row. */
const subjectOf = ({ noun, keys }: Stateful) =>
  sql.raw(`'${noun}:' || ${keys.map((key) => `x.${key}`).join(" || '/' || ")}`)

/** What is not in the state in which its last event left it. At most a hundred of each kind. `stateful`: all that has one. */
export async function discrepancies({ db, read }: Database, stateful: readonly Stateful[]): Promise<Discrepancy[]> {
  const [first, ...rest] = stateful.map((one) => {
    const subject = subjectOf(one)
    return db
      .select({ subject: sql<string>`y.subject`, stands: sql<string>`y.state`, trail: sql<string>`y.trail` })
      .from(
        sql`(select ${subject} as subject, x.state as state, coalesce(${lastTo(subject)}, ${one.begins}) as trail
          from ${sql.identifier(one.table)} x) y`,
      )
      .where(sql`y.state <> y.trail`)
      .limit(100)
  })
  return first ? (await read([first, ...rest])).flat() : []
}
