import { type Asked, act, actOfAnybody } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { allowsLinks } from "#src/office/people/linked.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { makeLink, openByLink, revokeLink } from "./commands.ts"
import { Making, Opening, Revoking } from "./input.ts"
import { expiryOf } from "./link.ts"
import { type LinkHolder, linksOfRound, type MadeLink, type RoundLinks } from "./queries.ts"

/* 填报链接 as the office makes and revokes them, and as whoever has one opens it. */

export const roundLinks = ({ database, actor, number, today }: Asked) =>
  linksOfRound(database, actor, { planId: number("plan"), number: number("round"), today })

export function theOffice(actor: Actor, { plan }: Pick<RoundLinks, "plan">) {
  if (!supervises(actor, plan)) throw forbidden()
}

function mayMake(actor: Actor, found: RoundLinks) {
  theOffice(actor, found)
  if (!allowsLinks(found.plan)) throw conflict("links_off")
  if (!found.roundTaken) throw conflict("cut_off")
}

/** Those whom the form names: a liaison of a unit that reports in this round. */
function holderIn({ holders }: RoundLinks, chosen: string): LinkHolder {
  const holder = holders.find(({ unit, person }) => `${unit.id}-${person.id}` === chosen)
  if (!holder) throw missing()
  return holder
}

const lastOf = ({ links }: RoundLinks, { unit, person }: LinkHolder) =>
  links.find((one) => one.unit.id === unit.id && one.person.id === person.id)?.link ?? null

/** \`made\`: whose link it is and until when, with its key, which is shown this once. */
export const MAKE = act({
  find: roundLinks,
  may: mayMake,
  input: Making,
  // Named by the form and not by the address, it is not there either, and nothing else is said of it.
  fits: (_asked, found, { holder }) => {
    holderIn(found, holder)
    return null
  },
  version: (found, { holder }) => lastOf(found, holderIn(found, holder))?.version ?? 0,
  does: async ({ database, by, calendar, settings, today }, found, input) => {
    const { plan, round } = found
    const holder = holderIn(found, input.holder)
    const { unit, person } = holder
    if (!unit.active) throw conflict()
    const expiresAt = expiryOf(round, today, { calendar, ...settings })
    const link = {
      planId: plan.id,
      roundId: round.id,
      unitId: unit.id,
      personId: person.id,
      round: round.name,
      unit: unit.name,
      person: person.name,
    }
    const key = await makeLink(database, link, { last: lastOf(found, holder), expiresAt }, by)
    return { said: null, made: { holder, key, expiresAt } }
  },
})

/** \`made\`: the token of the session that it opens; or that it opens none, and when it may be tried again. */
export const OPEN = actOfAnybody({
  find: async ({ word }) => ({ key: word("key") }),
  may: () => undefined,
  input: Opening,
  does: async ({ database, settings, place, agent, token }, { key }) => {
    const made = await openByLink(database, { key, ...place, agent }, settings, token)
    return { said: null, made }
  },
})

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
