import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"

export type Discrepancy = { subject: string; stands: string; trail: string }

/** The last state the trail gives a subject; before its first move it is where everything begins. */
const lastTo = (subject: ReturnType<typeof sql>) => sql<string | null>`(
  select json_extract(e.particulars, '$.to') from events e
  where e.subject = ${subject} and json_extract(e.particulars, '$.to') is not null
  order by e.version desc limit 1)`

/** Everything that has a state of its own: its subject, its table, and where it begins. */
const STATEFUL = [
  // Plans of the first versions were issued without saying so in words.
  { subject: sql`'plan:' || x.id`, table: sql`plans`, begins: "issued" },
  { subject: sql`'draft:' || x.key`, table: sql`plan_drafts`, begins: "draft" },
  { subject: sql`'consultation:' || x.id`, table: sql`consultations`, begins: "none" },
  { subject: sql`'assignment:' || x.id`, table: sql`assignments`, begins: "awaiting" },
  { subject: sql`'report:' || x.assignment_id || '/' || x.round_id`, table: sql`reports`, begins: "none" },
  { subject: sql`'notice:' || x.id`, table: sql`notices`, begins: "none" },
  { subject: sql`'instruction:' || x.id`, table: sql`instructions`, begins: "none" },
  { subject: sql`'inspection:' || x.id`, table: sql`inspections`, begins: "none" },
  { subject: sql`'conclusion:' || x.inspection_id || '/' || x.unit_id`, table: sql`conclusions`, begins: "none" },
  { subject: sql`'reset:' || x.id`, table: sql`resets`, begins: "none" },
  { subject: sql`'handover:' || x.id`, table: sql`handovers`, begins: "none" },
]

/** What is not in the state in which its last event left it. At most a hundred of each kind. */
export async function discrepancies({ db, read }: Database): Promise<Discrepancy[]> {
  const [first, ...rest] = STATEFUL.map(({ subject, table, begins }) =>
    db
      .select({ subject: sql<string>`y.subject`, stands: sql<string>`y.state`, trail: sql<string>`y.trail` })
      .from(
        sql`(select ${subject} as subject, x.state as state, coalesce(${lastTo(subject)}, ${begins}) as trail
          from ${table} x) y`,
      )
      .where(sql`y.state <> y.trail`)
      .limit(100),
  )
  return first ? (await read([first, ...rest])).flat() : []
}
