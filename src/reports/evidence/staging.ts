import { createHash, randomBytes } from "node:crypto"
import { inArray, lt, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Attachment, uploadPieces, uploads } from "#db/schema.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { PIECE } from "#src/trail/pieces.ts"
import { type FileType, HEAD, LARGEST_FILE, TAIL, typeOf } from "./content.ts"

/** What a file is for, as far as that is known before the form is read: there it takes up room. */
export type Room = Pick<Attachment, "planId"> &
  Partial<Pick<Attachment, "unitId">> & {
    /** Null: it belongs to no one item, as the scan of a sheet. */
    subject: string | null
  }

/** How much is kept of one report, answer or inspection, of one unit in a plan, and of a plan. */
export type Quotas = Pick<Settings, "itemQuotaMb" | "unitQuotaMb" | "planQuotaMb">
export type Quota = "item" | "unit" | "plan"

/** A file whose bytes wait in the database, invisible, for the batch that makes them evidence. */
export type Staged = { upload: string; size: number; sha256: string }

/** Why a file did not arrive. */
export type Hindrance =
  | { kind: "empty" | "too_large" | "unknown_type" | "too_many" | "gone" }
  | { kind: "no_room"; quota: Quota; megabytes: number }

export type Arrived = { staged: Staged; type: FileType } | { hindrance: Hindrance }

/** Where the bytes of a file go while they come. */
export type Arriving = { take: (bytes: Uint8Array) => Promise<void>; end: () => Promise<Arrived> }

type Uploader = { personId: number; at: number }

/**
 * Takes a file into the database piece by piece while it comes: little more than one piece is held here, and nothing more
 * is read before it has landed.
 *
 * 1. Pieces carry no event and are nobody's evidence; `attachStatements` moves them in the batch with the event.
 * 2. They count in the quotas from the first, so that many uploads at once take no more than one after another.
 * 3. What is refused is cleared at once, and what no act comes back for by the sweep (`clearUploads`).
 */
export function stageFile(database: Database, room: Room, quotas: Quotas, by: Uploader): Arriving {
  const upload = randomBytes(16).toString("hex")
  const hash = createHash("sha256")
  const held = ends(Number.POSITIVE_INFINITY)
  const tail = ends(TAIL)
  let head: Buffer = Buffer.alloc(0)
  let size = 0
  let position = 0
  let hindrance: Hindrance | null = null

  async function store(bytes: Buffer) {
    const used = await storePiece(database, room, by, { upload, position, bytes })
    position++
    if (used) {
      const quota = exceeded(used, quotas)
      if (quota) await refuse({ kind: "no_room", quota, megabytes: limitOf(quotas)[quota] })
    } else hindrance = { kind: "gone" }
  }

  async function refuse(why: Hindrance) {
    hindrance = why
    held.empty()
    if (position > 0) await discardUploads(database, [upload])
  }

  return {
    async take(bytes) {
      size += bytes.length
      if (hindrance) return
      if (size > LARGEST_FILE) return refuse({ kind: "too_large" })
      hash.update(bytes)
      const copy = Buffer.from(bytes)
      held.add(copy)
      tail.add(copy)
      if (head.length < HEAD) head = Buffer.concat([head, copy.subarray(0, HEAD)])
      while (held.length() >= PIECE && !hindrance) {
        const all = held.empty()
        held.add(all.subarray(PIECE))
        await store(all.subarray(0, PIECE))
      }
    },
    async end() {
      if (size === 0) return { hindrance: { kind: "empty" } }
      const last = tail.empty()
      const type = typeOf(head, { bytes: last, from: size - last.length })
      if (!hindrance && !type) await refuse({ kind: "unknown_type" })
      if (!hindrance && held.length() > 0) await store(held.empty())
      if (hindrance || !type) return { hindrance: hindrance ?? { kind: "unknown_type" } }
      return { staged: { upload, size, sha256: hash.digest("hex") }, type }
    },
  }
}

/** Pieces in their order; of more than `most` bytes only what is needed of the last. */
function ends(most: number) {
  let pieces: Buffer[] = []
  let length = 0
  return {
    length: () => length,
    add(piece: Buffer) {
      pieces.push(piece)
      length += piece.length
      while (length - (pieces[0]?.length ?? 0) >= most) length -= pieces.shift()?.length ?? 0
    },
    empty(): Buffer {
      const all = Buffer.concat(pieces)
      pieces = []
      length = 0
      return all
    },
  }
}

export type Used = Record<Quota, number>

/** One piece, and what is used with it. Null: what came before it has been swept meanwhile. One round trip. */
async function storePiece(
  { db, write }: Database,
  room: Room,
  { personId, at }: Uploader,
  { upload, position, bytes }: { upload: string; position: number; bytes: Buffer },
): Promise<Used | null> {
  const { planId, unitId, subject } = room
  const [, [counted], [used]] = await write([
    db.insert(uploadPieces).values({ upload, position, bytes }),
    position === 0
      ? db
          .insert(uploads)
          .values({ key: upload, personId, planId, unitId, subject, size: bytes.length, startedAt: at })
          .returning({ key: uploads.key })
      : db
          .update(uploads)
          .set({ size: sql`${uploads.size} + ${bytes.length}` })
          .where(sql`${uploads.key} = ${upload}`)
          .returning({ key: uploads.key }),
    db
      .select({ item: usedBy(ofItem(room)), unit: usedBy(ofUnit(room)), plan: usedBy(ofPlan(room)) })
      .from(sql`(select 1)`),
  ])
  return counted && used ? used : null
}

/** What is kept under a condition. Evidence that was taken off again counts too: its bytes are kept for the versions that showed it. */
export const usedBy = (where: ReturnType<typeof sql> | null) =>
  where === null
    ? sql<number>`0`
    : sql<number>`(select coalesce(sum(size), 0) from attachments where ${where})
        + (select coalesce(sum(size), 0) from uploads where ${where})`

const ofPlan = ({ planId }: Room) => (planId === null ? null : sql`plan_id = ${planId}`)
const ofUnit = ({ planId, unitId }: Room) =>
  unitId === undefined ? null : sql`plan_id is ${planId} and unit_id = ${unitId}`

/** With what stands below it: the parts of an inspection are one item. */
const ofItem = ({ subject }: Room) =>
  subject === null
    ? null
    : sql`(subject = ${subject} or (subject >= ${subject} || '/' and subject < ${subject} || '0'))`

const limitOf = ({ itemQuotaMb, unitQuotaMb, planQuotaMb }: Quotas): Record<Quota, number> => ({
  item: itemQuotaMb,
  unit: unitQuotaMb,
  plan: planQuotaMb,
})

/** The narrowest that is exceeded. */
export function exceeded(used: Used, quotas: Quotas): Quota | null {
  const limits = limitOf(quotas)
  return (["item", "unit", "plan"] as const).find((quota) => used[quota] > limits[quota] * 1024 * 1024) ?? null
}

/** Clears what was staged and will not become evidence. Carries no event: nobody has ever seen it. */
export async function discardUploads({ db, write }: Database, keys: readonly string[]) {
  if (keys.length === 0) return
  await write([
    db.delete(uploadPieces).where(inArray(uploadPieces.upload, [...keys])),
    db.delete(uploads).where(inArray(uploads.key, [...keys])),
  ])
}

/** No form takes so long to come. */
export const STAGED_FOR_MS = 60 * 60_000

/** Clears what was left behind: a connection that broke, an act that was refused. Timer work; carries no event. */
export const clearUploads = ({ db, write }: Database, now: number) => {
  const over = lt(uploads.startedAt, now - STAGED_FOR_MS)
  const keys = db.select({ key: uploads.key }).from(uploads).where(over)
  return write([db.delete(uploadPieces).where(inArray(uploadPieces.upload, keys)), db.delete(uploads).where(over)])
}
