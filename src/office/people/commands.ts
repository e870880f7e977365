import { and, desc, eq, isNull, lt, ne, notInArray, or, sql } from "drizzle-orm"
import { type Database, isDiskFull } from "#db/database.ts"
import { people, sessions, signInAttempts } from "#db/schema.ts"
import { type Attempt, attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import { isOpen, type Place } from "#src/office/attempts/scope.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { acting, record } from "#src/trail/record.ts"
import type { Actor } from "./actor.ts"
import { formerHashes, isAmong } from "./former_queries.ts"
import { CURRENT, hashPassword, isOutdated, type ScryptParameters, trying, verifyPassword } from "./password.ts"
import { hasOutlivedDay, type PasswordProblem, type PasswordRules, passwordProblems } from "./password_policy.ts"
import { sessionsOf } from "./queries.ts"
import { hashToken, newToken, type Timeouts } from "./sessions.ts"
import type { SpareSessions } from "./spare.ts"

export type SignIn = Omit<Place, "login"> & { username: string; password: string; agent: string }
export type SignInRefusal = { ok: false; reason: "wrong" | "locked" | "lapsed"; minutes: number }

type Entered = { ok: true; token: string; personId: number } | SignInRefusal
type SignInOptions = { previousToken?: string | null; parameters?: ScryptParameters; spare?: SpareSessions }

/**
 * Signs a person in. Throws `Crowded` when too many are at the door: such a try is not counted. On a full disk, where
 * the runtime keeps sessions of its own, it is a session to read by.
 */
export const signIn = (database: Database, who: SignIn, settings: Settings, options: SignInOptions = {}) =>
  trying(async () => {
    try {
      return await enter(database, who, settings, options)
    } catch (error) {
      if (!options.spare || !isDiskFull(error)) throw error
      return enterToRead(database, who, settings, { ...options, spare: options.spare })
    }
  })

/** The same questions without a word written: the locks that stand in the database hold, and failures count in the process. */
async function enterToRead(
  database: Database,
  { username, password, address, now, shared }: SignIn,
  settings: Settings,
  { spare, parameters = CURRENT }: SignInOptions & { spare: SpareSessions },
): Promise<Entered> {
  const { db, read } = database
  const [[person], [door]] = await read([
    db.select().from(people).where(eq(people.login, username)),
    db
      .select({ open: sql<boolean>`${isOpen({ login: username, address, shared, now }, settings)}`.mapWith(Boolean) })
      .from(sql`(select 1)`),
  ])
  const minutes = settings.lockMinutes
  if (!door?.open || !spare.mayTry(username, address, now, settings)) return { ok: false, reason: "locked", minutes }
  const matches = await verifyPassword(password, person?.passwordHash ?? (await dummyHash(parameters)))
  if (!person?.active || !matches || hasOutlivedDay(person, now)) {
    spare.failed(username, address, now)
    return { ok: false, reason: "wrong", minutes }
  }
  const token = newToken()
  spare.open(hashToken(token), person.id, now)
  console.warn(`磁盘已写满：${person.login} 从 ${address} 登录，只能查看，不在操作记录中`)
  return { ok: true, token, personId: person.id }
}

/**
 * 1. The try is noted, and the recent failures there decide before anything is hashed.
 * 2. An unknown name costs the same hash as a known one, and gets the same answer.
 * 3. The session gets a token of its own; an older one of this browser ends.
 * 4. Of more sessions than a person may have those end that were not used for the longest.
 * 5. A hash made with older parameters is renewed.
 */
async function enter(
  database: Database,
  { username, password, address, agent, now, shared }: SignIn,
  settings: Settings,
  options: SignInOptions,
): Promise<Entered> {
  const begun = await beginAttempt(database, { login: username, address, shared, now }, settings)
  const { attempt } = begun
  if (!attempt) return { ok: false, reason: "locked", minutes: begun.minutes }

  const person = begun.person?.active ? begun.person : null
  const parameters = options.parameters ?? CURRENT
  const matches = await verifyPassword(password, person?.passwordHash ?? (await dummyHash(parameters)))
  if (!person || !matches) return fail(database, attempt, begun.person?.login ?? null, settings)
  if (hasOutlivedDay(person, now)) return fail(database, attempt, person.login, settings, "lapsed")

  const token = newToken()
  const renewed = isOutdated(person.passwordHash, parameters) ? await hashPassword(password, parameters) : null
  const { db } = database
  await record(
    database,
    acting({ id: person.id, name: person.name, address }, now),
    [
      {
        action: "signed_in",
        subject: `session:${hashToken(token).slice(0, 12)}`,
        version: 1,
        particulars: { login: person.login, agent },
      },
    ],
    [
      db
        .insert(sessions)
        .values({ tokenHash: hashToken(token), personId: person.id, createdAt: now, lastUsedAt: now, address, agent }),
      attemptSucceeded(database, attempt),
      db.delete(sessions).where(eq(sessions.tokenHash, hashToken(options.previousToken ?? ""))),
      beyondLimit(database, person.id, settings.sessionsPerPerson),
      // Only over the hash that was checked: a password changed in between stays changed.
      ...(renewed
        ? [
            db
              .update(people)
              .set({ passwordHash: renewed })
              .where(and(eq(people.id, person.id), eq(people.passwordHash, person.passwordHash))),
          ]
        : []),
    ],
  )
  return { ok: true, token, personId: person.id }
}

let dummy: { key: string; hash: Promise<string> } | undefined

/** A hash nobody's password matches, made once: an unknown name takes as long as a known one. */
function dummyHash(parameters: ScryptParameters): Promise<string> {
  const key = JSON.stringify(parameters)
  if (dummy?.key !== key) dummy = { key, hash: hashPassword(newToken(), parameters) }
  return dummy.hash
}

/** What was typed as a name may be anything, a password too: the trail has it only where it is somebody's. */
async function fail(
  database: Database,
  attempt: Attempt,
  login: string | null,
  settings: Settings,
  why: "wrong" | "lapsed" = "wrong",
): Promise<SignInRefusal> {
  const by = acting(null, attempt.now, { address: attempt.address })
  const failure = { action: "sign_in_failed", particulars: login === null ? {} : { login }, by } as const
  const locked = await attemptFailed(database, attempt, failure, settings)
  return { ok: false, reason: locked ? "locked" : why, minutes: settings.lockMinutes }
}

/** Of a person's sessions those used last stay, the one being opened among them. A link's are its own. */
const beyondLimit = ({ db }: Pick<Database, "db">, personId: number, limit: number) => {
  const own = and(eq(sessions.personId, personId), isNull(sessions.linkId))
  const kept = db
    .select({ tokenHash: sessions.tokenHash })
    .from(sessions)
    .where(own)
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.createdAt), desc(sql`rowid`))
    .limit(limit)
  return db.delete(sessions).where(and(own, notInArray(sessions.tokenHash, kept)))
}

/** Ends the session of this browser. */
export const signOut = (database: Database, actor: Actor, token: string, at: number) =>
  record(
    database,
    acting(actor, at),
    [{ action: "signed_out", subject: `session:${hashToken(token).slice(0, 12)}`, version: 2 }],
    [database.db.delete(sessions).where(eq(sessions.tokenHash, hashToken(token)))],
  )

/** Ends all sessions of one's own but the one in use. */
export async function endOtherSessions(database: Database, actor: Actor, token: string, at: number): Promise<number> {
  const [mine] = await database.read([sessionsOf(database, actor.id)])
  await record(
    database,
    acting(actor, at),
    [
      {
        action: "sessions_ended",
        subject: `sessions:${newToken().slice(0, 16)}`,
        version: 1,
        particulars: { ended: mine.length - 1 },
      },
    ],
    [
      database.db
        .delete(sessions)
        .where(and(eq(sessions.personId, actor.id), ne(sessions.tokenHash, hashToken(token)))),
    ],
  )
  return mine.length - 1
}

/** The session was used. Overwritten without an event; answered after the page is sent. */
export const touchSession = (database: Database, tokenHash: string, at: number) =>
  database.write([database.db.update(sessions).set({ lastUsedAt: at }).where(eq(sessions.tokenHash, tokenHash))])

export type PasswordChange = { oldPassword: string; newPassword: string }
export type PasswordRefusal =
  | { ok: false; reason: "wrong" }
  | { ok: false; reason: "locked"; minutes: number }
  | { ok: false; reason: "policy"; problems: PasswordProblem[] }

/** What the new one must not be; told before the old one is asked. */
export const changeProblems = (
  { login }: Pick<Actor, "login">,
  { oldPassword, newPassword }: PasswordChange,
  rules: PasswordRules,
): PasswordProblem[] => passwordProblems(newPassword, { login, isCurrent: oldPassword === newPassword }, rules)

type Changing = { token: string; now: number; shared: boolean; settings: Settings; parameters?: ScryptParameters }

/**
 * Changes one's own password: the old one is asked, its tries are counted like those at the door, and every other
 * session ends. The last ones are refused.
 */
export const changePassword = (database: Database, actor: Actor, change: PasswordChange, changing: Changing) =>
  trying(() => changed(database, actor, change, changing))

async function changed(
  database: Database,
  actor: Actor,
  change: PasswordChange,
  { token, now, shared, settings, parameters = CURRENT }: Changing,
): Promise<{ ok: true } | PasswordRefusal> {
  const { oldPassword, newPassword } = change
  const problems = changeProblems(actor, change, settings)
  if (problems.length > 0) return { ok: false, reason: "policy", problems }

  const place = { login: actor.login, address: actor.address, shared, now }
  const { attempt, person, minutes } = await beginAttempt(database, place, settings)
  if (!attempt || !person) return { ok: false, reason: "locked", minutes }
  if (!(await verifyPassword(oldPassword, person.passwordHash))) {
    const failure = { action: "password_refused", particulars: { login: actor.login }, by: acting(actor, now) } as const
    const locked = await attemptFailed(database, attempt, failure, settings)
    return locked ? { ok: false, reason: "locked", minutes: settings.lockMinutes } : { ok: false, reason: "wrong" }
  }

  const [former] = await database.read([formerHashes(database, person.id, settings.passwordHistory)])
  if (await isAmong(newPassword, former)) {
    await database.write([attemptSucceeded(database, attempt)])
    return { ok: false, reason: "policy", problems: ["former"] }
  }

  const passwordHash = await hashPassword(newPassword, parameters)
  const { db } = database
  await record(
    database,
    acting(actor, now),
    [{ action: "password_changed", subject: `person:${person.id}`, version: person.version + 1 }],
    [
      db
        .update(people)
        .set({ passwordHash, passwordSetAt: now, mustChangePassword: false, version: person.version + 1 })
        .where(eq(people.id, person.id)),
      db.delete(sessions).where(and(eq(sessions.personId, person.id), ne(sessions.tokenHash, hashToken(token)))),
      attemptSucceeded(database, attempt),
    ],
  )
  return { ok: true }
}

/** How long tries are kept for finding out what happened, and that an account is at home somewhere. */
const FAILURES_KEPT = 86_400_000
const SUCCESSES_KEPT = 90 * 86_400_000

/** Removes sessions that are over and tries of days gone by. Timer work; carries no event. */
export const clearSessions = ({ db, write }: Database, now: number, settings: Timeouts) =>
  write([
    db
      .delete(sessions)
      .where(
        or(
          lt(sessions.lastUsedAt, now - settings.idleMinutes * 60_000),
          lt(sessions.createdAt, now - settings.absoluteMinutes * 60_000),
        ),
      ),
    db
      .delete(signInAttempts)
      .where(
        or(
          and(eq(signInAttempts.succeeded, false), lt(signInAttempts.at, now - FAILURES_KEPT)),
          lt(signInAttempts.at, now - SUCCESSES_KEPT),
        ),
      ),
  ])
