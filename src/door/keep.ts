import { QUIET_TABLES } from "#db/quiet.ts"
import { dateOf, timeOf } from "#src/clock.ts"
import type { Visit } from "#src/office/people/queries.ts"
import { isAlive, timeoutsOf } from "#src/office/people/sessions.ts"
import { type Newest, wordOf } from "#src/trail/newest_queries.ts"

/*
 * What is kept between requests, and for how long it stays true. Routes do not know of it.
 *
 * A visit (who asks, the settings, the calendar, where the trail stands) is kept for a minute at most, and while nobody has
 * committed anything to the file; a server is asked at each request, in one round trip. A page is kept for one session, address and choice of
 * the browser, under the newest event and imprint, the counts of those tables that it was read from and that change
 * without an event (db/quiet.ts), until the minute is over or something turns by itself (`turn`, src/trail/newest_queries.ts).
 * So a page is the one that would have been made; nobody is given another's; and browsers are told to keep nothing.
 */

export type KeptVisit = Visit & { newest: Newest }

/** A page as it is sent. */
export type Shown = { body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> }

type KeptPage = Shown & {
  key: string
  body: Uint8Array<ArrayBuffer>
  /** In bytes. */
  size: number
  at: number
  minute: string
  until: number | null
  word: string
  quiet: string
  /** Of `quiet`, the counts of the tables that the page was read from. */
  counts: string
  tables: readonly string[]
}

/** All of one process, or of one isolate. */
export type Keep = {
  /** The visit of a session on which nothing has been committed since; null: it has to be asked again. */
  visit: (hash: string, changes: number | null, now: number) => KeptVisit | null
  keepVisit: (hash: string, changes: number | null, now: number, visit: KeptVisit) => void
  page: (key: string, newest: Newest, now: number) => Shown | null
  keepPage: (key: string, newest: Newest, now: number, tables: readonly string[], shown: Shown) => void
  /** Waits for whoever makes the same page now; null: nobody does, and `made` has to be called. */
  underway: (key: string, newest: Newest) => { others: Promise<void> } | { made: () => void }
  /** How much is kept, in bytes. */
  size: () => number
}

/** Bytes of pages, unless a runtime wants it otherwise: some hundreds, more than an office looks at in a minute. */
export const KEEPS = 8 * 1024 * 1024

const MOST_VISITS = 1000
/** What a page costs beside its bytes. */
export const OVERHEAD = 1024

/** `most` bytes of pages; the least lately used go first. */
export function keepOf(most: number): Keep {
  const visits = new Map<string, { visit: KeptVisit; at: number }>()
  let visitsAt: number | null = null
  const pages = new Map<string, KeptPage>()
  const making = new Map<string, Promise<void>>()
  let size = 0

  const drop = (page: KeptPage) => {
    pages.delete(page.key)
    size -= page.size
  }

  return {
    visit(hash, changes, now) {
      if (changes === null || changes !== visitsAt) return null
      const kept = visits.get(hash)
      if (!kept || now < kept.at || minuteOf(now) !== minuteOf(kept.at)) return null
      const { visit } = kept
      const { turn } = visit.newest
      if (turn !== null && now >= turn) return null
      const timeouts = timeoutsOf(visit.actor?.posts ?? [], visit.settings)
      return visit.session && !isAlive(visit.session, now, timeouts) ? null : visit
    },
    keepVisit(hash, changes, now, visit) {
      // A link's end is an instant of its own: whoever came by one is asked for every time.
      if (changes === null || visit.actor?.link) return
      // Somebody unknown is not worth a place.
      if (hash !== "" && !visit.actor) return
      if (changes !== visitsAt || visits.size >= MOST_VISITS) visits.clear()
      visitsAt = changes
      visits.set(hash, { visit, at: now })
    },
    page(key, newest, now) {
      const page = pages.get(key)
      if (!page) return null
      if (!holds(page, newest, now)) {
        drop(page)
        return null
      }
      pages.delete(key)
      pages.set(key, page)
      return page
    },
    keepPage(key, newest, now, tables, shown) {
      const before = pages.get(key)
      if (before) drop(before)
      const body = bytesOf(shown.body)
      const page = {
        key,
        body,
        headers: shown.headers,
        size: OVERHEAD + key.length + body.byteLength,
        at: now,
        minute: minuteOf(now),
        until: newest.turn,
        word: wordOf(newest),
        quiet: newest.quiet,
        counts: countsOf(newest.quiet, tables),
        tables,
      }
      if (page.size > most) return
      pages.set(key, page)
      size += page.size
      for (const oldest of pages.values()) {
        if (size <= most) break
        drop(oldest)
      }
    },
    underway(key, newest) {
      const name = `${wordOf(newest)} ${newest.quiet} ${key}`
      const others = making.get(name)
      if (others) return { others }
      let made = () => {}
      making.set(
        name,
        new Promise((resolve) => {
          made = () => {
            making.delete(name)
            resolve()
          }
        }),
      )
      return { made }
    },
    size: () => size,
  }
}

/** Whether a page is still the one that would be made now. */
function holds(page: KeptPage, newest: Newest, now: number): boolean {
  if (page.word !== wordOf(newest)) return false
  if (now < page.at || page.minute !== minuteOf(now) || (page.until !== null && now >= page.until)) return false
  if (page.quiet === newest.quiet) return true
  if (page.counts !== countsOf(newest.quiet, page.tables)) return false
  page.quiet = newest.quiet
  return true
}

const encoder = new TextEncoder()

/** Its own bytes and no more: what packs a page gives a piece of something larger. */
const bytesOf = (body: Shown["body"]): Uint8Array<ArrayBuffer> =>
  typeof body === "string" ? encoder.encode(body) : body.slice()

const minuteOf = (at: number) => `${dateOf(at)} ${timeOf(at)}`

function countsOf(quiet: string, tables: readonly string[]): string {
  if (tables.length === 0) return ""
  const counts: Record<string, number> = JSON.parse(quiet)
  return tables.map((table) => counts[table] ?? 0).join()
}

const NAMED = new RegExp(`\\b(${QUIET_TABLES.join("|")})\\b`, "g")

/** The tables that a statement names and that change without an event. */
export const quietTablesIn = (sql: string): string[] => sql.match(NAMED) ?? []
