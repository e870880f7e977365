import { and, asc, eq, gte, lt, type SQL } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { attachmentPieces, ledgerImportPieces, planSourcePieces } from "#db/schema.ts"

/*
 * Files are kept in pieces: a libSQL server takes a statement of half a megabyte without complaint, and answers with 10 MB
 * at most, in which bytes travel as base64.
 */
export const PIECE = 512 * 1024

const PIECES_A_READ = 8

/** The bytes of a file as they are written, one row a piece. */
export function inPieces(all: Uint8Array): { position: number; bytes: Buffer }[] {
  const pieces: { position: number; bytes: Buffer }[] = []
  for (let at = 0; at < all.length; at += PIECE) {
    pieces.push({ position: at / PIECE, bytes: Buffer.from(all.subarray(at, at + PIECE)) })
  }
  return pieces
}

/**
 * Whose pieces: of a piece of evidence, of the document that a plan was made from, or of a 台账 that came back. An id that
 * is SQL is known only there.
 */
export type Whole = { attachmentId: number | SQL } | { sourceId: number | SQL } | { importId: number | SQL }

/** The pieces from one on, as many as are read at once: the first of them goes into the batch that finds the file. */
export const piecesFrom = ({ db }: Pick<Database, "db">, whole: Whole, from = 0) => {
  const [table, isOf] = piecesOf(whole)
  return db
    .select({ bytes: table.bytes })
    .from(table)
    .where(and(isOf, gte(table.position, from), lt(table.position, from + PIECES_A_READ)))
    .orderBy(asc(table.position))
}

function piecesOf(whole: Whole) {
  if ("attachmentId" in whole) return [attachmentPieces, eq(attachmentPieces.attachmentId, whole.attachmentId)] as const
  if ("sourceId" in whole) return [planSourcePieces, eq(planSourcePieces.sourceId, whole.sourceId)] as const
  return [ledgerImportPieces, eq(ledgerImportPieces.importId, whole.importId)] as const
}

/** All bytes of a file, the next ones read when the ones before are on their way. */
export function bytesOf(database: Database, whole: Whole, first: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = first
  let position = 0
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      for (const bytes of next) stream.enqueue(new Uint8Array(bytes))
      position += next.length
      if (next.length < PIECES_A_READ) return stream.close()
      const [more] = await database.read([piecesFrom(database, whole, position)])
      next = more.map(({ bytes }) => bytes)
    },
  })
}

/** The same for whoever writes it into a file of its own. */
export async function* allPieces(database: Database, whole: Whole): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += PIECES_A_READ) {
    const [pieces] = await database.read([piecesFrom(database, whole, position)])
    for (const { bytes } of pieces) yield new Uint8Array(bytes)
    if (pieces.length < PIECES_A_READ) return
  }
}
