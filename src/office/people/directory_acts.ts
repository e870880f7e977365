import { type Asked, act, actsAs } from "#src/door/act.ts"
import { conflict } from "#src/refusal.ts"
import { type Actor, ensureHolds } from "./actor.ts"
import { changePerson, endSessionsOf } from "./directory_commands.ts"
import { Editing, Versioned } from "./input.ts"
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

/** 重置口令, whose new password is shown once by whichever door did it. */
export const RESET_PASSWORD = { ...onPerson, input: Versioned }
