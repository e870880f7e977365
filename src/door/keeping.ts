import type { Context } from "hono"
import { hasKeys, hasLargeType, isToldOnce } from "./cookies.ts"
import { type Env, factory } from "./env.ts"
import { acceptsGzip } from "./gzip.ts"
import { quietTablesIn } from "./keep.ts"
import { isPartial } from "./respond.tsx"

/**
 * Not kept: pages of the accounts, of the machine and of the audit, which show what no version tells (room on the disk,
 * locks and sessions by the second), and are looked at seldom.
 */
const NEVER = /^\/(admin|account)(\/|$)/

/** A page that was made for this session under the same trail is sent again; one that is made is kept (src/door/keep.ts). */
export const keeping = factory.createMiddleware(async function keeping(c, next) {
  const { newest, keep } = c.var
  if (!newest || !keep || !isKept(c)) return next()
  const key = keyOf(c)
  const shown = keep.page(key, newest, c.var.now)
  if (shown) return c.body(shown.body, 200, shown.headers)
  // At the edge nothing waits for what another request does.
  const way = c.var.database.client.protocol !== "file" ? { made: () => undefined } : keep.underway(key, newest)
  if ("others" in way) {
    await way.others
    const made = keep.page(key, newest, c.var.now)
    return made ? c.body(made.body, 200, made.headers) : next()
  }
  try {
    const tables = new Set<string>()
    c.set(
      "database",
      c.var.database.toldOf((sql) => {
        for (const table of quietTablesIn(sql)) tables.add(table)
      }),
    )
    await next()
    const { page } = c.var
    if (page === undefined || c.res.status !== 200 || c.res.headers.has("Set-Cookie")) return
    if (c.var.database.isFull()) return
    keep.keepPage(key, newest, c.var.now, [...tables].sort(), {
      body: page,
      headers: Object.fromEntries(c.res.headers),
    })
  } finally {
    way.made()
  }
})

const isKept = (c: Context<Env>): boolean =>
  c.req.method === "GET" &&
  !NEVER.test(c.req.path) &&
  !c.var.readsOnly &&
  c.var.actor.standing !== undefined &&
  !c.var.database.isFull() &&
  !isToldOnce(c) &&
  !isPartial(c)

/** Whose page, of which address, as which choices of the browser change it, and how it is packed. */
const keyOf = (c: Context<Env>): string =>
  [c.var.actor.standing?.tokenHash, c.req.url, hasLargeType(c), hasKeys(c), acceptsGzip(c)].join(" ")
