import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { allowsLinks } from "#src/office/people/linked.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { revokeLink } from "./commands.ts"
import { Revoking } from "./input.ts"
import { linksOfRound, type MadeLink, type RoundLinks } from "./queries.ts"

/* 填报链接 as the office makes and revokes them. Its key is shown once, so that the page that makes one does it itself. */

export const roundLinks = ({ database, actor, number, today }: Asked) =>
  linksOfRound(database, actor, { planId: number("plan"), number: number("round"), today })

export function theOffice(actor: Actor, { plan }: Pick<RoundLinks, "plan">) {
  if (!supervises(actor, plan)) throw forbidden()
}

export function mayMake(actor: Actor, found: RoundLinks) {
  theOffice(actor, found)
  if (!allowsLinks(found.plan)) throw conflict("links_off")
  if (!found.roundTaken) throw conflict("cut_off")
}

type FoundLink = { found: RoundLinks; made: MadeLink }

async function link(asked: Asked): Promise<FoundLink | null> {
  const found = await roundLinks(asked)
  const id = asked.number("link")
  const made = found?.links.find(({ link }) => link.id === id)
  return found && made ? { found, made } : null
}

export const REVOKE = act({
  find: link,
  may: (actor, { found }) => theOffice(actor, found),
  input: Revoking,
  version: ({ made }) => made.link.version,
  does: async ({ database, by }, { found, made }, { reason }) => {
    const link = { ...made.link, round: found.round.name, unit: made.unit.name, person: made.person.name }
    await revokeLink(database, link, reason, by)
    return "link_revoked"
  },
})
