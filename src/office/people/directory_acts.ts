import { randomBytes } from "node:crypto"
import { type Asked, act, actsAs, nothingThere } from "#src/door/act.ts"
import { conflict, Unfit } from "#src/refusal.ts"
import { type Actor, ensureHolds } from "./actor.ts"
import { addPerson, changePerson, endSessionsOf, resetPassword } from "./directory_commands.ts"
import { Adding, Editing, Versioned } from "./input.ts"
import { hashPassword } from "./password.ts"
import { initialPassword } from "./password_policy.ts"
import { type PersonFile, personByLogin } from "./queries.ts"

/* 账号: what the 系统管理员 does with somebody's account. */

/** An act on the account of the address. */
export const onPerson = {
  find: ({ database, word, today }: Asked) => personByLogin(database, word("login"), today),
  may: (actor: Actor) => ensureHolds(actor, "admin"),
  version: ({ person }: PersonFile) => person.version,
}

/** Nobody locks themselves out of their own account. */
export function ensureNotOwn(actor: Actor, { person }: PersonFile) {
  if (person.id === actor.id) throw conflict("own_account")
}

export const EDIT_PERSON = act({
  ...onPerson,
  input: Editing,
  does: async (asked, { person }, { version: _, ...changes }) => {
    await changePerson(asked.database, person, changes, actsAs(asked, "admin"))
    return "person_changed"
  },
})

export const END_SESSIONS = act({
  ...onPerson,
  input: Versioned,
  does: async (asked, file) => {
    ensureNotOwn(asked.actor, file)
    const ended = await endSessionsOf(asked.database, file.person, actsAs(asked, "admin"))
    return `person_signed_out.${ended}`
  },
})

const firstPassword = () => initialPassword(randomBytes(64))

/** 新建账号; made is its first password, shown once by whichever door did it. */
export const ADD_PERSON = act({
  find: nothingThere,
  may: onPerson.may,
  input: Adding,
  does: async (asked, _found, person) => {
    const secret = firstPassword()
    const passwordHash = await hashPassword(secret, asked.runtime.scrypt)
    const row = { ...person, passwordHash, mustChangePassword: true }
    await orTaken(addPerson(asked.database, row, actsAs(asked, "admin")))
    return { said: null, made: secret }
  },
})

/** Logins are unique for ever, whoever asks first. */
async function orTaken<T>(adding: Promise<T>): Promise<T> {
  try {
    return await adding
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new Unfit({ login: ["这个用户名已经用过（停用的也不再使用），请换一个"] })
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && /UNIQUE constraint failed: people\.login/.test(error.message)

/** 重置口令; made is the new first password, shown once by whichever door did it. */
export const RESET_PASSWORD = act({
  ...onPerson,
  input: Versioned,
  does: async (asked, file) => {
    ensureNotOwn(asked.actor, file)
    const secret = firstPassword()
    const passwordHash = await hashPassword(secret, asked.runtime.scrypt)
    await resetPassword(asked.database, file.person, passwordHash, actsAs(asked, "admin"))
    return { said: null, made: secret }
  },
})
