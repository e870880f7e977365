import type { Context } from "hono"
import type { PostKind } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { ensureHolds, isObserver } from "#src/office/people/actor.ts"
import { touchSession } from "#src/office/people/commands.ts"
import { type Visit, visitOf, visitOfPerson } from "#src/office/people/queries.ts"
import { hashToken, isAlive, TOUCH_EVERY, timeoutsOf } from "#src/office/people/sessions.ts"
import { isOpenToObservers } from "#src/outward/observing/reach.ts"
import { missing, SignedOut } from "#src/refusal.ts"
import { isWithinReach } from "#src/reports/links/reach.ts"
import { tokenOf } from "./cookies.ts"
import { type Env, factory } from "./env.ts"
import { ReadsOnly } from "./errors.tsx"

/** Puts who is asking, when, and by which settings and calendar on every request: one round trip, or what is kept. */
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
  const { actor, settings, calendar } =
    spare && hash ? await spareVisit(c, spare, hash, asked) : await ownVisit(c, hash, asked)
  c.set("visitor", actor)
  c.set("settings", settings)
  c.set("calendar", calendar)
  await next()
})

type Asked = { now: number; today: string; address: string }

/** Of somebody with a session in the database, or of nobody. */
async function ownVisit(c: Context<Env>, hash: string | null, asked: Asked): Promise<Visit> {
  const { database, keep, house } = c.var
  const { now, address } = asked
  const changes = database.changes()
  const kept = keep?.visit(hash ?? "", changes, now)
  const found = kept ?? (await visitOf(database, hash, asked, house.newest(database, { now })))
  if (!kept) keep?.keepVisit(hash ?? "", changes, now, found)
  c.set("newest", found.newest)
  if (found.session && hash && now - found.session.lastUsedAt >= TOUCH_EVERY) {
    c.var.ports.afterwards(c, touchSession(database, hash, now))
  }
  return { ...found, actor: found.actor && { ...found.actor, address } }
}

/** Whoever signed in while the disk was full: nothing of that stands in the database, and its last use neither. */
async function spareVisit(
  c: Context<Env>,
  session: { personId: number; createdAt: number; lastUsedAt: number },
  tokenHash: string,
  asked: Asked,
): Promise<Omit<Visit, "session">> {
  const found = await visitOfPerson(c.var.database, session.personId, { ...asked, tokenHash })
  const actor = isAlive(session, asked.now, timeoutsOf(found.actor?.posts ?? [], found.settings)) ? found.actor : null
  c.var.ports.spare?.used(tokenHash, asked.now)
  c.set("readsOnly", true)
  return { ...found, actor }
}

/**
 * Lets nobody pass who is not signed in; whoever must change the password does that first. For whoever came by a link
 * everything but what is named in src/reports/links/reach.ts does not exist; for 外部监督 what src/outward/observing/reach.ts names.
 */
export const signedIn = factory.createMiddleware(async function signedIn(c, next) {
  const { visitor } = c.var
  if (!visitor) throw new SignedOut()
  c.set("actor", visitor)
  if (c.var.readsOnly && c.req.method !== "GET") throw new ReadsOnly()
  if (visitor.link && !isWithinReach(c.req.method, c.req.path)) throw missing()
  if (isObserver(visitor) && !isOpenToObservers(c.req.method, c.req.path)) throw missing()
  if (visitor.mustChangePassword && !c.req.path.startsWith("/account")) return c.redirect("/account/password", 303)
  await next()
})

/** Lets pass who holds one of the posts. What others may not see does not exist for them. */
export const only = (...kinds: PostKind[]) =>
  factory.createMiddleware(async function only(c, next) {
    ensureHolds(c.var.actor, ...kinds)
    await next()
  })
