import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import type { Context } from "hono"
import { matchedRoutes } from "hono/route"
import { factory } from "./env.ts"

/** What is told of a request: how the program's routes name it, without a number, login or key of the address. */
export type Answered = { method: string; route: string; status: number; ms: number }

/** Who looks on. Only Node has one (src/bin/operating/watching.ts). */
export type Watcher = {
  /** A request has come; what is logged during `work` bears its id. */
  during: (id: string, work: () => Promise<void>) => Promise<void>
  answered: (request: Answered) => void
  /** How the program stands, for whoever has the token; null: for nobody. */
  metrics: { token: string; text: () => Promise<string> } | null
}

const METHODS = new Set(["GET", "HEAD", "POST"])

function routeOf(c: Context): string {
  const method = c.req.method === "HEAD" ? "GET" : c.req.method
  return matchedRoutes(c).findLast((route) => route.method === method)?.path ?? "none"
}

const digest = (text: string) => createHash("sha256").update(text).digest()

const bears = (c: Context, token: string): boolean =>
  timingSafeEqual(digest(c.req.header("authorization") ?? ""), digest(`Bearer ${token}`))

/**
 * What happens to each request before the program answers it: it gets a number, which stands in the log and goes back
 * with the answer, and is told to the watcher when it has its answer. And /metrics.
 */
export function watch({ during, answered, metrics }: Watcher) {
  const app = factory.createApp().use(async function watched(c, next) {
    const id = randomBytes(8).toString("hex")
    const began = performance.now()
    await during(id, async () => {
      await next()
      c.header("X-Request-Id", id)
      const ms = Math.round((performance.now() - began) * 10) / 10
      const method = METHODS.has(c.req.method) ? c.req.method : "other"
      answered({ method, route: routeOf(c), status: c.res.status, ms })
    })
  })
  if (metrics === null) return app
  return app.get("/metrics", async (c) => {
    c.header("Cache-Control", "no-store")
    if (!bears(c, metrics.token)) {
      c.header("WWW-Authenticate", "Bearer")
      return c.text("token", 401)
    }
    c.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
    return c.body(await metrics.text())
  })
}
