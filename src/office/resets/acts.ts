import { type Asked, act, actsAs } from "#src/door/act.ts"
import { type Actor, ensureHolds } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { askForReset, refuseReset, withdrawReset } from "./commands.ts"
import { Refusing, Versioned } from "./input.ts"
import { confirmingPost, mayConfirm, mayWithdraw } from "./policy.ts"
import { findReset, personToReset, type ResetRow } from "./queries.ts"

/* 口令重置 of somebody whose posts take two administrators: one asks and may take it back, another confirms or refuses. */

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
export const confirmerOf = (asked: Asked, { kinds }: ResetRow) => actsAs(asked, confirmingPost(kinds))

/** 同意, whose code is shown once by whichever door did it. */
export const CONFIRM_RESET = { ...onReset, may: whoConfirms, input: Versioned }

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
