import type { Context } from "hono"
import { dateOf } from "#src/clock.ts"
import { by } from "#src/door/by.ts"
import { originOf, say, setToken, tokenOf } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { placeIn } from "#src/office/attempts/place.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { linkPath, roundPath, todoPath } from "#src/paths.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { LinkMade, LinksPage } from "#views/links/links.tsx"
import { LinkGone, LinkPage } from "#views/links/open.tsx"
import { makeLink, openByLink, revokeLink } from "./commands.ts"
import { Making, Revoking } from "./input.ts"
import { allowsLinks, expiryOf, holds } from "./link.ts"
import { factsOf, linkByKey, linksOfRound, type RoundLinks } from "./queries.ts"

type C = Context<Env>

const gone = (c: C, minutes: number | null = null) =>
  page(c, { title: "链接不能使用", status: minutes === null ? 404 : 429 }, <LinkGone minutes={minutes} />)

/** The link itself, for everybody who has it. Looking at it opens nothing: machines look too. */
export const openingLinks = factory
  .createApp()
  .get("/:key", async (c) => {
    const key = c.req.param("key")
    const found = await linkByKey(c.var.database, hashToken(key), c.var.today)
    if (!found || !holds(factsOf(found), c.var.now)) return gone(c)
    const { visitor } = c.var
    const present = visitor && { name: visitor.name, unitName: visitor.unitName, byLink: Boolean(visitor.link) }
    return page(
      c,
      { title: "凭链接填报" },
      <LinkPage keyText={key} found={found} today={c.var.today} present={present} />,
    )
  })
  .post("/:key", async (c) => {
    const opening = {
      key: c.req.param("key"),
      ...placeIn(c),
      agent: (c.req.header("user-agent") ?? "").slice(0, 200),
    }
    const opened = await openByLink(c.var.database, opening, c.var.settings, tokenOf(c))
    if (!opened.ok) return gone(c, opened.minutes)
    setToken(c, opened.token)
    return onward(c, todoPath())
  })

/** The round's links, for a supervisor of its plan. */
async function supervisedIn(c: C): Promise<RoundLinks> {
  const where = { planId: numberIn(c, "plan"), number: numberIn(c, "round"), today: c.var.today }
  const found = await linksOfRound(c.var.database, c.var.actor, where)
  if (!found) throw missing()
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  return found
}

/** Those whom the form names: a liaison of a unit that reports in this round. */
function holderIn({ holders }: RoundLinks, chosen: string) {
  const holder = holders.find(({ unit, person }) => `${unit.id}-${person.id}` === chosen)
  if (!holder) throw missing()
  return holder
}

/** 填报链接 as the office makes, sees and revokes them. */
export const planLinks = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/links", async (c) => show(c, await supervisedIn(c)))
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/links", async (c) => {
    const found = await supervisedIn(c)
    const { plan, round } = found
    if (!allowsLinks(plan)) throw conflict("links_off")
    if (!found.roundTaken) throw conflict("cut_off")
    const form = await read(c, Making)
    if (!form.ok) return show(c, found, 422)
    const holder = holderIn(found, form.data.holder)
    if (!holder.unit.active) throw conflict()
    const { unit, person } = holder
    const last = found.links.find((one) => one.unit.id === unit.id && one.person.id === person.id)?.link ?? null
    ensureCurrent(form.data.version, last?.version ?? 0)
    const { calendar, settings, today } = c.var
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
    const key = await makeLink(c.var.database, link, { last, expiresAt }, by(c))
    return page(
      c,
      { title: "链接已生成" },
      <LinkMade
        found={found}
        holder={holder}
        link={originOf(c) + linkPath(key)}
        expiresAt={expiresAt}
        today={dateOf(c.var.now)}
      />,
    )
  })
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/links/:link{[0-9]+}/revocation", async (c) => {
    const found = await supervisedIn(c)
    const id = numberIn(c, "link")
    const made = found.links.find(({ link }) => link.id === id)
    if (!made) throw missing()
    const form = await read(c, Revoking)
    if (!form.ok) return show(c, found, 422)
    ensureCurrent(form.data.version, made.link.version)
    const link = { ...made.link, round: found.round.name, unit: made.unit.name, person: made.person.name }
    await revokeLink(c.var.database, link, form.data.reason, by(c))
    say(c, "link_revoked")
    return onward(c, roundPath(found.plan.id, found.round.number, "links"))
  })

const show = (c: C, found: RoundLinks, status: 200 | 422 = 200) =>
  page(
    c,
    { title: `填报链接 · ${found.plan.title}`, status },
    <LinksPage found={found} allowed={allowsLinks(found.plan)} now={c.var.now} today={c.var.today} />,
  )
