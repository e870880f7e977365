import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"

export type Discrepancy = { subject: string; stands: string; trail: string }

/** The last state the trail gives a subject; before its first move it is where everything begins. */
const lastTo = (subject: ReturnType<typeof sql>) => sql<string | null>`(
  select json_extract(e.particulars, '$.to') from events e
  where e.subject = ${subject} and json_extract(e.particulars, '$.to') is not null
  order by e.version desc limit 1)`

/** Assignments and reports whose state is not the one their last event left them in. At most a hundred. */
export async function discrepancies({ db, read }: Database): Promise<Discrepancy[]> {
  const ofAssignment = sql`'assignment:' || a.id`
  const ofReport = sql`'report:' || r.assignment_id || '/' || r.round_id`
  const [assignments, reports] = await read([
    db
      .select({
        subject: sql<string>`x.subject`,
        stands: sql<string>`x.state`,
        trail: sql<string>`x.trail`,
      })
      .from(
        sql`(select ${ofAssignment} as subject, a.state as state, coalesce(${lastTo(ofAssignment)}, 'awaiting') as trail
          from assignments a) x`,
      )
      .where(sql`x.state <> x.trail`)
      .limit(100),
    db
      .select({
        subject: sql<string>`x.subject`,
        stands: sql<string>`x.state`,
        trail: sql<string>`x.trail`,
      })
      .from(
        sql`(select ${ofReport} as subject, r.state as state, coalesce(${lastTo(ofReport)}, 'none') as trail
          from reports r) x`,
      )
      .where(sql`x.state <> x.trail`)
      .limit(100),
  ])
  return [...assignments, ...reports]
}
