import { desc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { events, seals } from "#db/schema.ts"

/** For the system page: how much there is of everything, and nothing of what it says. One round trip. */
export async function systemFacts({ db, read }: Database, now: number, idleMinutes: number) {
  const [[counts], [kept], [last], [seal], [migrated]] = await read([
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
  ])
  return {
    counts: counts ?? null,
    kept: kept ?? { evidence: 0, staged: 0 },
    lastEventAt: last?.at ?? null,
    seal: seal ?? null,
    migrated: migrated ?? null,
  }
}

export type SystemFacts = Awaited<ReturnType<typeof systemFacts>>
