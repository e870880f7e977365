import { eq, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Person, type Post, people, posts, sessions, signInAttempts } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { holdsTwoPersonPost } from "#src/office/resets/scope.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { conflict } from "#src/refusal.ts"
import { mailboxMail } from "#src/trail/outbox.ts"
import { type Act, type Anybody, type By, nextSubject, record } from "#src/trail/record.ts"
import { isAdministratorPost, LONE_POSTS, standsAlone } from "./policy.ts"
import { newToken } from "./sessions.ts"

export type NewPerson = Pick<Person, "login" | "name" | "passwordHash"> &
  Partial<Pick<Person, "unitId" | "contact" | "email" | "mustChangePassword">>

/** Creates an account; what its holder may do is granted apart from it (三员). Resolves with the person's id. */
export async function addPerson(database: Database, person: NewPerson, by: By<Anybody>): Promise<number> {
  const [[row]] = await record(
    database,
    by,
    [
      {
        action: "person_added",
        subject: nextSubject("person", people),
        version: 1,
        particulars: { login: person.login, name: person.name },
      },
    ],
    [
      database.db
        .insert(people)
        .values({ ...person, passwordSetAt: by.at })
        .returning({ id: people.id }),
    ] as const,
  )
  if (!row) throw new Error("the person was written without an id")
  return row.id
}

export type NewPost = Pick<Post, "personId" | "kind" | "fromOn"> &
  Partial<Pick<Post, "unitId" | "untilOn" | "standIn" | "beat">>

/*
 * The rules of src/office/people/policy.ts are asked before these commands. Between the asking and the writing somebody else
 * may have granted or ended a post; the columns below are computed in the batch and become null when the rule would be
 * broken, which they refuse, and the whole batch with them.
 */

const exclusiveHeld = ({ personId, kind, fromOn, untilOn }: NewPost) => {
  const others = standsAlone(kind)
    ? sql`p.kind <> ${kind}`
    : sql`p.kind in (${sql.join(
        LONE_POSTS.map((one) => sql`${one}`),
        sql`, `,
      )})`
  return sql`exists (select 1 from posts p where p.person_id = ${personId} and ${others}
    and (p.until_on is null or p.until_on >= ${fromOn}) and (${untilOn ?? null} is null or p.from_on <= ${untilOn ?? null}))`
}

/** Somebody else in use holds the same administrator's post, without an end. */
const heldByAnother = (personId: number, kind: unknown) => sql`exists (
  select 1 from posts p join people h on h.id = p.person_id
  where p.kind = ${kind} and p.until_on is null and p.person_id <> ${personId} and h.active)`

/** A guarded column refused: the rule was broken by somebody who was faster. */
export async function guarded<T>(
  work: Promise<T>,
  code: "exclusive_post" | "last_of_its_kind" | "reset_needs_second",
): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && /NOT NULL constraint failed/.test(error.message)) throw conflict(code)
    throw error
  }
}

/** The event of a post that is granted, and its row. */
export const granted = ({ db }: Pick<Database, "db">, post: NewPost): { act: Act; change: BatchItem<"sqlite"> } => ({
  act: { action: "post_granted", subject: nextSubject("post", posts), version: 1, particulars: { ...post } },
  change: db
    .insert(posts)
    .values({ ...post, personId: sql`case when ${exclusiveHeld(post)} then null else ${post.personId} end` }),
})

/** The event of a post that ends after a day, and its row. */
export const ended = (
  { db }: Pick<Database, "db">,
  post: Post,
  lastDay: string,
): { act: Act; change: BatchItem<"sqlite"> } => ({
  act: {
    action: "post_ended",
    subject: `post:${post.id}`,
    version: post.version + 1,
    particulars: { personId: post.personId, kind: post.kind, untilOn: { before: post.untilOn, after: lastDay } },
  },
  change: db
    .update(posts)
    .set({
      untilOn: lastDay,
      version: post.version + 1,
      ...(isAdministratorPost(post.kind) && post.untilOn === null
        ? { fromOn: sql`case when ${heldByAnother(post.personId, post.kind)} then from_on end` }
        : {}),
    })
    .where(eq(posts.id, post.id)),
})

/** Grants a post. Who may hold which together is src/office/people/policy.ts. */
export function grantPost(database: Database, post: NewPost, by: By<Anybody>) {
  const { act, change } = granted(database, post)
  return guarded(record(database, by, [act], [change]), "exclusive_post")
}

/** A post stays with somebody who was moved to another unit: only the trail says so. */
export const keepPost = (database: Database, post: Post, by: By) =>
  record(
    database,
    by,
    [
      {
        action: "post_kept",
        subject: `post:${post.id}`,
        version: post.version + 1,
        particulars: { personId: post.personId, kind: post.kind, unitId: post.unitId },
      },
    ],
    [
      database.db
        .update(posts)
        .set({ version: post.version + 1 })
        .where(eq(posts.id, post.id)),
    ],
  )

/** Ends a post after a day; it stays in the history. With whoever takes it over, in one batch. */
export function endPost(database: Database, post: Post, lastDay: string, by: By, next: NewPost | null = null) {
  const end = ended(database, post, lastDay)
  if (!next) return guarded(record(database, by, [end.act], [end.change]), "last_of_its_kind")
  const begin = granted(database, next)
  return guarded(record(database, by, [end.act, begin.act], [end.change, begin.change]), "exclusive_post")
}

const personSubject = (person: Pick<Person, "id">) => `person:${person.id}`

export type PersonChanges = Partial<Pick<Person, "name" | "unitId" | "contact" | "email">>

/** What follows from an act and lands with it or not at all: events and their changes. */
export type Following = readonly { act: Act; change: BatchItem<"sqlite"> }[]

const actsOf = (following: Following) => following.map(({ act }) => act)
const changesOf = (following: Following) => following.map(({ change }) => change)

/** Changes what is known of a person; the login stays for ever. A mailbox that is changed is told so. */
export const changePerson = (
  database: Database,
  person: Pick<Person, "id" | "version" | "email">,
  changes: PersonChanges,
  by: By,
  following: Following = [],
) => {
  const subject = personSubject(person)
  const version = person.version + 1
  const leavesMailbox = person.email !== "" && changes.email !== undefined && changes.email !== person.email
  return record(
    database,
    by,
    [{ action: "person_changed", subject, version, particulars: beforeAfter(person, changes) }, ...actsOf(following)],
    [
      database.db
        .update(people)
        .set({ ...changes, version })
        .where(eq(people.id, person.id)),
      ...(leavesMailbox ? [mailboxMail(database, { personId: person.id, subject, version, at: by.at })] : []),
      ...changesOf(following),
    ],
  )
}

/** The person says, signed in, that the mailbox is their own. */
export const confirmMailbox = (database: Database, person: Pick<Person, "id" | "version" | "email">, by: By) =>
  record(
    database,
    by,
    [{ action: "mailbox_confirmed", subject: personSubject(person), version: person.version + 1 }],
    [
      database.db
        .update(people)
        .set({ confirmedEmail: person.email, version: person.version + 1 })
        .where(eq(people.id, person.id)),
    ],
  )

/** Disables an account and ends its sessions; never the only holder of one of the three administrators' posts. */
export const disablePerson = (database: Database, person: Person, by: By, following: Following = []) =>
  guarded(
    record(
      database,
      by,
      [
        { action: "person_disabled", subject: personSubject(person), version: person.version + 1 },
        ...actsOf(following),
      ],
      [
        database.db
          .update(people)
          .set({
            active: sql`case when exists (select 1 from posts mine where mine.person_id = ${person.id}
              and mine.until_on is null and mine.kind in ('admin', 'security', 'auditor')
              and not ${heldByAnother(person.id, sql`mine.kind`)}) then null else 0 end`,
            version: person.version + 1,
          })
          .where(eq(people.id, person.id)),
        database.db.delete(sessions).where(eq(sessions.personId, person.id)),
        ...changesOf(following),
      ],
    ),
    "last_of_its_kind",
  )

export const enablePerson = (database: Database, person: Person, by: By, following: Following = []) =>
  record(
    database,
    by,
    [{ action: "person_enabled", subject: personSubject(person), version: person.version + 1 }, ...actsOf(following)],
    [
      database.db
        .update(people)
        .set({ active: true, version: person.version + 1 })
        .where(eq(people.id, person.id)),
      ...changesOf(following),
    ],
  )

/**
 * A new first password, to be changed at once: all sessions end, and a locked account is free again. Not of somebody whose
 * posts take two administrators (src/office/resets).
 */
export const resetPassword = (database: Database, person: Person, passwordHash: string, by: By) =>
  guarded(
    record(
      database,
      by,
      [{ action: "password_reset", subject: personSubject(person), version: person.version + 1 }],
      [
        database.db
          .update(people)
          .set({
            passwordHash: sql`case when ${holdsTwoPersonPost(person.id, dateOf(by.at))} then null else ${passwordHash} end`,
            passwordSetAt: by.at,
            mustChangePassword: true,
            version: person.version + 1,
          })
          .where(eq(people.id, person.id)),
        database.db.delete(sessions).where(eq(sessions.personId, person.id)),
        database.db.delete(signInAttempts).where(eq(signInAttempts.login, person.login)),
      ],
    ),
    "reset_needs_second",
  )

/** Signs a person out everywhere. Resolves with the number of sessions that ended. */
export async function endSessionsOf(database: Database, person: Person, by: By): Promise<number> {
  const [ended] = await record(
    database,
    by,
    [
      {
        action: "sessions_ended",
        subject: `sessions:${newToken().slice(0, 16)}`,
        version: 1,
        particulars: { login: person.login },
      },
    ],
    [
      database.db.delete(sessions).where(eq(sessions.personId, person.id)).returning({ personId: sessions.personId }),
    ] as const,
  )
  return ended.length
}
