import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { makeFeed, revokeFeed } from "./feed_commands.ts"
import { type OwnFeed, type OwnFeeds, ownFeeds } from "./feed_queries.ts"
import { Making, Revoking } from "./input.ts"
import { mayFeed, mayHaveFeed } from "./policy.ts"

/* 日历订阅, of oneself. */

function ensureHasFeed(actor: Actor) {
  if (!mayHaveFeed(actor)) throw forbidden()
}

const nameOf = (actor: Actor, unitId: number): string | null =>
  actor.posts.find((post) => post.unitId === unitId)?.unitName ?? null

/** \`made\`: the secret, which is shown this once, and of which unit. */
export const MAKE_FEED = act({
  find: ({ database, actor }) => ownFeeds(database, actor.id),
  may: ensureHasFeed,
  input: Making,
  // Named by the form and not by the address, another's unit is not there either.
  fits: ({ actor }, _found, { unitId }) => {
    if (!mayFeed(actor, unitId)) throw missing()
    return null
  },
  version: ({ version }) => version,
  does: async ({ database, actor, by }, found, { unitId }) => {
    const unit = unitId === null ? null : nameOf(actor, unitId)
    const secret = await makeFeed(database, found, { unitId, unit }, by)
    return { said: null, made: { secret, unit } }
  },
})

type FoundFeed = { found: OwnFeeds; own: OwnFeed }

/** One's own that is in use: that of somebody else, and one that has ended, is not there. */
export const REVOKE_FEED = act({
  find: async ({ database, actor, number }: Asked): Promise<FoundFeed | null> => {
    const found = await ownFeeds(database, actor.id)
    const id = number("feed")
    const own = found.feeds.find(({ feed }) => feed.id === id)
    return own ? { found, own } : null
  },
  may: () => {},
  input: Revoking,
  version: ({ found }) => found.version,
  does: async ({ database, by }, { found, own }) => {
    await revokeFeed(database, found, own, by)
    return "feed_revoked"
  },
})
