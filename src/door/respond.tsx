import type { Context } from "hono"
import type { Child } from "hono/jsx"
import { type Actor, isObserver } from "#src/office/people/actor.ts"
import { timeoutsOf } from "#src/office/people/sessions.ts"
import { isOpenToObservers } from "#src/outward/observing/reach.ts"
import { todoPath } from "#src/paths.ts"
import { Document } from "#views/layout.tsx"
import { hasKeys, hasLargeType, heard, heardPutRight, sayPutRight } from "./cookies.ts"
import type { Env } from "./env.ts"
import { wantsGzip } from "./gzip.ts"

/**
 * What a page says of itself; `wide` for tables that use the whole screen, `status` when it is not 200, `asOf` of what
 * other moment than now it tells.
 */
export type PageHead = {
  title: string
  asOf?: string | null
  wide?: boolean
  status?: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503
}

/** Where a visitor can go; by a 填报链接 only to what it is for. */
const linksOf = ({ var: { house, visitor } }: Context<Env>) =>
  visitor
    ? house.links.filter(({ href, forWhom }) =>
        visitor.link ? href === todoPath() : isFor(visitor, href) && forWhom(visitor),
      )
    : []

const isFor = (visitor: Actor, href: string): boolean => !isObserver(visitor) || isOpenToObservers("GET", href)

/** What has been done, told once. */
function saidOf(c: Context<Env>) {
  const [code = "", n = ""] = (heard(c) ?? "").split(".")
  const done = c.var.house.doneWords(code, n)
  return done === undefined ? null : { done, more: c.var.house.doneLink(code, n) }
}

/**
 * Answers with a whole page. Pages have one representation; htmx takes the part it wants (hx-select), so no answer
 * depends on how it was asked for, and back, reload and bookmarks always work.
 */
export async function page(
  c: Context<Env>,
  { title, asOf = null, wide = false, status = 200 }: PageHead,
  content: Child,
) {
  const html = (
    <Document
      title={title}
      asOf={asOf}
      wide={wide}
      actor={c.var.visitor}
      path={c.req.path}
      organisation={c.var.settings?.organisation ?? ""}
      assets={c.var.ports.assets}
      demo={c.var.ports.demoPassword !== null}
      full={(c.var.readsOnly ?? false) || (c.var.database?.isFull() ?? false)}
      large={hasLargeType(c)}
      keys={hasKeys(c)}
      told={c.var.house}
      links={linksOf(c)}
      said={saidOf(c)}
      putRight={heardPutRight(c)}
      now={c.var.now}
      idleMinutes={c.var.settings ? timeoutsOf(c.var.visitor?.posts ?? [], c.var.settings).idleMinutes : 30}
    >
      {content}
    </Document>
  )
  c.header("Cache-Control", "no-store")
  const text = `<!doctype html>${html}`
  const { gzip } = c.var.ports
  const body = gzip && wantsGzip(c, text) ? await gzip(text) : text
  c.header("Content-Type", "text/html; charset=UTF-8")
  // For whoever keeps it (src/door/keeping.ts).
  c.set("page", body)
  return c.body(body, status)
}

/** A page's script asks for a piece of it; everything else is answered with a whole page or a redirect. */
export const isPartial = (c: Context<Env>): boolean => c.req.header("HX-Request-Type") === "partial"

/** After an act: the page that shows it, by an ordinary redirect that works with and without JavaScript. */
export function onward(c: Context<Env>, to: string) {
  sayPutRight(c)
  return c.redirect(to, 303)
}
