import { act } from "#src/door/act.ts"
import { accountOf } from "#src/pages/account/queries.ts"
import { conflict } from "#src/refusal.ts"
import { confirmMailbox } from "./directory_commands.ts"
import { Versioned } from "./input.ts"
import { awaitsMailbox } from "./policy.ts"

/** 我的账户: the mailbox that was seen: another one may stand there by now. */
export const CONFIRM_MAILBOX = act({
  find: ({ database, actor, by }) => accountOf(database, actor.id, by.at),
  may: () => {},
  input: Versioned,
  version: (own) => own.version,
  does: async ({ database, actor, by }, own) => {
    if (!awaitsMailbox(own)) throw conflict()
    await confirmMailbox(database, { ...own, id: actor.id }, by)
    return "mailbox_confirmed"
  },
})
