import { type Asked, act } from "#src/door/act.ts"
import { forbidden } from "#src/refusal.ts"
import { makeToken, revokeToken } from "./commands.ts"
import { Making, Revoking } from "./input.ts"
import { endFits, mayHaveToken } from "./policy.ts"
import { ownTokens } from "./queries.ts"

/* 接口令牌, of oneself. */

const own = ({ database, actor, today }: Asked) => ownTokens(database, actor.id, today)

/** `made`: the token, which is shown this once. */
export const MAKE_TOKEN = act({
  find: own,
  may: (actor) => {
    if (!mayHaveToken(actor)) throw forbidden()
  },
  input: Making,
  fits: ({ today }, _found, { endsOn }) => endFits(endsOn, today),
  does: async ({ database, by }, found, given) => ({ said: null, made: await makeToken(database, found, given, by) }),
})

/** One's own that is in use: that of somebody else, and one that has ended, is not there. */
export const REVOKE_TOKEN = act({
  find: async (asked: Asked) => {
    const id = asked.number("token")
    return (await own(asked)).find((one) => one.id === id) ?? null
  },
  may: () => {},
  input: Revoking,
  version: ({ version }) => version,
  does: async ({ database, by }, found) => {
    await revokeToken(database, found, by)
    return "api_token_revoked"
  },
})
