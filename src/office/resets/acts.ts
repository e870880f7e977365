import { type Asked, act, actOfAnybody, actsAs, nothingThere } from "#src/door/act.ts"
import { newPasswordProblems } from "#src/office/people/account_acts.ts"
import { type Actor, ensureHolds } from "#src/office/people/actor.ts"
import { passwordProblems } from "#src/office/people/password_policy.ts"
import { forbidden, Unfit } from "#src/refusal.ts"
import { askForReset, confirmReset, refuseReset, useReset, withdrawReset } from "./commands.ts"
import { Refusing, Using, Versioned } from "./input.ts"
import { confirmingPost, mayConfirm, mayWithdraw } from "./policy.ts"
import { findReset, personToReset, type ResetRow } from "./queries.ts"

/*
 * 口令重置 of somebody whose posts take two administrators: one asks and may take it back, another confirms or refuses;
 * whoever has the code then sets the password.
 */

export const ASK_FOR_RESET = act({
  find: ({ database, word, today }) => personToReset(database, word("login"), today),
  may: (actor) => ensureHolds(actor, "admin"),
  input: Versioned,
  version: ({ person }) => person.version,
  does: async (asked, found) => {
    await askForReset(asked.database, found, actsAs(asked, "admin"))
    return "reset_asked"
  },
})

/** An act on the reset of the address. */
const onReset = {
  find: ({ database, number, today }: Asked) => findReset(database, number("reset"), today),
  version: ({ reset }: ResetRow) => reset.version,
}

function whoConfirms(actor: Actor, { reset, kinds }: ResetRow) {
  if (!mayConfirm(actor, { ...reset, kinds })) throw forbidden("reset_not_yours")
}

/** Who confirms, by the post that the rule names. */
const confirmerOf = (asked: Asked, { kinds }: ResetRow) => actsAs(asked, confirmingPost(kinds))

/** 同意; made is the code, shown once by whichever door did it. */
export const CONFIRM_RESET = act({
  ...onReset,
  may: whoConfirms,
  input: Versioned,
  does: async (asked, found) => ({
    said: null,
    made: await confirmReset(asked.database, found, confirmerOf(asked, found)),
  }),
})

export const REFUSE_RESET = act({
  ...onReset,
  may: whoConfirms,
  input: Refusing,
  does: async (asked, found, { opinion }) => {
    await refuseReset(asked.database, found, opinion, confirmerOf(asked, found))
    return "reset_refused"
  },
})

export const WITHDRAW_RESET = act({
  ...onReset,
  may: (actor) => {
    if (!mayWithdraw(actor)) throw forbidden()
  },
  input: Versioned,
  does: async (asked, found) => {
    await withdrawReset(asked.database, found, actsAs(asked, "admin"))
    return "reset_withdrawn"
  },
})

/** 设置新口令 by the code, of whoever has it. A password that will not do is told before the code is tried. */
export const USE_RESET = actOfAnybody({
  find: nothingThere,
  may: () => {},
  input: Using,
  fits: ({ settings }, _found, { username, newPassword }) =>
    newPasswordProblems(passwordProblems(newPassword, { login: username }, settings), settings),
  does: async ({ database, place, settings, runtime, refusalWords }, _found, using) => {
    const result = await useReset(database, using, place, settings, runtime.scrypt)
    if (result.ok) return "reset_used"
    if (result.reason === "policy") throw new Unfit(newPasswordProblems(result.problems, settings) ?? {})
    const words =
      result.reason === "locked"
        ? refusalWords("too_many_attempts", { minutes: String(result.minutes) })
        : "用户名或重置码不对，或重置码已用过、已超过24小时。请核对，或请管理员重新办理。"
    throw new Unfit({ code: [words] }, result.reason)
  },
})
