import { and, asc, eq, gte, inArray, isNull, lte, or, type Placeholder, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  calendarYears,
  links,
  type Person,
  type Post,
  people,
  plans,
  posts,
  rounds,
  sessions,
  settings,
  type Unit,
  units,
} from "#db/schema.ts"
import { type Calendar, calendarOf } from "#src/office/calendar/working_days.ts"
import { handoversOpenFor } from "#src/office/handovers/queries.ts"
import { resetsOpenFor } from "#src/office/resets/queries.ts"
import { type Settings, settingsOf } from "#src/office/settings/settings.ts"
import type { Newest, newestOf } from "#src/trail/newest_queries.ts"
import type { Actor, ActorPost } from "./actor.ts"
import { opens } from "./linked.ts"
import { isToBeChanged } from "./password_policy.ts"
import { isAlive, timeoutsOf } from "./sessions.ts"

/** Posts that count on a day. */
export const inForce = (today: string) =>
  and(lte(posts.fromOn, today), or(isNull(posts.untilOn), gte(posts.untilOn, today)))

/** When every session was opened and last used; `own`: of the browser that asks. */
export const sessionTimes = ({ db }: Pick<Database, "db">, ownHash: string) =>
  db
    .select({
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
      own: sql<boolean>`${sessions.tokenHash} = ${ownHash}`.mapWith(Boolean),
    })
    .from(sessions)

export type Visit = {
  actor: Actor | null
  /** When the session was opened and last used; null: there is none. */
  session: { createdAt: number; lastUsedAt: number } | null
  settings: Settings
  calendar: Calendar
}

/** The question where the trail stands (src/trail/newest_queries.ts), asked beside. */
type NewestAsked = ReturnType<ReturnType<typeof newestOf>>

type Given = { readonly [K in "hash" | "today"]: Placeholder<K> }

const sessionColumns = {
  id: people.id,
  login: people.login,
  name: people.name,
  unitId: people.unitId,
  unitName: units.name,
  mustChangePassword: people.mustChangePassword,
  passwordSetAt: people.passwordSetAt,
  createdAt: sessions.createdAt,
  lastUsedAt: sessions.lastUsedAt,
  // Null all of them for whoever signed in.
  linkId: sessions.linkId,
  linkPlanId: links.planId,
  linkUnitId: links.unitId,
  linkRoundId: links.roundId,
  expiresAt: links.expiresAt,
  revokedAt: links.revokedAt,
  planState: plans.state,
  handling: plans.handling,
  allowsLinks: plans.allowsLinks,
  linkUnitName: sql<string>`u.name`,
  unitActive: sql<number>`u.active`,
  cutOffAt: rounds.cutOffAt,
  newestRound: sql<number>`(select max(r.number) from rounds r where r.plan_id = ${links.planId})`,
  roundNumber: rounds.number,
}

const sessionOf = compiled(sessionColumns, (db, { hash }: Given) =>
  db
    .select(sessionColumns)
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .leftJoin(units, eq(units.id, people.unitId))
    .leftJoin(links, eq(links.id, sessions.linkId))
    .leftJoin(plans, eq(plans.id, links.planId))
    .leftJoin(rounds, eq(rounds.id, links.roundId))
    .leftJoin(sql`units u`, sql`u.id = ${links.unitId}`)
    .where(and(eq(sessions.tokenHash, hash), sql`${people.active}`)),
)

const postColumns = {
  id: posts.id,
  kind: posts.kind,
  unitId: posts.unitId,
  unitName: units.name,
  standIn: posts.standIn,
  beat: posts.beat,
}

const heldBy = compiled(postColumns, (db, { hash, today }: Given) =>
  db
    .select(postColumns)
    .from(sessions)
    .innerJoin(posts, eq(posts.personId, sessions.personId))
    .leftJoin(units, eq(units.id, posts.unitId))
    .where(
      and(eq(sessions.tokenHash, hash), lte(posts.fromOn, today), or(isNull(posts.untilOn), gte(posts.untilOn, today))),
    )
    .orderBy(asc(posts.id)),
)

const settingColumns = { key: settings.key, value: settings.value }
const allSettings = compiled(settingColumns, (db) => db.select(settingColumns).from(settings))

/** As text: the same text is the same calendar, and need not be read again. */
const yearColumns = {
  year: calendarYears.year,
  off: sql<string>`${calendarYears.off}`,
  work: sql<string>`${calendarYears.work}`,
}
const allYears = compiled(yearColumns, (db) => db.select(yearColumns).from(calendarYears))

/** The first round trip of every page: who is asking, the settings and the calendar, and where the trail stands. */
export async function visitOf(
  database: Database,
  tokenHash: string | null,
  { now, today, address }: { now: number; today: string; address: string },
  newestAsked: NewestAsked,
): Promise<Visit & { newest: Newest }> {
  const given = { hash: tokenHash ?? "", today }
  const [found, held, rows, years, [newest]] = await database.read([
    sessionOf(database, given),
    heldBy(database, given),
    allSettings(database, {}),
    allYears(database, {}),
    newestAsked,
  ])
  if (!newest) throw new Error("the trail did not say where it stands")
  const chosen = settingsOf(rows)
  const [session] = found
  const alive = session && isAlive(session, now, timeoutsOf(held, chosen))
  return {
    actor: alive ? actorIn(session, held, { address, now, tokenHash: given.hash, ...chosen }) : null,
    session: alive ? session : null,
    settings: chosen,
    calendar: calendarFor(years),
    newest,
  }
}

const personColumns = {
  id: people.id,
  login: people.login,
  name: people.name,
  unitId: people.unitId,
  unitName: units.name,
  mustChangePassword: people.mustChangePassword,
  passwordSetAt: people.passwordSetAt,
}

/** Posts with the names of their units, of whoever is asked for. */
export const heldPosts = ({ db }: Pick<Database, "db">) =>
  db.select(postColumns).from(posts).leftJoin(units, eq(units.id, posts.unitId)).$dynamic()

/** The same of somebody whom a session of this process stands for. */
export async function visitOfPerson(
  { db, read }: Database,
  personId: number,
  { now, today, address, tokenHash }: { now: number; today: string; address: string; tokenHash: string },
): Promise<Omit<Visit, "session">> {
  const [[person], held, rows, years] = await read([
    db
      .select(personColumns)
      .from(people)
      .leftJoin(units, eq(units.id, people.unitId))
      .where(and(eq(people.id, personId), sql`${people.active}`)),
    db
      .select(postColumns)
      .from(posts)
      .leftJoin(units, eq(units.id, posts.unitId))
      .where(and(eq(posts.personId, personId), inForce(today)))
      .orderBy(asc(posts.id)),
    db.select(settingColumns).from(settings),
    db.select(yearColumns).from(calendarYears),
  ])
  const chosen = settingsOf(rows)
  return {
    actor: person ? actorOf(person, held, { address, now, tokenHash, ...chosen }) : null,
    settings: chosen,
    calendar: calendarFor(years),
  }
}

let known: { key: string; calendar: Calendar } | undefined

/** The table changes once a year; its sets are built when it does. */
function calendarFor(years: { year: number; off: string; work: string }[]): Calendar {
  const key = years.map(({ year, off, work }) => `${year}${off}${work}`).join()
  if (known?.key !== key) {
    const parsed = years.map(({ year, off, work }) => ({ year, off: JSON.parse(off), work: JSON.parse(work) }))
    known = { key, calendar: calendarOf(parsed) }
  }
  return known.calendar
}

type Session = Awaited<ReturnType<typeof sessionOf>>[number]

/** Whoever signed in; of whoever came by a link, while that holds, only the liaison of its unit. */
function actorIn(session: Session, held: HeldPost[], seen: Seen): Actor | null {
  if (session.linkId === null) return actorOf(session, held, seen)
  const { linkPlanId, linkUnitId, linkRoundId, expiresAt, planState, handling, allowsLinks } = session
  if (linkPlanId === null || linkUnitId === null || linkRoundId === null || expiresAt === null) return null
  if (planState === null || handling === null || allowsLinks === null) return null
  const liaison = held.find(({ kind, unitId }) => kind === "liaison" && unitId === linkUnitId)
  const facts = {
    expiresAt,
    revokedAt: session.revokedAt,
    plan: { state: planState, handling, allowsLinks },
    roundTaken: session.cutOffAt === null || session.roundNumber === session.newestRound,
    unitActive: Boolean(session.unitActive),
    personActive: true,
    isLiaison: liaison !== undefined,
  }
  if (!liaison || !opens(facts, seen.now)) return null
  return {
    ...actorOf(session, [liaison], seen),
    unitId: linkUnitId,
    unitName: session.linkUnitName,
    // The link stands in for the password, and opens no page on which it could be changed.
    mustChangePassword: false,
    link: { id: session.linkId, planId: linkPlanId, unitId: linkUnitId, roundId: linkRoundId },
  }
}

type Found = Omit<Actor, "posts" | "address" | "link" | "standing"> & { passwordSetAt: number }
/** From where, when, by which session and rule. */
type Seen = { address: string; now: number; tokenHash: string; passwordDays: number }
type HeldPost = ActorPost & { id: number }

const actorOf = (
  { id, login, name, unitId, unitName, ...password }: Found,
  held: HeldPost[],
  { address, now, tokenHash, passwordDays }: Seen,
): Actor => ({
  id,
  login,
  name,
  unitId,
  unitName,
  mustChangePassword: isToBeChanged(password, passwordDays, now),
  posts: held,
  address,
  standing: { tokenHash, workplaceId: unitId, postIds: held.map((post) => post.id) },
})

export const peopleCounted = ({ db }: Pick<Database, "db">) => db.select({ count: sql<number>`count(*)` }).from(people)

/** True while nobody has an account: the program waits to be set up. */
export const isUnsettled = async (database: Database): Promise<boolean> => {
  const [[row]] = await database.read([peopleCounted(database)])
  return row?.count === 0
}

/** The account page: one's own sessions, newest use first. */
export const sessionsOf = ({ db }: Pick<Database, "db">, personId: number) =>
  db
    .select({
      tokenHash: sessions.tokenHash,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
      address: sessions.address,
      agent: sessions.agent,
      linkId: sessions.linkId,
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

/** Rows on one page of a list. */
export const PAGE_ROWS = 50

export type PersonRow = Pick<Person, "id" | "login" | "name" | "contact" | "active" | "mustChangePassword"> & {
  unit: string | null
  sessions: number
  posts: PostRow[]
}
export type PostRow = Pick<Post, "kind" | "fromOn" | "untilOn" | "standIn"> & { personId: number; unit: string | null }

export type PeopleAsked = { search: string; page: number; today: string; now: number }

/** The statements of `peopleIn`, to be read beside others. */
export function peopleListed({ db }: Pick<Database, "db">, { search, page, today }: PeopleAsked) {
  const like = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`
  const wanted = search
    ? sql`(${people.name} like ${like} escape '\\' or ${people.login} like ${like} escape '\\' or ${units.name} like ${like} escape '\\')`
    : undefined
  const shown = db
    .select({ id: people.id })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .where(wanted)
    .orderBy(sql`${people.active} desc`, asc(people.id))
    .limit(PAGE_ROWS)
    .offset((page - 1) * PAGE_ROWS)
  return [
    db
      .select({
        id: people.id,
        login: people.login,
        name: people.name,
        contact: people.contact,
        active: people.active,
        mustChangePassword: people.mustChangePassword,
        unit: units.name,
        sessions: sql<number>`(select count(*) from sessions where sessions.person_id = ${people.id})`,
      })
      .from(people)
      .leftJoin(units, eq(units.id, people.unitId))
      .where(inArray(people.id, shown))
      .orderBy(sql`${people.active} desc`, asc(people.id)),
    db
      .select({
        personId: posts.personId,
        kind: posts.kind,
        fromOn: posts.fromOn,
        untilOn: posts.untilOn,
        standIn: posts.standIn,
        unit: units.shortName,
      })
      .from(posts)
      .leftJoin(units, eq(units.id, posts.unitId))
      .where(and(inArray(posts.personId, shown), or(isNull(posts.untilOn), gte(posts.untilOn, today))))
      .orderBy(asc(posts.id)),
    db.select({ total: sql<number>`count(*)` }).from(people).leftJoin(units, eq(units.id, people.unitId)).where(wanted),
  ] as const
}

type Read<T extends readonly unknown[]> = { readonly [K in keyof T]: Awaited<T[K]> }

/** One page of the people whose name, login or unit contains the words; with the posts in force and to come. */
export const peopleIn = ([rows, held, [counted]]: Read<ReturnType<typeof peopleListed>>): {
  rows: PersonRow[]
  total: number
} => ({
  rows: rows.map((row) => ({ ...row, posts: held.filter(({ personId }) => personId === row.id) })),
  total: counted?.total ?? 0,
})

export type UnitChoice = Pick<Unit, "id" | "name" | "shortName" | "active">

/** The directory for choosing from, in 单位排序. */
export const unitChoices = ({ db }: Pick<Database, "db">) =>
  db
    .select({ id: units.id, name: units.name, shortName: units.shortName, active: units.active })
    .from(units)
    .orderBy(asc(units.position), asc(units.id))

/** The posts of the three administrators, of all whose accounts are in use. */
export const guards = ({ db }: Pick<Database, "db">) =>
  db
    .select({
      personId: posts.personId,
      kind: posts.kind,
      unitId: posts.unitId,
      fromOn: posts.fromOn,
      untilOn: posts.untilOn,
    })
    .from(posts)
    .innerJoin(people, eq(people.id, posts.personId))
    .where(and(inArray(posts.kind, ["admin", "security", "auditor"]), eq(people.active, true)))

/** One person with all posts and sessions, and what an administrator needs for deciding about them. One round trip. */
export async function personByLogin({ db, read }: Database, login: string, today: string) {
  const mine = db.select({ id: people.id }).from(people).where(eq(people.login, login))
  const [[person], held, open, choices, guardians, passing, resetting] = await read([
    db.select().from(people).where(eq(people.login, login)),
    db
      .select({ post: posts, unit: units.name })
      .from(posts)
      .leftJoin(units, eq(units.id, posts.unitId))
      .where(inArray(posts.personId, mine))
      .orderBy(asc(posts.fromOn), asc(posts.id)),
    db.select().from(sessions).where(inArray(sessions.personId, mine)).orderBy(sql`${sessions.lastUsedAt} desc`),
    unitChoices({ db }),
    guards({ db }),
    handoversOpenFor({ db }, mine),
    resetsOpenFor({ db }, sql`${mine}`, today),
  ])
  if (!person) return null
  return {
    person,
    posts: held.map(({ post, unit }) => ({ ...post, unit })),
    sessions: open,
    units: choices,
    /** What of the person's posts is proposed to be handed over. */
    handovers: passing,
    /** 口令重置 that waits for a second administrator, or for its code. */
    reset: resetting[0] ?? null,
    /** Posts of the three administrators held by others whose accounts are in use. */
    guards: guardians.filter(({ personId }) => personId !== person.id),
  }
}

export type PersonFile = NonNullable<Awaited<ReturnType<typeof personByLogin>>>
