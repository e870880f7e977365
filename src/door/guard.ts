import type { Database } from "#db/database.ts"
import type { PostKind } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { ensureHolds } from "#src/office/people/actor.ts"
import { touchSession } from "#src/office/people/commands.ts"
import { visitOf, visitOfPerson } from "#src/office/people/queries.ts"
import { hashToken, isAlive, TOUCH_EVERY } from "#src/office/people/sessions.ts"
import { missing, SignedOut } from "#src/refusal.ts"
import { isWithinReach } from "#src/reports/links/reach.ts"
import { tokenOf } from "./cookies.ts"
import { factory } from "./env.ts"
import { ReadsOnly } from "./errors.tsx"

/** Puts who is asking, when, and by which settings and calendar on every request: one round trip. */
export const visit = factory.createMiddleware(async function visit(c, next) {
  const database = c.var.ports.database()
  const now = c.var.ports.clock()
  const token = tokenOf(c)
  const hash = token ? hashToken(token) : null
  c.set("database", database)
  c.set("now", now)
  c.set("today", dateOf(now))
  c.set("token", token)

  const asked = { now, today: dateOf(now), address: c.var.ports.addressOf(c) }
  const spare = hash ? c.var.ports.spare?.find(hash) : null
  const { actor, lastUsedAt, settings, calendar } = spare
    ? await spareVisit(database, spare, { ...asked, tokenHash: hash ?? "" })
    : await visitOf(database, hash, asked)
  if (spare && hash) {
    c.var.ports.spare?.used(hash, now)
    c.set("readsOnly", true)
  }
  c.set("visitor", actor)
  c.set("settings", settings)
  c.set("calendar", calendar)
  if (actor && hash && now - lastUsedAt >= TOUCH_EVERY) {
    c.var.ports.afterwards(c, touchSession(database, hash, now))
  }
  await next()
})

/** Whoever signed in while the disk was full: nothing of that stands in the database, and its last use neither. */
async function spareVisit(
  database: Database,
  session: { personId: number; createdAt: number; lastUsedAt: number },
  asked: { now: number; today: string; address: string; tokenHash: string },
) {
  const { actor, settings, calendar } = await visitOfPerson(database, session.personId, asked)
  return { actor: isAlive(session, asked.now, settings) ? actor : null, lastUsedAt: asked.now, settings, calendar }
}

/**
 * Lets nobody pass who is not signed in; whoever must change the password does that first. For whoever came by a link
 * everything but what is named in src/reports/links/reach.ts does not exist.
 */
export const signedIn = factory.createMiddleware(async function signedIn(c, next) {
  const { visitor } = c.var
  if (!visitor) throw new SignedOut()
  c.set("actor", visitor)
  if (c.var.readsOnly && c.req.method !== "GET") throw new ReadsOnly()
  if (visitor.link && !isWithinReach(c.req.method, c.req.path)) throw missing()
  if (visitor.mustChangePassword && !c.req.path.startsWith("/account")) return c.redirect("/account/password", 303)
  await next()
})

/** Lets pass who holds one of the posts. What others may not see does not exist for them. */
export const only = (...kinds: PostKind[]) =>
  factory.createMiddleware(async function only(c, next) {
    ensureHolds(c.var.actor, ...kinds)
    await next()
  })
