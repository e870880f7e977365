import { Hono } from "hono"
import { csrf } from "hono/csrf"
import { HTTPException } from "hono/http-exception"
import { secureHeaders } from "hono/secure-headers"
import { limitBody } from "#src/door/body.ts"
import { originOf } from "#src/door/cookies.ts"
import type { Env, Ports } from "#src/door/env.ts"
import { answerError } from "#src/door/errors.tsx"
import { files } from "#src/door/files.ts"
import { signedIn, visit } from "#src/door/guard.ts"
import { type Capability, houseOf } from "#src/door/house.ts"
import { jsonDoor } from "#src/door/json.ts"
import { KEEPS, keepOf } from "#src/door/keep.ts"
import { keeping } from "#src/door/keeping.ts"
import { outsideDoor } from "#src/door/outside.tsx"
import { readiness } from "#src/office/system/routes.tsx"
import { HOUSE } from "./capabilities.ts"
import { missing } from "./refusal.ts"

const YEAR = 31_536_000

const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)/

const none = () => []

/**
 * The program: what every request passes, then what the capabilities answer, the house's own unless others are named.
 * `watch` (src/door/watch.ts) looks on at all of it; without it nobody does.
 */
export function createApp(ports: Ports, capabilities: readonly Capability[] = HOUSE, watch?: Hono<Env>) {
  const app = new Hono<Env>()
  const house = houseOf(capabilities)
  const { keeps = KEEPS } = ports
  const keep = keeps > 0 ? keepOf(keeps) : null

  app.use(async (c, next) => {
    c.set("ports", ports)
    c.set("house", house)
    c.set("keep", keep)
    // Also for pages that refuse before anybody is asked who they are.
    c.set("now", ports.clock())
    await next()
  })
  app.use(async (c, next) => {
    await next()
    // What is downloaded is no page of ours. Outside the headers of pages, which would put theirs in its place.
    if (c.res.headers.has("Content-Disposition")) c.header("Content-Security-Policy", "sandbox; default-src 'none'")
    // The address of a link is its key. Under no-referrer its button would post `Origin: null` and be refused on plain HTTP.
    if (c.req.path.startsWith("/link/")) c.header("Referrer-Policy", "strict-origin")
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // Under no-referrer a form on a plain-HTTP intranet host posts `Origin: null` and would be refused as foreign.
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
      strictTransportSecurity: `max-age=${YEAR}; includeSubDomains`,
    }),
  )
  if (watch) app.route("/", watch)
  app.route("/", files)
  app.route("/", readiness)
  // Before anything else: what says itself that it is too large is not looked at.
  app.use(limitBody)
  const told = capabilities.flatMap(({ told = none }) => told())
  if (told.length > 0) app.route("/api/v1", jsonDoor(told))
  app.route("/", outsideDoor(capabilities.flatMap(({ outside = none }) => outside())))
  app.use(csrf({ origin: (origin, c) => origin === originOf(c) }))
  app.post("*", async (c, next) => {
    if (!FORM_TYPES.test(c.req.header("content-type") ?? "")) throw new HTTPException(415)
    await next()
  })
  app.use(visit)

  for (const { open = none } of capabilities) for (const { at, routes } of open()) app.route(at, routes)
  app.use(signedIn)
  app.use(keeping)
  for (const { routes: inside = none } of capabilities) for (const { at, routes } of inside()) app.route(at, routes)

  app.notFound(() => {
    throw missing()
  })
  app.onError((error, c) => answerError(error, c))
  return app
}
