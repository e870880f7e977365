import type { PostKind } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { isWithinReach } from "#src/links/reach.ts"
import { holds } from "#src/people/actor.ts"
import { touchSession } from "#src/people/commands.ts"
import { visitOf } from "#src/people/queries.ts"
import { hashToken, TOUCH_EVERY } from "#src/people/sessions.ts"
import { forbidden, missing, SignedOut } from "#src/refusal.ts"
import { tokenOf } from "./cookies.ts"
import { factory } from "./env.ts"

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

  const { actor, lastUsedAt, settings, calendar } = await visitOf(database, hash, {
    now,
    today: dateOf(now),
    address: c.var.ports.addressOf(c),
  })
  c.set("visitor", actor)
  c.set("settings", settings)
  c.set("calendar", calendar)
  if (actor && hash && now - lastUsedAt >= TOUCH_EVERY) {
    c.var.ports.afterwards(c, touchSession(database, hash, now))
  }
  await next()
})

/**
 * Lets nobody pass who is not signed in; whoever must change the password does that first. For whoever came by a link
 * everything but what is named in src/links/reach.ts does not exist.
 */
export const signedIn = factory.createMiddleware(async function signedIn(c, next) {
  const { visitor } = c.var
  if (!visitor) throw new SignedOut()
  c.set("actor", visitor)
  if (visitor.link && !isWithinReach(c.req.method, c.req.path)) throw missing()
  if (visitor.mustChangePassword && !c.req.path.startsWith("/account")) return c.redirect("/account/password", 303)
  await next()
})

/** Lets pass who holds one of the posts. What others may not see does not exist for them. */
export const only = (...kinds: PostKind[]) =>
  factory.createMiddleware(async function only(c, next) {
    if (!kinds.some((kind) => holds(c.var.actor, kind))) throw forbidden()
    await next()
  })
