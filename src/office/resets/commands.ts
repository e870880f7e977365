import { and, eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, type Reset, resets, sessions, signInAttempts } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { type Attempt, attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import type { Place } from "#src/office/attempts/scope.ts"
import type { PasswordRefusal } from "#src/office/people/commands.ts"
import { isAmong } from "#src/office/people/former_queries.ts"
import { CURRENT, hashPassword, type ScryptParameters, trying } from "#src/office/people/password.ts"
import { passwordProblems } from "#src/office/people/password_policy.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { hashCode, newCode } from "#src/office/setup/code.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, acting, type By, nextSubject, record } from "#src/trail/record.ts"
import { type Step, step } from "#src/trail/statements.ts"
import { mayConfirm, mayWithdraw, needsSecond } from "./policy.ts"
import { type PersonToReset, type ResetRow, resetByCode } from "./queries.ts"
import { canMove, hasLapsed, isLive, MOVES, type ResetMove } from "./workflow.ts"

const ACTION_OF: Record<ResetMove, Action> = {
  ask: "reset_asked",
  rescue: "rescued",
  confirm: "reset_confirmed",
  refuse: "reset_refused",
  withdraw: "reset_withdrawn",
  use: "reset_used",
  expire: "reset_expired",
}

function moved(
  database: Pick<Database, "db">,
  reset: Reset,
  move: Exclude<ResetMove, "ask" | "rescue">,
  { set = {}, words = {} }: { set?: Partial<Reset>; words?: Record<string, unknown> } = {},
): Step {
  if (!canMove(reset.state, move)) throw conflict("wrong_state", { state: reset.state })
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: `reset:${reset.id}`,
    particulars: { from: reset.state, to, personId: reset.personId, ...words },
  }
  return step(database, resets, reset, event, { ...set, state: to })
}

/** Of two at the same moment the second meets the index that lets only one be open. */
async function onlyOne<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed: resets/.test(error.message)) throw conflict("reset_open")
    throw error
  }
}

/** An open one whose day is over makes room for the next. */
function room(database: Database, open: ResetRow | null, now: number): Step[] {
  if (!open) return []
  if (!hasLapsed(open.reset, now)) throw conflict("reset_open")
  return [moved(database, open.reset, "expire")]
}

/** 申请重置: the 系统管理员 asks; nothing of the account changes until another administrator has confirmed. */
export async function askForReset(database: Database, { person, kinds, open }: PersonToReset, by: By) {
  if (person.id === by.actor.id) throw conflict("own_account")
  if (!person.active) throw conflict("not_in_use")
  if (!needsSecond(kinds)) throw conflict()
  const before = room(database, open, by.at)
  const { to } = MOVES.ask
  const ask: Act = {
    action: "reset_asked",
    subject: nextSubject("reset", resets),
    version: 1,
    particulars: { to, personId: person.id, login: person.login },
  }
  const row = { personId: person.id, state: to, askedById: by.actor.id, askedAt: by.at }
  await onlyOne(
    record(
      database,
      by,
      [ask, ...before.map(({ act }) => act)],
      [...before.map(({ change }) => change), database.db.insert(resets).values(row)],
    ),
  )
}

/** 确认: resolves with the code, which is shown to whoever confirms, this once; only its hash is kept. */
export async function confirmReset(database: Database, { reset, kinds, person }: ResetRow, by: By): Promise<string> {
  if (!mayConfirm(by.actor, { ...reset, kinds })) throw forbidden("reset_not_yours")
  if (!person.active) throw conflict("not_in_use")
  const code = newCode()
  const set = { codeHash: hashCode(code), decidedById: by.actor.id, decidedAt: by.at }
  const { act, change } = moved(database, reset, "confirm", { set })
  await record(database, by, [act], [change])
  return code
}

/** 不同意, with the reason. */
export async function refuseReset(database: Database, { reset, kinds }: ResetRow, opinion: string, by: By) {
  if (!mayConfirm(by.actor, { ...reset, kinds })) throw forbidden("reset_not_yours")
  const set = { opinion, decidedById: by.actor.id, decidedAt: by.at }
  const { act, change } = moved(database, reset, "refuse", { set, words: { remark: opinion } })
  await record(database, by, [act], [change])
}

/** 撤回: before it is confirmed, or while its code still counts. */
export async function withdrawReset(database: Database, { reset }: ResetRow, by: By) {
  if (!mayWithdraw(by.actor)) throw forbidden()
  const { act, change } = moved(database, reset, "withdraw")
  await record(database, by, [act], [change])
}

export type ByCode = { username: string; code: string; newPassword: string }

/**
 * The person sets a new password by the code, whose tries are counted like those of a password at the door. Throws
 * `Crowded` when too many are trying: such a try is not counted.
 */
export const useReset = (
  database: Database,
  using: ByCode,
  place: Omit<Place, "login">,
  settings: Settings,
  parameters: ScryptParameters = CURRENT,
): Promise<{ ok: true } | PasswordRefusal> =>
  trying(async () => {
    const { username, code, newPassword } = using
    const problems = passwordProblems(newPassword, { login: username }, settings)
    if (problems.length > 0) return { ok: false, reason: "policy", problems }

    const { attempt, minutes } = await beginAttempt(database, { ...place, login: `(reset) ${username}` }, settings)
    if (!attempt) return { ok: false, reason: "locked", minutes }
    const { passwordHistory } = settings
    const { found, former } = await resetByCode(database, username, hashCode(code), dateOf(place.now), passwordHistory)
    if (!found || !isLive(found.reset, place.now)) {
      const nobody = acting(null, place.now, { address: place.address })
      await attemptFailed(database, attempt, { action: "reset_code_refused", by: nobody }, settings)
      return { ok: false, reason: "wrong" }
    }
    if (await isAmong(newPassword, former)) {
      // The code was right, and goes on being good.
      await database.write([attemptSucceeded(database, attempt)])
      return { ok: false, reason: "policy", problems: ["former"] }
    }
    await used(database, found, attempt, await hashPassword(newPassword, parameters))
    return { ok: true }
  })

/** The code counts no more, every session ends, and what was locked is free. */
async function used(database: Database, { reset, person }: ResetRow, attempt: Attempt, passwordHash: string) {
  const { db } = database
  const { now, address } = attempt
  const { act, change } = moved(database, reset, "use")
  const version = person.version + 1
  await record(
    database,
    acting({ id: person.id, name: person.name, address }, now),
    [act, { action: "password_changed", subject: `person:${person.id}`, version }],
    [
      change,
      db
        .update(people)
        .set({ passwordHash, passwordSetAt: now, mustChangePassword: false, version })
        .where(eq(people.id, person.id)),
      db.delete(sessions).where(eq(sessions.personId, person.id)),
      attemptSucceeded(database, attempt),
      db.delete(signInAttempts).where(and(eq(signInAttempts.login, person.login), eq(signInAttempts.failed, true))),
    ],
  )
}

/**
 * On the server, where two of the three are locked out: a code for an administrator, at once. Whatever was open for them
 * ends. Whoever can do this has the machine; the event tells the other administrators.
 */
export async function rescue(database: Database, { person, open }: PersonToReset, now: number): Promise<string> {
  const before = open ? [moved(database, open.reset, hasLapsed(open.reset, now) ? "expire" : "withdraw")] : []
  const code = newCode()
  const { to } = MOVES.rescue
  const act: Act = {
    action: "rescued",
    subject: nextSubject("reset", resets),
    version: 1,
    particulars: { to, personId: person.id, login: person.login },
  }
  const row = { personId: person.id, state: to, codeHash: hashCode(code), askedAt: now, decidedAt: now }
  await onlyOne(
    record(
      database,
      acting(null, now),
      [act, ...before.map((one) => one.act)],
      [...before.map((one) => one.change), database.db.insert(resets).values(row)],
    ),
  )
  return code
}
