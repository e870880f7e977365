import type { Context } from "hono"
import { dateOf } from "#src/clock.ts"
import { askedOf, nothingTyped, pressed, pressedByAnybody, reached } from "#src/door/act.ts"
import { originOf, setToken } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { onward, page } from "#src/door/respond.tsx"
import { allowsLinks, opens } from "#src/office/people/linked.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { linkPath, roundPath, todoPath } from "#src/paths.ts"
import { LinkMade, LinksPage } from "#views/links/links.tsx"
import { LinkGone, LinkPage } from "#views/links/open.tsx"
import { MAKE, OPEN, REVOKE, roundLinks, theOffice } from "./acts.ts"
import { factsOf, linkByKey, type RoundLinks } from "./queries.ts"

type C = Context<Env>

const gone = (c: C, minutes: number | null = null) =>
  page(c, { title: "链接不能使用", status: minutes === null ? 404 : 429 }, <LinkGone minutes={minutes} />)

/** The link itself, for everybody who has it. Looking at it opens nothing: machines look too. */
export const openingLinks = factory
  .createApp()
  .get("/:key", async (c) => {
    const key = c.req.param("key")
    const found = await linkByKey(c.var.database, hashToken(key), c.var.today)
    if (!found || !opens(factsOf(found), c.var.now)) return gone(c)
    const { visitor } = c.var
    const present = visitor && { name: visitor.name, unitName: visitor.unitName, byLink: Boolean(visitor.link) }
    return page(
      c,
      { title: "凭链接填报" },
      <LinkPage keyText={key} found={found} today={c.var.today} present={present} />,
    )
  })
  .post(
    "/:key",
    pressedByAnybody(OPEN, {
      again: nothingTyped,
      shows: (c, _found, _input, opened) => {
        if (!opened.ok) return gone(c, opened.minutes)
        setToken(c, opened.token)
        return onward(c, todoPath())
      },
    }),
  )

/** 填报链接 as the office makes, sees and revokes them. */
export const planLinks = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/links", async (c) =>
    show(c, await reached({ find: roundLinks, may: theOffice }, askedOf(c))),
  )
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}/links",
    pressed(MAKE, {
      again: (c, found) => show(c, found, 422),
      shows: (c, found, _input, { holder, key, expiresAt }) =>
        page(
          c,
          { title: "链接已生成" },
          <LinkMade
            found={found}
            holder={holder}
            link={originOf(c) + linkPath(key)}
            expiresAt={expiresAt}
            today={dateOf(c.var.now)}
          />,
        ),
    }),
  )
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}/links/:link{[0-9]+}/revocation",
    pressed(REVOKE, {
      again: (c, { found }) => show(c, found, 422),
      onward: ({ found }) => roundPath(found.plan.id, found.round.number, "links"),
    }),
  )

const show = (c: C, found: RoundLinks, status: 200 | 422 = 200) =>
  page(
    c,
    { title: `填报链接 · ${found.plan.title}`, status },
    <LinksPage found={found} allowed={allowsLinks(found.plan)} now={c.var.now} today={c.var.today} />,
  )
