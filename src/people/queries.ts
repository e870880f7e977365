import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { calendarYears, type Post, people, posts, sessions, settings, signInAttempts, units } from "#db/schema.ts"
import type { CalendarYear } from "#src/calendar/working_days.ts"
import { type Settings, settingsOf } from "#src/settings/settings.ts"
import type { Actor, ActorPost } from "./actor.ts"
import { isAlive } from "./sessions.ts"

/** Posts that count on a day. */
const inForce = (today: string) => and(lte(posts.fromOn, today), or(isNull(posts.untilOn), gte(posts.untilOn, today)))

export type Visit = {
  actor: Actor | null
  /** Last use of the session, for touching it at most once a minute. */
  lastUsedAt: number
  settings: Settings
  calendarYears: CalendarYear[]
}

/** The first round trip of every page: who is asking, the settings and the calendar. */
export async function visitOf(
  { db, read }: Database,
  tokenHash: string | null,
  { now, today, address }: { now: number; today: string; address: string },
): Promise<Visit> {
  const hash = tokenHash ?? ""
  const [found, held, rows, years] = await read([
    db
      .select({
        id: people.id,
        login: people.login,
        name: people.name,
        unitId: people.unitId,
        unitName: units.name,
        mustChangePassword: people.mustChangePassword,
        createdAt: sessions.createdAt,
        lastUsedAt: sessions.lastUsedAt,
      })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .leftJoin(units, eq(units.id, people.unitId))
      .where(and(eq(sessions.tokenHash, hash), eq(people.active, true))),
    db
      .select({
        kind: posts.kind,
        unitId: posts.unitId,
        unitName: units.name,
        standIn: posts.standIn,
        beat: posts.beat,
      })
      .from(sessions)
      .innerJoin(posts, eq(posts.personId, sessions.personId))
      .leftJoin(units, eq(units.id, posts.unitId))
      .where(and(eq(sessions.tokenHash, hash), inForce(today)))
      .orderBy(asc(posts.id)),
    db.select({ key: settings.key, value: settings.value }).from(settings),
    db.select({ year: calendarYears.year, off: calendarYears.off, work: calendarYears.work }).from(calendarYears),
  ])
  const chosen = settingsOf(rows)
  const [session] = found
  const alive = session && isAlive(session, now, chosen)
  return {
    actor: alive ? actorOf(session, held, address) : null,
    lastUsedAt: session?.lastUsedAt ?? 0,
    settings: chosen,
    calendarYears: years,
  }
}

type Found = Omit<Actor, "posts" | "address">

const actorOf = (
  { id, login, name, unitId, unitName, mustChangePassword }: Found,
  held: ActorPost[],
  address: string,
): Actor => ({
  id,
  login,
  name,
  unitId,
  unitName,
  mustChangePassword,
  posts: held,
  address,
})

/** The account and the recent failures that decide whether its password is looked at. */
export const signInFacts = ({ db, read }: Database, login: string, address: string, since: number) =>
  read([
    db.select().from(people).where(eq(people.login, login)),
    db
      .select({ at: signInAttempts.at, succeeded: signInAttempts.succeeded })
      .from(signInAttempts)
      .where(and(eq(signInAttempts.login, login), gte(signInAttempts.at, since)))
      .orderBy(asc(signInAttempts.at), asc(signInAttempts.id)),
    db
      .select({ failures: sql<number>`count(*)` })
      .from(signInAttempts)
      .where(
        and(eq(signInAttempts.address, address), gte(signInAttempts.at, since), eq(signInAttempts.succeeded, false)),
      ),
  ])

/** True while nobody has an account: the program waits to be set up. */
export const isUnsettled = async ({ db, read }: Database): Promise<boolean> => {
  const [[row]] = await read([db.select({ count: sql<number>`count(*)` }).from(people)])
  return row?.count === 0
}

/** The account page: one's own sessions, newest use first. */
export const sessionsOf = ({ db }: Database, personId: number) =>
  db
    .select({
      tokenHash: sessions.tokenHash,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
      address: sessions.address,
      agent: sessions.agent,
    })
    .from(sessions)
    .where(eq(sessions.personId, personId))
    .orderBy(sql`${sessions.lastUsedAt} desc`)

/** Holders of a post today, with their names; for saying whom to ask. */
export const holdersOf = ({ db }: Database, kinds: Post["kind"][], today: string) =>
  db
    .select({ personId: people.id, name: people.name, kind: posts.kind, unitId: posts.unitId })
    .from(posts)
    .innerJoin(people, eq(people.id, posts.personId))
    .where(and(inArray(posts.kind, kinds), eq(people.active, true), inForce(today)))
    .orderBy(asc(people.id))
