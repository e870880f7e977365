import { and, desc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { events, type PostKind, people, resets } from "#db/schema.ts"
import { formerHashes } from "#src/office/people/former_queries.ts"
import { ADMINISTRATORS } from "#src/office/people/policy.ts"
import type { Action } from "#src/trail/actions.ts"
import { isOpen } from "./scope.ts"

type Reader = Pick<Database, "db">

const asker = alias(people, "asker")
const decider = alias(people, "decider")

/** What somebody holds on a day or is to hold, as JSON. */
const kindsOf = (today: string) => sql<string>`(
  select json_group_array(distinct kp.kind) from posts kp
  where kp.person_id = people.id and (kp.until_on is null or kp.until_on >= ${today}))`

const rows = ({ db }: Reader, today: string) =>
  db
    .select({
      reset: resets,
      person: {
        id: people.id,
        login: people.login,
        name: people.name,
        active: people.active,
        version: people.version,
      },
      kinds: kindsOf(today).mapWith((value: string) => JSON.parse(value) as PostKind[]),
      askedBy: asker.name,
      decidedBy: decider.name,
    })
    .from(resets)
    .innerJoin(people, eq(people.id, resets.personId))
    .leftJoin(asker, eq(asker.id, resets.askedById))
    .leftJoin(decider, eq(decider.id, resets.decidedById))

export type ResetRow = Awaited<ReturnType<typeof rows>>[number]

/** One reset with whose it is and what they hold; null: there is none. One round trip. */
export async function findReset(database: Database, id: number, today: string): Promise<ResetRow | null> {
  const [[found]] = await database.read([rows(database, today).where(eq(resets.id, id))])
  return found ?? null
}

/** What is open for somebody. One statement. */
export const resetsOpenFor = (database: Reader, person: SQL, today: string) =>
  rows(database, today).where(and(eq(resets.personId, person), isOpen()))

/** The reset that a code opens, for the account of that name, or null; and its last passwords. One round trip. */
export async function resetByCode(
  database: Database,
  login: string,
  codeHash: string,
  today: string,
  passwordHistory: number,
) {
  const [[found], former] = await database.read([
    rows(database, today).where(and(eq(people.login, login), eq(resets.codeHash, codeHash), isOpen(), people.active)),
    formerHashes(database, sql`(select id from people where login = ${login})`, passwordHistory),
  ])
  return { found: found ?? null, former }
}

/** Somebody with what they hold, for asking; null: there is nobody. One round trip. */
export async function personToReset(database: Database, login: string, today: string) {
  const { db } = database
  const me = sql`(select id from people where login = ${login})`
  const [[person], open] = await database.read([
    db
      .select({
        person: people,
        kinds: kindsOf(today).mapWith((value: string) => JSON.parse(value) as PostKind[]),
      })
      .from(people)
      .where(eq(people.login, login)),
    resetsOpenFor(database, me, today),
  ])
  return person ? { ...person, open: open[0] ?? null } : null
}

export type PersonToReset = NonNullable<Awaited<ReturnType<typeof personToReset>>>

/** So many days the three are shown what one of them did to another. */
const SHOWN_FOR = 14 * 86_400_000
const SHOWN = 20

const TOLD: Action[] = [
  "reset_asked",
  "reset_confirmed",
  "reset_refused",
  "reset_withdrawn",
  "reset_used",
  "rescued",
  "password_reset",
  "post_granted",
  "post_ended",
  "person_disabled",
  "person_enabled",
  "lock_released",
]

/** Whom an event is about: by its subject, or by what it says. */
const about = sql`case
  when ${events.subject} like 'person:%' then cast(substr(${events.subject}, 8) as integer)
  when ${events.subject} like 'reset:%' then (select r.person_id from resets r where r.id = cast(substr(${events.subject}, 7) as integer))
  when ${events.action} = 'lock_released' then (select l.id from people l where l.login = json_extract(${events.particulars}, '$.login'))
  else json_extract(${events.particulars}, '$.personId') end`

/** 三员之间: what was done to the accounts and posts of the three administrators lately, newest first. One statement. */
export const amongTheThree = ({ db }: Reader, now: number) =>
  db
    .select({
      id: events.id,
      at: events.at,
      action: sql<Action>`${events.action}`,
      by: events.actorName,
      name: people.name,
      kind: sql<PostKind>`(select k.kind from posts k where k.person_id = ${people.id}
        and k.kind in (select value from json_each(${JSON.stringify(ADMINISTRATORS)})) order by k.id desc limit 1)`,
    })
    .from(events)
    .innerJoin(people, eq(people.id, about))
    .where(
      and(
        sql`${events.at} >= ${now - SHOWN_FOR}`,
        sql`${events.action} in (select value from json_each(${JSON.stringify(TOLD)}))`,
        sql`exists (select 1 from posts m where m.person_id = ${people.id}
          and m.kind in (select value from json_each(${JSON.stringify(ADMINISTRATORS)})))`,
      ),
    )
    .orderBy(desc(events.id))
    .limit(SHOWN)

/** What waits for a confirmation, or for whoever has the code; supervisors and leaders included. One statement. */
export const resetsOpen = (database: Reader, today: string) => rows(database, today).where(isOpen()).orderBy(resets.id)

export type AmongTheThree = {
  told: Awaited<ReturnType<typeof amongTheThree>>
  open: ResetRow[]
}
