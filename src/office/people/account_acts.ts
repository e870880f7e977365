import { type Asked, act, nothingThere } from "#src/door/act.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { accountOf } from "#src/pages/account/queries.ts"
import { conflict, Unfit } from "#src/refusal.ts"
import { PASSWORD_PROBLEM_LABEL } from "#views/people/words.ts"
import { changePassword, changeProblems, endOtherSessions } from "./commands.ts"
import { changePerson, confirmMailbox } from "./directory_commands.ts"
import { Addressing, ChangingPassword, EndingSessions, Versioned } from "./input.ts"
import type { PasswordProblem, PasswordRules } from "./password_policy.ts"
import { awaitsMailbox } from "./policy.ts"

/* 我的账户: what everybody does with their own. */

/** An act on one's own data as they were seen. */
const onOwn = {
  find: ({ database, actor, by }: Pick<Asked, "database" | "actor" | "by">) => accountOf(database, actor.id, by.at),
  may: () => {},
  version: ({ version }: Awaited<ReturnType<typeof accountOf>>) => version,
}

/** What is not changed leaves no event, and nothing is said of it. */
export const CHANGE_CONTACT = act({
  ...onOwn,
  input: Addressing,
  does: async ({ database, actor, by }, own, { version: _, ...contact }) => {
    if (own.email === contact.email && own.contact === contact.contact) return null
    await changePerson(database, { ...own, id: actor.id }, contact, by)
    return "contact_changed"
  },
})

/** The mailbox that was seen: another one may stand there by now. */
export const CONFIRM_MAILBOX = act({
  ...onOwn,
  input: Versioned,
  does: async ({ database, actor, by }, own) => {
    if (!awaitsMailbox(own)) throw conflict()
    await confirmMailbox(database, { ...own, id: actor.id }, by)
    return "mailbox_confirmed"
  },
})

/** All sessions but the one in which it is asked. */
export const END_OTHER_SESSIONS = act({
  find: nothingThere,
  may: () => {},
  input: EndingSessions,
  does: async ({ database, actor, token, by }) => {
    const ended = await endOtherSessions(database, actor, token ?? "", by.at)
    return `sessions_ended.${ended}`
  },
})

export const CHANGE_PASSWORD = act({
  find: async ({ actor }) => ({ forced: actor.mustChangePassword }),
  may: () => {},
  input: ChangingPassword,
  fits: ({ actor, settings }, _found, change) => newPasswordProblems(changeProblems(actor, change, settings), settings),
  does: async ({ database, actor, place, settings, token, runtime }, _found, change) => {
    const { now, shared } = place
    const changing = { token: token ?? "", now, shared, settings, parameters: runtime.scrypt }
    const result = await changePassword(database, actor, change, changing)
    if (result.ok) return "password_changed"
    if (result.reason === "policy") throw new Unfit(newPasswordProblems(result.problems, settings) ?? {})
    const words = result.reason === "wrong" ? "现用口令不对" : `口令填错次数过多，请 ${result.minutes} 分钟后再试`
    throw new Unfit({ oldPassword: [words] }, result.reason)
  },
})

/** What is wrong with a new password, at its field; null: nothing. */
export const newPasswordProblems = (problems: readonly PasswordProblem[], rules: PasswordRules): Problems | null =>
  problems.length === 0 ? null : { newPassword: problems.map((one) => PASSWORD_PROBLEM_LABEL[one](rules)) }
