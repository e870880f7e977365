import { createHash, createHmac } from "node:crypto"
import { asc, desc, eq, gt, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { type Database, Stale } from "#db/database.ts"
import { clockMarks, events, sealReach, seals } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { type Imprint, recordedBy } from "./imprints.ts"
import { acting, record } from "./record.ts"
import { isKeyed, KEYED, type SealKey } from "./seal_key.ts"

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

type SealedBy = { algorithm: string; key?: string }

export function sealOf(
  event: StoredEvent,
  recorded: string,
  previous: string,
  by: SealedBy = { algorithm: ALGORITHM },
) {
  const { algorithm, key = "" } = by
  const hash = isKeyed(algorithm) ? createHmac(KEYED[algorithm] ?? "", key) : createHash("sha256")
  const left = algorithm === FORMER ? "" : `\n${recorded}`
  return hash.update(`${algorithm}\n${previous}\n${canonical(event)}${left}`).digest("hex")
}

/** The columns of an event exactly as it is stored. */
export const STORED = {
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
export async function sealEvents(database: Database, key: SealKey | null = null): Promise<number> {
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
    if (last && isKeyed(last.algorithm) && !key)
      throw new SealsLost("此前的封存使用了密钥，而程序没有 SEAL_KEY，已停止封存：请设置同一个 SEAL_KEY。")
    const recorded = recordedBy(database, last?.eventId ?? 0)
    const rows = await chain(waiting, recorded, last ?? { eventId: 0, hash: GENESIS }, key ?? { algorithm: ALGORITHM })
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
  by: SealedBy,
): Promise<SealRow[]> {
  const rows: SealRow[] = []
  let { eventId, hash: previous } = last
  for (const event of waiting) {
    if (event.id !== eventId + 1) break
    const recorded = await recordedBy(event.id)
    const hash = sealOf(event, recorded, previous, by)
    rows.push({ eventId: event.id, algorithm: by.algorithm, previous, hash, recorded })
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
  | "key_missing"
  | "key_wrong"
  | "unkeyed"
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
export async function verifyTrail(
  database: Database,
  { key = null, seen }: { key?: SealKey | null; seen?: (imprint: Imprint) => void } = {},
): Promise<TrailVerdict> {
  const recordedOf = recordedBy(database, 0, seen)
  let walk: Walk = { kind: FORMER, previous: GENESIS, id: 0, newestAt: Number.NEGATIVE_INFINITY }
  const found = { events: 0, sealed: 0, tail: 0, tailSince: null as number | null, marked: 0 }
  for (;;) {
    // The ends are read with the page: what is sealed meanwhile is no fault.
    const [page, [last], [reach], [left]] = await database.read(pageAfter(database, walk.id))
    for (const row of page) {
      const { event, seal } = row
      const recorded = event.id === walk.id + 1 ? await recordedOf(event.id) : ""
      const fault = faultOf(event, recorded, seal, { ...walk, tail: found.tail }, key) ?? clockFault(row, walk.newestAt)
      if (fault) return { ...found, ok: false, at: fault === "missing" ? walk.id + 1 : event.id, fault }
      count(found, row)
      walk = after(walk, row)
    }
    if (page.length === EVENTS_A_PAGE) continue
    const isUnkeyed = key !== null && found.sealed > 0 && !isKeyed(walk.kind)
    const fault = faultAtEnd({ last, reach, left: left?.id ?? 0 }, walk.id, isUnkeyed)
    return fault ? { ...found, ok: false, ...fault } : { ...found, ok: true }
  }
}

/** A page of events with their seals, and where seals and imprints end. */
const pageAfter = ({ db }: Database, id: number) =>
  [
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
  ] as const

type Walked = { event: StoredEvent; seal: SealRow | null; mark: number | null }

/** Where the walk along the chain stands: the last event, the seal before the next one, and the newest time so far. */
type Walk = { id: number; previous: string; kind: string; newestAt: number }

const after = ({ previous, kind, newestAt }: Walk, { event, seal }: Walked): Walk => ({
  id: event.id,
  previous: seal?.hash ?? previous,
  kind: seal?.algorithm ?? kind,
  newestAt: Math.max(newestAt, event.at),
})

/** The time runs backwards, and nothing says that the clock had gone back. */
const clockFault = ({ event, mark }: Walked, newestAt: number): "backwards" | null =>
  mark === null && event.at < newestAt - CLOCKS_DIFFER_BY ? "backwards" : null

function count(found: Pick<TrailVerdict, "events" | "sealed" | "tail" | "tailSince" | "marked">, row: Walked) {
  found.events++
  if (row.mark !== null) found.marked++
  if (row.seal) {
    found.sealed++
  } else {
    found.tail++
    found.tailSince ??= row.event.at
  }
}

type Ends = {
  last?: Pick<SealRow, "eventId" | "hash">
  reach?: Pick<SealRow, "hash"> & { eventId: number | null }
  left: number
}

/** What is wrong behind the last event `id`: something was there, seals are gone, or the key was left out. */
export function faultAtEnd(
  { last, reach, left }: Ends,
  id: number,
  isUnkeyed: boolean,
): { at: number; fault: TrailFault } | null {
  const highest = last?.eventId ?? 0
  if (highest > id || left > id) return { at: id + 1, fault: "cut_off_end" }
  if (reach?.eventId !== highest || (last && reach.hash !== last.hash)) return { at: highest + 1, fault: "seals_lost" }
  return isUnkeyed ? { at: highest, fault: "unkeyed" } : null
}

/** The event of a seal that was noted elsewhere; null: no seal of this trail is that one. */
export async function sealedEvent({ db, read }: Database, hash: string): Promise<number | null> {
  const [[seal]] = await read([db.select({ eventId: seals.eventId }).from(seals).where(eq(seals.hash, hash)).limit(1)])
  return seal?.eventId ?? null
}

export type PublishedSeal = { eventId: number; algorithm: string; hash: string }

/**
 * Once a day the newest seal goes out of the database, so that cutting the trail's end off, or making all of it anew, is
 * found too. The trail says that it did, and `mails` go into the outbox with it. Null: today's has gone out, or nothing is
 * sealed yet.
 */
export async function publishSeal(
  database: Database,
  now: number,
  mails: readonly BatchItem<"sqlite">[] = [],
): Promise<PublishedSeal | null> {
  const { db, read } = database
  const subject = `seal:${dateOf(now)}`
  const [[last], [done]] = await read([
    db
      .select({ eventId: seals.eventId, algorithm: seals.algorithm, hash: seals.hash })
      .from(seals)
      .orderBy(desc(seals.eventId))
      .limit(1),
    db.select({ id: events.id }).from(events).where(eq(events.subject, subject)).limit(1),
  ])
  if (!last || done) return null
  try {
    const act = { action: "seal_published", subject, version: 1, particulars: last } as const
    await record(database, acting(null, now), [act], mails)
    return last
  } catch (error) {
    if (error instanceof Stale) return null
    throw error
  }
}

function faultOf(
  event: StoredEvent,
  recorded: string,
  seal: SealRow | null,
  before: { id: number; previous: string; tail: number; kind: string },
  key: SealKey | null,
): TrailFault | null {
  if (event.id !== before.id + 1) return "missing"
  if (!seal) return null
  if (before.tail > 0) return "unsealed_between"
  const { algorithm } = seal
  if (!isKeyed(algorithm) && isKeyed(before.kind)) return "unkeyed"
  if (algorithm !== ALGORITHM && !isKeyed(algorithm) && (algorithm !== FORMER || before.kind !== FORMER))
    return "unknown_algorithm"
  if (isKeyed(algorithm) && !key) return "key_missing"
  if (seal.previous !== before.previous) return "broken"
  if (seal.hash !== sealOf(event, seal.recorded, before.previous, { algorithm, key: key?.key }))
    return isKeyed(algorithm) && !isKeyed(before.kind) ? "key_wrong" : "changed"
  return seal.recorded === recorded ? null : "recorded_changed"
}
