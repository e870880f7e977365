import * as z from "zod"
import { act } from "#src/door/act.ts"
import { revokeLink } from "./commands.ts"
import { ownLink } from "./queries.ts"

/** 我的账户: a link that was sent to oneself counts no more; that of somebody else is not there. */
export const REVOKE_OWN_LINK = act({
  find: ({ database, actor, number }) => ownLink(database, actor.id, number("link")),
  may: () => {},
  input: z.object({}),
  does: async ({ database, by }, { link, round, unit, person }) => {
    await revokeLink(database, { ...link, round: round.name, unit: unit.name, person: person.name }, "", by)
    return "link_revoked"
  },
})
