import { and, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, signInAttempts } from "#db/schema.ts"
import { newToken } from "#src/office/people/sessions.ts"
import { Crowded } from "#src/office/people/turns.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, type Anybody, type By, record } from "#src/trail/record.ts"
import {
  failuresAt,
  failuresFrom,
  isOpen,
  isRoom,
  type LockRules,
  lastFailure,
  lockSince,
  type Place,
} from "./scope.ts"

export type Attempt = Place & { id: number }

/**
 * Notes a try before anything is hashed or looked up. No id: the account or the address has used up its tries, and this
 * one leaves no trace. Throws `Crowded` when the account is being tried from there too often at this moment. One round
 * trip, with the account it is about.
 */
export async function beginAttempt(database: Database, place: Place, rules: LockRules) {
  const { db } = database
  const { login, address, now } = place
  const [[begun], [person], [known]] = await database.write([
    db
      .insert(signInAttempts)
      .select(sql`select null, ${login}, ${address}, ${now}, 0, 0 where ${isOpen(place, rules)} and ${isRoom(place)}`)
      .returning({ id: signInAttempts.id }),
    db.select().from(people).where(eq(people.login, login)),
    db
      .select({
        open: sql<boolean>`${isOpen(place, rules)}`.mapWith(Boolean),
        lastFailureAt: lastFailure(place, lockSince(now, rules)),
      })
      .from(sql`(select 1)`),
  ])
  if (!begun && known?.open) throw new Crowded()
  const left = (known?.lastFailureAt ?? now) + rules.lockMinutes * 60_000 - now
  return {
    attempt: begun ? { ...place, id: begun.id } : null,
    person: person ?? null,
    minutes: Math.max(1, Math.ceil(left / 60_000)),
  }
}

/** The try was a good one: it, and the failures before it, no longer count there. */
export const attemptSucceeded = ({ db }: Pick<Database, "db">, { id }: Pick<Attempt, "id">) =>
  db.update(signInAttempts).set({ succeeded: true }).where(eq(signInAttempts.id, id))

const oneMore = (action: Action, particulars: Record<string, unknown>, when?: Act["when"]): Act => ({
  action,
  subject: `attempt:${newToken().slice(0, 16)}`,
  version: 1,
  particulars,
  when,
})

/** How a failure stands in the trail. */
export type Failure = {
  action: "sign_in_failed" | "password_refused" | "link_refused" | "setup_refused" | "reset_code_refused"
  particulars?: Record<string, unknown>
  by: By<Anybody>
}

/** Keys and codes are nobody's account. */
const isOfAccount = (action: Failure["action"]): boolean => action === "sign_in_failed" || action === "password_refused"

/**
 * The try failed, which leaves its event; the one that uses up the tries of the account there, or of the address, says
 * that too, once. Resolves with whether the account is locked there now.
 */
export async function attemptFailed(
  database: Database,
  attempt: Attempt,
  { action, particulars = {}, by }: Failure,
  rules: LockRules,
): Promise<boolean> {
  const { db } = database
  const { id, login, address, shared, now } = attempt
  const since = lockSince(now, rules)
  const here = failuresAt({ login, address }, since)
  // As the batch begins the failure itself is not yet counted.
  const locks = sql`${isOfAccount(action) ? 1 : 0} and ${here} = ${rules.lockAfterFailures - 1}`
  const closes = sql`not ${shared ? 1 : 0} and ${failuresFrom(address, since)} = ${rules.addressFailures - 1}`
  const [, [now_]] = await record(
    database,
    by,
    [
      oneMore(action, particulars),
      oneMore("account_locked", { ...particulars, minutes: rules.lockMinutes }, locks),
      oneMore("address_locked", { minutes: rules.lockMinutes }, closes),
    ],
    [
      db.update(signInAttempts).set({ failed: true }).where(eq(signInAttempts.id, id)),
      db.select({ failures: here }).from(sql`(select 1)`),
    ],
  )
  return (now_?.failures ?? 0) >= rules.lockAfterFailures
}

/** What is to be released: an account at one address, or an address for everybody. */
export type LockToRelease = { login: string | null; address: string }

/** 解除: the failures there no longer count. The event names who was locked and who released it. */
export const releaseLock = (database: Database, { login, address }: LockToRelease, by: By) =>
  record(
    database,
    by,
    [oneMore("lock_released", { ...(login === null ? {} : { login }), address })],
    [
      database.db
        .delete(signInAttempts)
        .where(
          and(
            eq(signInAttempts.address, address),
            eq(signInAttempts.failed, true),
            login === null ? undefined : eq(signInAttempts.login, login),
          ),
        ),
    ],
  )
