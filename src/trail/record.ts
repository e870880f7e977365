import { randomBytes } from "node:crypto"
import { and, inArray, is, SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { SQLiteTable } from "drizzle-orm/sqlite-core"
import { type Database, Stale } from "#db/database.ts"
import { events, plans } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import type { Actor, Standing } from "#src/office/people/actor.ts"
import { conflict, SignedOut } from "#src/refusal.ts"
import type { Action } from "./actions.ts"
import { hasEnded, hasLostPost, isAtRest, isSignedOut } from "./scope.ts"

/** Whom the trail can name: somebody with posts, by a link or still on the way in; null is the program itself. */
export type Anybody =
  | (Pick<Actor, "id" | "name" | "address"> & Partial<Pick<Actor, "posts" | "link" | "apiTokenId" | "standing">>)
  | null

/** Who acts, as whom and when: `at` in UTC milliseconds, `today` the civil day on which it falls. */
export type By<Who extends Anybody = Actor> = { actor: Who; at: number; today: string; as?: string; address?: string }

/** Who acts at this instant, where no request tells it (src/door/by.ts): the timer, a sign-in, the demo. */
export const acting = <Who extends Anybody>(
  actor: Who,
  at: number,
  more: Pick<By, "as" | "address"> = {},
): By<Who> => ({
  actor,
  at,
  today: dateOf(at),
  ...more,
})

/** One line of the trail. `version` is the number this event takes on its subject: the one read, plus one. */
export type Act = {
  action: Action
  subject: string | SQL
  version: number
  planId?: number | SQL
  taskId?: number | SQL
  /** Typed words and values, before → after; for a move `to` is the new state. SQL where only the batch knows one. */
  particulars?: Record<string, unknown> | SQL
  /** For an act on a row without events: null, or the id of some event if that row has changed, which makes it stale. */
  id?: SQL<number | null>
  /** Of many that are done together: this one lands only if so, and holds up none of the others. */
  when?: SQL
  /** Also in a plan that has ended: 恢复, and the revoking of a link. */
  anytime?: true
}

type Changes = readonly BatchItem<"sqlite">[]
type Results<T extends Changes> = { [K in keyof T]: Awaited<T[K]> }

/**
 * The only way anything that has an event is written: the events first, then the change, in one atomic batch.
 * The unique (subject, version) of an event is the guard: whoever comes second gets `Stale`, and nothing lands. Nor does
 * anything land in a plan that was withdrawn or archived, or from somebody whose session, account or post has ended since
 * the request came, however slowly its body did; whoever tries is told which.
 */
export async function record<const T extends Changes>(
  database: Database,
  by: By<Anybody>,
  acts: readonly [Act, ...Act[]],
  changes: T,
): Promise<Results<T>> {
  const [first, ...rest] = acts.map((act) => inserted(database, by, act))
  if (!first) throw new Error("an act without an event")
  try {
    const results = await database.write([first, ...rest, ...changes])
    return results.slice(acts.length) as Results<T>
  } catch (error) {
    if (error instanceof Stale) await sayIfEnded(database, by, acts)
    throw error
  }
}

/**
 * Writes an act that changes nothing, such as taking a file: its subject, a noun or something of one thing
 * (`case_copy:5`), takes a name of its own, so that no two of them make one another stale.
 */
export async function recordOnce(database: Database, by: By<Anybody>, act: Omit<Act, "version"> & { subject: string }) {
  const subject = `${act.subject}${act.subject.includes(":") ? "/" : ":"}${randomBytes(8).toString("hex")}`
  await record(database, by, [{ ...act, subject, version: 1 }], [])
}

/**
 * Writes what carries no event, a draft, and asks the same of whoever writes it: nothing lands from somebody whose session,
 * account or post has ended since the request came. The guard inserts an event with a number that is taken, and only then.
 */
export async function unrecorded<const T extends Changes>(
  database: Database,
  by: By<Anybody>,
  changes: T,
): Promise<Results<T>> {
  const standing = by.actor?.standing
  const guards: Act[] = standing
    ? [{ action: "signed_out", subject: "guard", version: 0, when: isGone(standing, by.today) }]
    : []
  const [first, ...rest] = [...guards.map((act) => inserted(database, by, act)), ...changes]
  if (!first) throw new Error("nothing to write")
  try {
    const results: unknown[] = await database.write([first, ...rest])
    return results.slice(guards.length) as Results<T>
  } catch (error) {
    if (error instanceof Stale) await sayIfEnded(database, by, guards)
    throw error
  }
}

/** Nobody was faster: the session has ended, a post, or the plan. */
async function sayIfEnded({ db, read }: Database, { actor, today }: By<Anybody>, acts: readonly Act[]) {
  const ids = acts.flatMap(({ planId, anytime }) => (typeof planId === "number" && !anytime ? [planId] : []))
  const standing = actor?.standing
  if (ids.length === 0 && !standing) return
  const ended = and(inArray(plans.id, ids), isAtRest)
  const [[plan], [person]] = await read([
    db.select({ state: plans.state }).from(plans).where(ended).limit(1),
    db
      .select({
        signedOut: asked(standing && isSignedOut(standing)),
        lostPost: asked(standing && hasLostPost(standing, today)),
      })
      .from(sql`(select 1)`),
  ])
  if (person?.signedOut) throw new SignedOut()
  if (person?.lostPost) throw conflict("post_ended")
  if (plan) throw conflict("plan_ended", plan)
}

const asked = (condition: SQL | undefined) => sql<boolean>`${condition ?? sql`0`}`.mapWith(Boolean)

function inserted({ db }: Database, by: By<Anybody>, { when, id, anytime, ...act }: Act): BatchItem<"sqlite"> {
  const row = {
    at: by.at,
    actorId: by.actor?.id ?? null,
    actorName: by.actor?.name ?? "系统",
    actingAs: actingAsOf(by),
    address: by.address ?? by.actor?.address ?? "",
    particulars: {},
    ...act,
    ...guarded([
      by.actor?.standing ? staleWhen(isGone(by.actor.standing, by.today)) : undefined,
      by.actor?.link ? unlessRevoked(by.actor.link.id) : undefined,
      act.planId === undefined || anytime ? undefined : staleWhen(hasEnded(act.planId)),
      id,
    ]),
  }
  if (!when) return db.insert(events).values(row)
  const particulars = is(row.particulars, SQL) ? row.particulars : JSON.stringify(row.particulars)
  // In the order of the table's columns.
  return db
    .insert(events)
    .select(sql`select ${row.id ?? null}, ${row.at}, ${row.actorId}, ${row.actorName}, ${row.actingAs},
    ${row.address}, ${row.action}, ${row.subject}, ${row.version}, ${row.planId ?? null}, ${row.taskId ?? null},
    ${particulars} where ${when}`)
}

const isGone = (standing: Standing, today: string): SQL =>
  sql`(${isSignedOut(standing)} or ${hasLostPost(standing, today)})`

/** Each guard is null or the id of some event; one that is not null makes the batch stale. */
function guarded(ids: readonly (SQL<number | null> | undefined)[]): { id?: SQL<number | null> } {
  const [first, ...rest] = ids.filter((id) => id !== undefined)
  if (!first) return {}
  return { id: rest.length > 0 ? sql<number | null>`coalesce(${sql.join([first, ...rest], sql`, `)})` : first }
}

const asWhom = ({ posts, link }: Pick<NonNullable<Anybody>, "posts" | "link">): string =>
  [...(posts ? [inWhichPosts(posts)] : []), ...(link ? [`link ${link.id}`] : [])].join(" / ")

/** Also of whoever acts by one post alone it is told that a program did it. */
const actingAsOf = ({ as, actor }: By<Anybody>): string =>
  [as ?? (actor ? asWhom(actor) : ""), ...(actor?.apiTokenId ? [`api_token ${actor.apiTokenId}`] : [])].join(" / ")

/**
 * The event's id for what is done by a link: null as usual; once the link has been revoked that of an event that is
 * there, which makes the act stale. What is done by a link lands before its end or not at all.
 */
export const unlessRevoked = (linkId: number): SQL<number | null> => sql<number | null>`(
  select max(e.id) from events e where exists (select 1 from links l where l.id = ${linkId} and l.revoked_at is not null))`

/** For an act's id: null, or the id of some event while the condition holds, which makes the whole batch stale. */
export const staleWhen = (condition: SQL): SQL<number | null> =>
  sql<number | null>`case when ${condition} then (select max(id) from events) end`

/** Most people hold one post; whoever holds several is recorded with all of them. */
const inWhichPosts = (posts: Actor["posts"]): string =>
  posts.map(({ kind, unitName }) => (unitName ? `${kind} ${unitName}` : kind)).join(" / ")

/** The id that the next row of a table will get. Inside a write batch nobody else can take it. */
export const nextId = (table: SQLiteTable): SQL<number> => sql<number>`(select coalesce(max(id), 0) + 1 from ${table})`

/** The id of the row this batch has just inserted. */
export const newestId = (table: SQLiteTable): SQL<number> => sql<number>`(select max(id) from ${table})`

/** `reminder:` with the id that the next row will get, or the one so many after it. */
export const nextSubject = (noun: string, table: SQLiteTable, ahead = 0): SQL<string> =>
  sql<string>`${`${noun}:`} || (${nextId(table)} + cast(${ahead} as integer))`

export const assignmentSubject = (assignmentId: number) => `assignment:${assignmentId}`
export const reportSubject = (assignmentId: number, roundId: number) => `report:${assignmentId}/${roundId}`
