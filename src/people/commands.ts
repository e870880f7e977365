import { and, eq, ne } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, sessions, signInAttempts } from "#db/schema.ts"
import { record } from "#src/events/record.ts"
import type { Settings } from "#src/settings/settings.ts"
import type { Actor } from "./actor.ts"
import { CURRENT, hashPassword, isOutdated, type ScryptParameters, verifyPassword } from "./password.ts"
import { sessionsOf, signInFacts } from "./queries.ts"
import { hashToken, newToken } from "./sessions.ts"

export type SignIn = { username: string; password: string; address: string; agent: string; now: number }
export type SignInRefusal = { ok: false; reason: "wrong" | "locked"; minutes: number }

/** Failures from one address within the lock time, before it is made to wait, whatever the accounts. */
const ADDRESS_LIMIT = 50

/**
 * Signs a person in.
 *
 * 1. The account's and the address's recent failures decide before anything is hashed.
 * 2. An unknown name costs the same hash as a known one, and gets the same answer.
 * 3. The session gets a token of its own; an older one of this browser ends.
 * 4. A hash made with older parameters is renewed.
 */
export async function signIn(
  database: Database,
  { username, password, address, agent, now }: SignIn,
  settings: Settings,
  options: { previousToken?: string | null; parameters?: ScryptParameters } = {},
): Promise<{ ok: true; token: string; personId: number } | SignInRefusal> {
  const lockTime = settings.lockMinutes * 60_000
  const [found, attempts, [elsewhere]] = await signInFacts(database, username, address, now - lockTime)
  const failures = failuresInARow(attempts)
  const lastFailure = attempts.at(-1)?.at ?? now
  if (failures >= settings.lockAfterFailures || (elsewhere?.failures ?? 0) >= ADDRESS_LIMIT) {
    return { ok: false, reason: "locked", minutes: Math.max(1, Math.ceil((lastFailure + lockTime - now) / 60_000)) }
  }

  const person = found[0]?.active ? found[0] : null
  const parameters = options.parameters ?? CURRENT
  const matches = await verifyPassword(password, person?.passwordHash ?? (await dummyHash(parameters)))
  if (!person || !matches) return fail(database, { username, address, now }, failures + 1, settings)

  const token = newToken()
  const renewed = isOutdated(person.passwordHash, parameters) ? await hashPassword(password, parameters) : null
  await record(
    database,
    { actor: { id: person.id, name: person.name, address }, at: now },
    [
      {
        action: "signed_in",
        subject: `session:${hashToken(token).slice(0, 12)}`,
        version: 1,
        particulars: { login: person.login, agent },
      },
    ],
    [
      database.db
        .insert(sessions)
        .values({ tokenHash: hashToken(token), personId: person.id, createdAt: now, lastUsedAt: now, address, agent }),
      database.db.insert(signInAttempts).values({ login: username, address, at: now, succeeded: true }),
      database.db.delete(sessions).where(eq(sessions.tokenHash, hashToken(options.previousToken ?? ""))),
      ...(renewed ? [database.db.update(people).set({ passwordHash: renewed }).where(eq(people.id, person.id))] : []),
    ],
  )
  return { ok: true, token, personId: person.id }
}

const failuresInARow = (attempts: { succeeded: boolean }[]) =>
  attempts.length - 1 - attempts.findLastIndex(({ succeeded }) => succeeded)

let dummy: { key: string; hash: Promise<string> } | undefined

/** A hash nobody's password matches, made once: an unknown name takes as long as a known one. */
function dummyHash(parameters: ScryptParameters): Promise<string> {
  const key = JSON.stringify(parameters)
  if (dummy?.key !== key) dummy = { key, hash: hashPassword(newToken(), parameters) }
  return dummy.hash
}

async function fail(
  database: Database,
  { username, address, now }: { username: string; address: string; now: number },
  failures: number,
  settings: Settings,
): Promise<SignInRefusal> {
  const locks = failures >= settings.lockAfterFailures
  await record(
    database,
    { actor: null, address, at: now, as: username.slice(0, 40) },
    [
      {
        action: locks ? "account_locked" : "sign_in_failed",
        subject: `attempt:${newToken().slice(0, 16)}`,
        version: 1,
        particulars: { login: username.slice(0, 80) },
      },
    ],
    [database.db.insert(signInAttempts).values({ login: username, address, at: now, succeeded: false })],
  )
  return { ok: false, reason: locks ? "locked" : "wrong", minutes: settings.lockMinutes }
}

/** Ends the session of this browser. */
export const signOut = (database: Database, actor: Actor, token: string, at: number) =>
  record(
    database,
    { actor, at },
    [{ action: "signed_out", subject: `session:${hashToken(token).slice(0, 12)}`, version: 2 }],
    [database.db.delete(sessions).where(eq(sessions.tokenHash, hashToken(token)))],
  )

/** Ends all sessions of one's own but the one in use. */
export async function endOtherSessions(database: Database, actor: Actor, token: string, at: number): Promise<number> {
  const [mine] = await database.read([sessionsOf(database, actor.id)])
  await record(
    database,
    { actor, at },
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
