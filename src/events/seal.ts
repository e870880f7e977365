import { createHash } from "node:crypto"
import { asc, desc, eq, gt, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { clockMarks, events, sealReach, seals } from "#db/schema.ts"
import { type Imprint, recordedBy } from "./imprints.ts"

/**
 * The hash chain over the trail. Each seal covers its event, all that the event left in the tables (its imprints) and
 * the seal before it, so nothing in between can be changed, taken out or put in without every later seal being made
 * anew. The algorithm's name stands beside each seal: another one (SM3) can take over from any event on.
 */
export const ALGORITHM = "sha-256/2"
/** Until imprints were taken: the event alone. None is accepted after one of the newer kind. */
const FORMER = "sha-256/1"

/** What the first event's seal stands on. */
export const GENESIS = "0".repeat(64)

const SEALS_A_BATCH = 200
const ROWS_A_STATEMENT = 50
const EVENTS_A_PAGE = 500

/** Times may run back by so much without a mark: processes and isolates have clocks of their own. Milliseconds. */
const CLOCKS_DIFFER_BY = 5000
/** An honest tail of unsealed events spans a minute, five at the edge. Milliseconds. */
export const TAIL_SPANS = 600_000

/** An event exactly as it is stored, its particulars as text. */
export type StoredEvent = {
  id: number
  at: number
  actorId: number | null
  actorName: string
  actingAs: string
  address: string
  action: string
  subject: string
  version: number
  planId: number | null
  taskId: number | null
  particulars: string
}

/** The event as text: one way to write it, whatever database and runtime it is read with. */
export const canonical = (event: StoredEvent): string =>
  JSON.stringify([
    event.id,
    event.at,
    event.actorId,
    event.actorName,
    event.actingAs,
    event.address,
    event.action,
    event.subject,
    event.version,
    event.planId,
    event.taskId,
    event.particulars,
  ])

export const sealOf = (event: StoredEvent, recorded: string, previous: string, algorithm = ALGORITHM): string =>
  createHash("sha256")
    .update(`${algorithm}\n${previous}\n${canonical(event)}${algorithm === FORMER ? "" : `\n${recorded}`}`)
    .digest("hex")

const STORED = {
  id: events.id,
  at: events.at,
  actorId: events.actorId,
  actorName: events.actorName,
  actingAs: events.actingAs,
  address: events.address,
  action: sql<string>`${events.action}`,
  subject: events.subject,
  version: events.version,
  planId: events.planId,
  taskId: events.taskId,
  particulars: sql<string>`${events.particulars}`,
}

/** Seals that once stood there are gone, or others stand there: nothing more is sealed until somebody has looked. */
export class SealsLost extends Error {
  override name = "SealsLost"
}

/**
 * Seals what is not sealed yet, and never again what had a seal. May run twice at once: a seal's event is its primary
 * key, so whoever is second writes nothing and stops. Resolves with the number of seals added.
 */
export async function sealEvents(database: Database): Promise<number> {
  const { db, read } = database
  let added = 0
  for (;;) {
    const [[last], [reach], waiting] = await read([
      db.select().from(seals).orderBy(desc(seals.eventId)).limit(1),
      db.select().from(sealReach),
      db
        .select(STORED)
        .from(events)
        .where(gt(events.id, sql`coalesce((select max(event_id) from seals), 0)`))
        .orderBy(asc(events.id))
        .limit(SEALS_A_BATCH),
    ])
    if ((last?.eventId ?? 0) !== reach?.eventId || (last && last.hash !== reach.hash))
      throw new SealsLost("封存值被删除或改动，已停止封存：请先保全数据库文件，再运行 npm run verify。")
    const recorded = recordedBy(database, last?.eventId ?? 0)
    const rows = await chain(waiting, recorded, last ?? { eventId: 0, hash: GENESIS })
    if (rows.length === 0 || !(await land(database, rows))) return added
    added += rows.length
    if (rows.length < SEALS_A_BATCH) return added
  }
}

type SealRow = typeof seals.$inferSelect

/** The seals of events that follow on without a gap; before a missing one it stops, and verification says so. */
async function chain(
  waiting: StoredEvent[],
  recordedBy: (eventId: number) => Promise<string>,
  last: Pick<SealRow, "eventId" | "hash">,
): Promise<SealRow[]> {
  const rows: SealRow[] = []
  let { eventId, hash: previous } = last
  for (const event of waiting) {
    if (event.id !== eventId + 1) break
    const recorded = await recordedBy(event.id)
    const hash = sealOf(event, recorded, previous)
    rows.push({ eventId: event.id, algorithm: ALGORITHM, previous, hash, recorded })
    eventId = event.id
    previous = hash
  }
  return rows
}

async function land({ db, write }: Database, rows: SealRow[]): Promise<boolean> {
  const [first, ...rest] = Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, i) =>
    db.insert(seals).values(rows.slice(i * ROWS_A_STATEMENT, (i + 1) * ROWS_A_STATEMENT)),
  )
  const last = rows.at(-1)
  if (!first || !last) return false
  try {
    await write([first, ...rest, db.update(sealReach).set({ eventId: last.eventId, hash: last.hash })])
    return true
  } catch (error) {
    if (error instanceof Error && /append-only: sealed/.test(error.message)) return false
    throw error
  }
}

export type TrailFault =
  | "missing"
  | "changed"
  | "recorded_changed"
  | "broken"
  | "unsealed_between"
  | "unknown_algorithm"
  | "backwards"
  | "cut_off_end"
  | "seals_lost"

export type TrailVerdict = {
  events: number
  sealed: number
  tail: number
  /** When the first unsealed event was; null: all are sealed. */
  tailSince: number | null
  /** Events at whose time the clock had gone back. */
  marked: number
} & (
  | { ok: true }
  /** `at` is the id of the first event that is not as it was sealed. */
  | { ok: false; at: number; fault: TrailFault }
)

/** Recomputes the whole chain, a page at a time, up to its first fault; `seen` is shown every imprint on the way. */
export async function verifyTrail(database: Database, seen?: (imprint: Imprint) => void): Promise<TrailVerdict> {
  const { db, read } = database
  const recordedOf = recordedBy(database, 0, seen)
  let newer = false
  const found = { events: 0, sealed: 0, tail: 0, tailSince: null as number | null, marked: 0 }
  let previous = GENESIS
  let id = 0
  let newestAt = Number.NEGATIVE_INFINITY
  for (;;) {
    // The ends are read with the page: what is sealed meanwhile is no fault.
    const [page, [last], [reach], [left]] = await read([
      db
        .select({ event: STORED, seal: seals, mark: clockMarks.newestAt })
        .from(events)
        .leftJoin(seals, eq(seals.eventId, events.id))
        .leftJoin(clockMarks, eq(clockMarks.eventId, events.id))
        .where(gt(events.id, id))
        .orderBy(asc(events.id))
        .limit(EVENTS_A_PAGE),
      db.select({ eventId: seals.eventId, hash: seals.hash }).from(seals).orderBy(desc(seals.eventId)).limit(1),
      db.select().from(sealReach),
      db
        .select({ id: sql<number>`min(event_id)` })
        .from(sql`(select event_id from imprints where event_id > (select coalesce(max(id), 0) from events) limit 1)`),
    ])
    for (const { event, seal, mark } of page) {
      const recorded = event.id === id + 1 ? await recordedOf(event.id) : ""
      const fault =
        faultOf(event, recorded, seal, { id, previous, tail: found.tail, newer }) ??
        (mark === null && event.at < newestAt - CLOCKS_DIFFER_BY ? "backwards" : null)
      if (fault) return { ...found, ok: false, at: fault === "missing" ? id + 1 : event.id, fault }
      found.events++
      newer ||= seal?.algorithm === ALGORITHM
      if (seal) found.sealed++
      else {
        found.tail++
        found.tailSince ??= event.at
      }
      if (mark !== null) found.marked++
      previous = seal?.hash ?? previous
      id = event.id
      newestAt = Math.max(newestAt, event.at)
    }
    if (page.length === EVENTS_A_PAGE) continue
    const highest = last?.eventId ?? 0
    if (highest > id || (left?.id ?? 0) > id) return { ...found, ok: false, at: id + 1, fault: "cut_off_end" }
    if (reach?.eventId !== highest || (last && reach.hash !== last.hash))
      return { ...found, ok: false, at: highest + 1, fault: "seals_lost" }
    return { ...found, ok: true }
  }
}

function faultOf(
  event: StoredEvent,
  recorded: string,
  seal: SealRow | null,
  before: { id: number; previous: string; tail: number; newer: boolean },
): TrailFault | null {
  if (event.id !== before.id + 1) return "missing"
  if (!seal) return null
  if (before.tail > 0) return "unsealed_between"
  if (seal.algorithm !== ALGORITHM && (seal.algorithm !== FORMER || before.newer)) return "unknown_algorithm"
  if (seal.previous !== before.previous) return "broken"
  if (seal.hash !== sealOf(event, seal.recorded, before.previous, seal.algorithm)) return "changed"
  return seal.recorded === recorded ? null : "recorded_changed"
}
