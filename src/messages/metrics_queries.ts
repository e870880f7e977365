import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { deliveries, events } from "#db/schema.ts"
import { BACKUP } from "#src/office/system/queries.ts"
import { isOf } from "#src/trail/subjects.ts"
import { hasFailed } from "./scope.ts"

/** How the program stands, in numbers alone, for whoever watches it by machine. One round trip. */
export async function operatingFacts({ db, read }: Database, now: number) {
  const lastOf = (action: string) => sql<number | null>`(
    select max(at) from ${events} where subject = ${BACKUP} and action = ${action})`
  const [[facts]] = await read([
    db
      .select({
        events: sql<number>`(select coalesce(max(id), 0) from events)`,
        unsealed: sql<number>`(select coalesce(max(id), 0) from events) - (select coalesce(max(event_id), 0) from seals)`,
        sessions: sql<number>`(select count(*) from sessions)`,
        waiting: sql<number>`(select count(*) from deliveries where outcome is null)`,
        late: sql<number>`(select count(*) from deliveries where outcome is null and next_attempt_at < ${now - 600_000})`,
        failed: sql<number>`(select count(*) from ${deliveries} where ${hasFailed})`,
        backedUpAt: lastOf("backup_made"),
        backupFailedAt: lastOf("backup_failed"),
        restoredAt: sql<number | null>`(select max(at) from ${events} where ${isOf(sql`subject`, "restore")})`,
      })
      .from(sql`(select 1)`),
  ])
  return facts ?? null
}
