import { createHash } from "node:crypto"
import type { Context } from "hono"
import { HTTPException } from "hono/http-exception"
import { dateOf } from "#src/clock.ts"
import { visitOfPerson } from "#src/office/people/queries.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { answeredBefore, keepAnswer, touchToken } from "#src/office/tokens/commands.ts"
import { tokenBy } from "#src/office/tokens/queries.ts"
import { forbidden, SignedOut } from "#src/refusal.ts"
import { type Env, factory } from "./env.ts"
import { rateOfHouses } from "./rate.ts"

/* Programs at the second door: by the token of a person, whose rights they have and no others. */

/** So often a program may ask in a minute. */
const MOST_A_MINUTE = 600
const MINUTE = 60_000
const isWithinRate = rateOfHouses({ most: MOST_A_MINUTE, span: MINUTE })

/** Asked more often than is answered; `seconds` until it is again. */
export class TooMany extends Error {
  override name = "TooMany"
  constructor(readonly seconds: number) {
    super("too many")
  }
}

/** What stands in the header, be it a token or not; null: whoever asks has a session, or nothing. */
export const tokenGiven = (c: Context<Env>): string | null =>
  c.req.header("authorization")?.replace(/^bearer\s+/i, "") ?? null

/** As `visit` of guard.ts puts on a request whoever signed in. */
export const visitByToken = factory.createMiddleware(async function visitByToken(c, next) {
  const database = c.var.ports.database()
  const { now } = c.var
  const today = dateOf(now)
  const tokenHash = hashToken(tokenGiven(c) ?? "")
  const token = await tokenBy(database, tokenHash, today)
  if (!token) throw new SignedOut()
  if (!isWithinRate(c.var.house, tokenHash, now)) throw new TooMany(MINUTE / 1000)
  const asked = { now, today, address: c.var.ports.addressOf(c), tokenHash }
  const { actor, settings, calendar } = await visitOfPerson(database, token.personId, asked)
  c.set("database", database)
  c.set("today", today)
  c.set("token", null)
  c.set("apiToken", token)
  c.set("visitor", actor && { ...actor, apiTokenId: token.id })
  c.set("settings", settings)
  c.set("calendar", calendar)
  c.var.ports.afterwards(c, touchToken(database, token.id, now))
  await next()
})

/** What a token is for: 只读 reads. */
export const withinToken = factory.createMiddleware(async function withinToken(c, next) {
  if (c.var.apiToken?.scope === "read" && c.req.method !== "GET") throw forbidden("token_reads")
  await next()
})

const LONGEST_KEY = 200

/** What is asked again under the same Idempotency-Key is not done again: it is answered as it was. */
export const answeredOnce = factory.createMiddleware(async function answeredOnce(c, next) {
  const key = c.req.header("idempotency-key")
  const { apiToken, database, now } = c.var
  if (key === undefined || !apiToken || c.req.method === "GET") return next()
  if (key === "" || key.length > LONGEST_KEY) throw new HTTPException(400)
  const asked = createHash("sha256")
    .update(`${c.req.method} ${c.req.path}\n${await c.req.text()}`)
    .digest("base64url")
  const own = { tokenId: apiToken.id, key }
  const before = await answeredBefore(database, { ...own, asked }, now)
  if (before) return again(before)
  await next()
  const { status } = c.res
  const answer = status < 500 ? { status, answer: await c.res.clone().text() } : null
  await keepAnswer(database, own, answer)
})

function again({ status, answer }: { status: number; answer: string }): Response {
  const type = status < 400 ? "application/json" : "application/problem+json"
  return new Response(answer, {
    status,
    headers: { "Content-Type": type, "Cache-Control": "no-store", "Idempotency-Replayed": "true" },
  })
}
