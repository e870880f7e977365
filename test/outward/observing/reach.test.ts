import { expect, test } from "vitest"
import { isOpenToObservers } from "#src/outward/observing/reach.ts"
import { give, invite } from "#test/support/observers.ts"
import { addressesOf, furnished, routesOf } from "#test/support/routes.ts"

/*
 * An invited 外部监督 reaches what is named here and nothing else: over the route table, as by a link (test/reports/links).
 */

/** Before anybody is asked who they are, or for everybody who is signed in. */
const OPEN =
  /^(GET|POST) \/(healthz|readyz|assets|login|reset|session|type-size|logout|link|panel|calendar\/:file|public|api\/openapi\.json)|^GET \/$/
const REACHED = [
  "GET /observing",
  "POST /observing/suggestions",
  "GET /observing/filings/:document{[0-9]+}",
  "GET /suggestions/:suggestion{[0-9]+}",
  "POST /suggestions/:suggestion{[0-9]+}/rating",
  "GET /attachments/:attachment",
  "GET /search",
  "GET /help",
  "GET /help/:topic",
  "GET /account",
  "POST /account/sessions",
  "GET /account/contact",
  "POST /account/contact",
  "GET /account/mailbox",
  "POST /account/mailbox",
  "GET /account/password",
  "POST /account/password",
]

test("every route there is: 404 and nothing done, but for the few that are named", async () => {
  const w = await furnished()
  const { visitor } = await invite(w)
  const before = (await w.events()).length
  const wrong: unknown[] = []
  const addresses = routesOf(w.app).flatMap((route) => addressesOf(route, w.places))
  expect(addresses.length).toBeGreaterThan(300)
  const reached = addresses.filter(({ route }) => REACHED.includes(route)).map(({ route }) => route)
  expect(reached.sort()).toEqual([...REACHED].sort())
  for (const { method, path, route } of addresses) {
    if (OPEN.test(route) || REACHED.includes(route)) continue
    // The acts of /api/v1 read JSON alone.
    const press = path.startsWith("/api/") ? visitor.tell : visitor.post
    const response = method === "GET" ? await visitor.get(path) : await press(path, { version: "1" })
    if (response.status !== 404) wrong.push({ route, status: response.status })
  }
  expect(wrong).toEqual([])
  expect((await w.events()).length).toBe(before)
  // Premise: the session is alive.
  expect((await visitor.get("/observing")).status).toBe(200)
})

test("within reach there is nothing of others: no suggestion, no file of the plan, no help of another post", async () => {
  const w = await furnished()
  const { visitor } = await invite(w)
  for (const path of ["/suggestions/1", "/attachments/1", "/help/supervisor", "/help/admin"]) {
    expect((await visitor.get(path)).status, path).toBe(404)
  }
  expect((await visitor.post("/suggestions/1/rating", { version: "1", satisfaction: "satisfied" })).status).toBe(404)
  await give(visitor)
  expect((await visitor.get("/suggestions/2")).status).toBe(200)
  for (const act of ["answer", "revision", "discarding"]) {
    expect((await visitor.post(`/suggestions/2/${act}`, { version: "1", remark: "x" })).status, act).toBe(404)
  }
})

test.each([
  ["GET", "/observing/filings/1/draft"],
  ["GET", "/plans/1"],
  ["GET", "/api/v1/plans"],
  ["POST", "/search"],
  ["GET", "/account/posts/1/handover"],
  ["GET", "/help/supervisor"],
])("%s %s is no address of theirs", (method, path) => {
  expect(isOpenToObservers(method, path)).toBe(false)
})
