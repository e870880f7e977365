import { createHash } from "node:crypto"
import { and, asc, eq, gt, isNotNull, isNull, type SQL } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  attachmentPieces,
  attachments,
  ledgerImportPieces,
  ledgerImports,
  planSourcePieces,
  planSources,
} from "#db/schema.ts"

/** A file whose bytes are not those that were taken in. */
export type FileFault = { kind: "attachment" | "source" | "ledger"; id: number; name: string }

/** A libSQL server answers with 10 MB at most; a piece has half a megabyte. */
const PIECES_A_READ = 8
const FILES_A_READ = 200

/** Recomputes every file from its pieces: evidence, scans, the documents that plans were made from, 台账 that came back. */
export async function compareFiles(database: Database): Promise<{ files: number; faults: FileFault[] }> {
  const found = { files: 0, faults: [] as FileFault[] }
  for await (const file of filesOf(database)) {
    found.files++
    if (!(await isAsTaken(database, file))) found.faults.push({ kind: file.kind, id: file.id, name: file.name })
  }
  return found
}

type StoredFile = FileFault & { size: number; sha256: string }

async function* filesOf({ db, read }: Database): AsyncGenerator<StoredFile> {
  const columns = <T extends typeof attachments | typeof planSources | typeof ledgerImports>({
    id,
    name,
    size,
    sha256,
  }: T) => ({
    id,
    name,
    size,
    sha256,
  })
  for (let last = 0; ; ) {
    const [page] = await read([
      db
        .select(columns(attachments))
        .from(attachments)
        // An address has no bytes; its row is imprinted, and this column with it.
        .where(and(gt(attachments.id, last), isNull(attachments.address)))
        .orderBy(asc(attachments.id))
        .limit(FILES_A_READ),
    ])
    for (const file of page) yield { kind: "attachment", ...file }
    last = page.at(-1)?.id ?? last
    if (page.length < FILES_A_READ) break
  }
  const [sources, sheets] = await read([
    db.select(columns(planSources)).from(planSources).where(isNotNull(planSources.planId)),
    db.select(columns(ledgerImports)).from(ledgerImports),
  ])
  for (const file of sources) yield { kind: "source", ...file }
  for (const file of sheets) yield { kind: "ledger", ...file }
}

const PIECES = {
  attachment: { table: attachmentPieces, of: attachmentPieces.attachmentId },
  source: { table: planSourcePieces, of: planSourcePieces.sourceId },
  ledger: { table: ledgerImportPieces, of: ledgerImportPieces.importId },
} as const

async function isAsTaken({ db, read }: Database, { kind, id, size, sha256 }: StoredFile): Promise<boolean> {
  const { table, of } = PIECES[kind]
  const whole = eq(of, id)
  const hash = createHash("sha256")
  let length = 0
  for (let at = 0; ; at += PIECES_A_READ) {
    const [pieces] = await read([piecesFrom(db, table, whole, at)])
    for (const { bytes } of pieces) {
      hash.update(bytes)
      length += bytes.length
    }
    if (pieces.length < PIECES_A_READ) break
  }
  // Without bytes there is nothing to forge but the row itself, which is imprinted.
  return length === size && (size === 0 || hash.digest("hex") === sha256)
}

const piecesFrom = (
  db: Database["db"],
  table: (typeof PIECES)[FileFault["kind"]]["table"],
  whole: SQL,
  offset: number,
) =>
  db
    .select({ bytes: table.bytes })
    .from(table)
    .where(whole)
    .orderBy(asc(table.position))
    .limit(PIECES_A_READ)
    .offset(offset)
