import { and, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { events, seals } from "#db/schema.ts"
import { isOf } from "#src/trail/subjects.ts"

/**
 * What the trail says of the time. Who confirms the clock begins it anew: acts of before, made under a false time that
 * has not come yet, no longer count.
 */
export const clockFacts = ({ db }: Pick<Database, "db">) => {
  const confirmed = sql`(select e.id from events e where e.subject = ${CLOCK} order by e.version desc limit 1)`
  return db
    .select({
      newestAt: sql<number | null>`case when ${confirmed} is null then (select max(at) from events)
        else (select max(c.at) from events c where c.id >= ${confirmed}) end`,
      confirmations: sql<number>`(select coalesce(max(e.version), 0) from events e where e.subject = ${CLOCK})`,
    })
    .from(sql`(select 1)`)
}

/** The subject of what is said of the clock. */
export const CLOCK = "clock"

/** The subject of what is said of backups. */
export const BACKUP = "backup"

/** What the trail said of backups last, before it the last that came about, and when one was last restored. */
export const backupFacts = ({ db }: Pick<Database, "db">) => {
  const columns = {
    action: sql<string>`${events.action}`,
    at: events.at,
    version: events.version,
    particulars: events.particulars,
  }
  const newest = (made: SQL) => sql`select max(version) from events where subject = ${BACKUP} and ${made}`
  const last = sql`(${newest(sql`true`)} union all ${newest(sql`action = 'backup_made'`)})`
  return [
    db
      .select(columns)
      .from(events)
      .where(and(eq(events.subject, BACKUP), sql`${events.version} in ${last}`))
      .orderBy(desc(events.version)),
    db.select(columns).from(events).where(isOf(events.subject, "restore")).orderBy(desc(events.id)).limit(1),
  ] as const
}

/** For the system page: how much there is of everything, and nothing of what it says. One round trip. */
export async function systemFacts({ db, read }: Database, now: number, idleMinutes: number) {
  const [[counts], [kept], [last], [seal], [migrated], [clock], backups, [restored]] = await read([
    db
      .select({
        units: sql<number>`(select count(*) from units)`,
        people: sql<number>`(select count(*) from people where active)`,
        disabled: sql<number>`(select count(*) from people where not active)`,
        sessions: sql<number>`(select count(*) from sessions where last_used_at >= ${now - idleMinutes * 60_000})`,
        plans: sql<number>`(select count(*) from plans)`,
        assignments: sql<number>`(select count(*) from assignments)`,
        reports: sql<number>`(select count(*) from reports)`,
        attachments: sql<number>`(select count(*) from attachments)`,
        events: sql<number>`(select count(*) from events)`,
        seals: sql<number>`(select count(*) from seals)`,
      })
      .from(sql`(select 1)`),
    db
      .select({
        evidence: sql<number>`(select coalesce(sum(size), 0) from attachments)`,
        staged: sql<number>`(select coalesce(sum(size), 0) from uploads)`,
      })
      .from(sql`(select 1)`),
    db.select({ at: events.at }).from(events).orderBy(desc(events.id)).limit(1),
    db
      .select({ at: events.at, hash: seals.hash, algorithm: seals.algorithm })
      .from(seals)
      .innerJoin(events, eq(events.id, seals.eventId))
      .orderBy(desc(seals.eventId))
      .limit(1),
    db
      .select({ name: sql<string>`name`, at: sql<number>`landed_at` })
      .from(sql`migrations`)
      .orderBy(sql`version desc`)
      .limit(1),
    clockFacts({ db }),
    ...backupFacts({ db }),
  ])
  return {
    counts: counts ?? null,
    kept: kept ?? { evidence: 0, staged: 0 },
    lastEventAt: last?.at ?? null,
    seal: seal ?? null,
    migrated: migrated ?? null,
    clock: clock ?? { newestAt: null, confirmations: 0 },
    backups,
    restored,
  }
}

export type SystemFacts = Awaited<ReturnType<typeof systemFacts>>
