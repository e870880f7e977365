import type { Context } from "hono"
import { addDays } from "#src/clock.ts"
import { nothingTyped, pressed } from "#src/door/act.ts"
import { originOf } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { rateOfHouses } from "#src/door/rate.ts"
import { onward, page } from "#src/door/respond.tsx"
import { hashToken } from "#src/office/people/sessions.ts"
import { accountPath, feedPath } from "#src/paths.ts"
import { FeedMade } from "#views/agenda/feeds.tsx"
import { eventOf, feedName } from "#views/agenda/words.ts"
import { MAKE_FEED, REVOKE_FEED } from "./feed_acts.ts"
import { touchFeed } from "./feed_commands.ts"
import { type FoundFeed, feedBy } from "./feed_queries.ts"
import { icalendar } from "./ical.ts"
import { feedUnits, mayFeed } from "./policy.ts"
import { agendaOf, kindsOf } from "./queries.ts"

type C = Context<Env>

/** So far back stands what is still owed, and so far ahead what is to come, in days. */
const BACK = 62
const AHEAD = 400

/** So often a client may ask for one calendar within an hour; the busiest ask every five minutes. */
const isWithinRate = rateOfHouses({ most: 60, span: 3_600_000 })

/** A program asks, and shows no page to anybody. */
const refused = (c: C, status: 404 | 429, text: string) => {
  c.header("Cache-Control", "no-store")
  if (status === 429) c.header("Retry-After", "3600")
  return c.text(text, status)
}

async function calendarOf(c: C, { feed, unit, person, actor }: FoundFeed): Promise<string> {
  const { database, today, calendar, settings, house } = c.var
  const kinds = kindsOf(house.dated())
  const asking = {
    actor,
    today,
    from: addDays(today, -BACK),
    until: addDays(today, AHEAD),
    units: feedUnits(actor, feed.unitId),
    plan: null,
    isOutside: true,
  }
  const { entries, units } = await agendaOf(database, kinds, asking, { calendar, settings })
  const origin = originOf(c)
  return icalendar(
    feedName(unit ?? person.name),
    entries.map((entry) => eventOf(entry, kinds, units, origin)),
  )
}

/** The calendar itself, for whatever program has its address. */
export const feedReading = factory.createApp().get("/:file{[A-Za-z0-9_-]+\\.ics}", async (c) => {
  const { database, now, today } = c.var
  const hash = hashToken((c.req.param("file") ?? "").replace(/\.ics$/, ""))
  const found = await feedBy(database, hash, today, c.var.ports.addressOf(c))
  // A post that has ended, an account out of use: at once, and nothing is said of why.
  if (!found || !mayFeed(found.actor, found.feed.unitId)) return refused(c, 404, "没有这个日历。")
  if (!isWithinRate(c.var.house, hash, now)) return refused(c, 429, "读取过于频繁，请稍后再试。")
  const text = await calendarOf(c, found)
  const tag = `"${hashToken(text)}"`
  c.header("ETag", tag)
  c.header("Cache-Control", "private, no-cache")
  c.header("Content-Disposition", 'attachment; filename="fengong.ics"')
  c.header("X-Robots-Tag", "noindex")
  c.var.ports.afterwards(c, touchFeed(database, found.feed.id, now))
  if (c.req.header("If-None-Match") === tag) return c.body(null, 304)
  return c.body(text, 200, { "Content-Type": "text/calendar; charset=utf-8" })
})

/** 日历订阅 below 我的账户. */
export const ownFeedActs = factory
  .createApp()
  .post(
    "/feeds",
    pressed(MAKE_FEED, {
      again: (c) => onward(c, accountPath("feeds")),
      shows: (c, _found, _input, { secret, unit }) =>
        page(
          c,
          { title: "日历订阅地址" },
          <FeedMade address={originOf(c) + feedPath(secret)} of={unit ?? c.var.actor.name} />,
        ),
    }),
  )
  .post(
    "/feeds/:feed{[0-9]+}/revocation",
    pressed(REVOKE_FEED, { again: nothingTyped, onward: () => accountPath("feeds") }),
  )
