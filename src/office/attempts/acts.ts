import { act, actsAs } from "#src/door/act.ts"
import { ensureHolds, holds } from "#src/office/people/actor.ts"
import { conflict } from "#src/refusal.ts"
import { releaseLock } from "./commands.ts"
import { Releasing } from "./input.ts"
import { locksNow } from "./queries.ts"

/** 解除锁定 of an account at an address, or of an address. */
export const RELEASE_LOCK = act({
  find: ({ database, by, settings }) => locksNow(database, by.at, settings),
  may: (actor) => ensureHolds(actor, "admin", "security"),
  input: Releasing,
  does: async (asked, { accounts, addresses }, { login, address }) => {
    const isLocked = login
      ? accounts.some((one) => one.login === login && one.address === address)
      : addresses.some((one) => one.address === address)
    if (!isLocked) throw conflict("lock_gone")
    const by = actsAs(asked, holds(asked.actor, "admin") ? "admin" : "security")
    await releaseLock(asked.database, { login: login || null, address }, by)
    return "lock_released"
  },
})
