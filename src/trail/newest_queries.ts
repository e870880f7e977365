import { type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"

/*
 * The trail as a clock. Every act inserts its event first, and every change of a row leaves an imprint: under the same
 * newest event and imprint all that was read stays true, on a file, on a server and at the edge, whoever wrote. What
 * changes without an event counts its changes by itself (db/quiet.ts).
 */

/** Where the trail stands. */
export type Newest = {
  events: number
  imprints: number
  /** Table → how often it has changed, as JSON. */
  quiet: string
  /** The next instant at which something reads otherwise though nobody does anything; null: none in this minute. */
  turn: number | null
}

/** SQL for such an instant after `now`, in milliseconds, or null. After the minute everything is asked again anyway. */
export type Turn = (now: Placeholder) => SQL<number | null>

/** What was done at an instant that a clock set back has not reached again: until then pages read as if it were to come. */
const notReached: Turn = (now) => sql`select min(at) as at from events where at > ${now}`

/** The question where the trail stands; `turns` of all capabilities. */
export function newestOf(turns: readonly Turn[]) {
  const columns = (now: Placeholder) => ({
    events: sql<number>`coalesce((select max(id) from events), 0)`,
    imprints: sql<number>`coalesce((select max(id) from imprints), 0)`,
    quiet: sql<string>`(select json_group_object(name, n) from quiet)`,
    turn: sql<number | null>`(select min(at) from (${sql.join(
      [notReached(now), ...turns.map((turn) => sql`select ${turn(now)}`)],
      sql` union all `,
    )}))`,
  })
  return compiled(columns(sql.placeholder("now")), (db, { now }: { now: Placeholder<"now"> }) =>
    db.select(columns(now)).from(sql`(select 1)`),
  )
}

/** Another word once any act has landed. */
export const wordOf = ({ events, imprints }: Newest): string => `${events}.${imprints}`
