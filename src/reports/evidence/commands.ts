import type { Database } from "#db/database.ts"
import { type By, record } from "#src/trail/record.ts"
import { LARGEST_FILE } from "./content.ts"
import {
  addressStatements,
  attachStatements,
  detachStatements,
  type EvidenceChange,
  type FileOwner,
  type NewFile,
  sizeOf,
} from "./statements.ts"

/**
 * Adds evidence and takes some off, files and pieces together; who may is decided by whoever the evidence belongs to.
 * Some photographs are one batch; what is larger than one file may be goes in several, each of them whole.
 */
export async function changeEvidence(database: Database, owner: FileOwner, change: EvidenceChange, by: By) {
  const removals = change.removed.map((one) => detachStatements(database, owner, one, by))
  const batches = inBatches(change.files).map((files) =>
    files.map((file, i) => attachStatements(database, owner, "evidence", file, by, i)),
  )
  const [first = [], ...rest] = batches
  const pointed = change.address ? [addressStatements(database, owner, change.address, by, first.length)] : []
  for (const batch of [[...removals, ...first, ...pointed], ...rest]) {
    const [act, ...acts] = batch.map((one) => one.act)
    if (!act) continue
    await record(
      database,
      by,
      [act, ...acts],
      batch.flatMap((one) => one.changes),
    )
  }
}

/** In their order, as many together as are no larger than one may be. */
function inBatches(files: NewFile[]): NewFile[][] {
  const batches: NewFile[][] = []
  let room = 0
  for (const file of files) {
    if (sizeOf(file) > room) {
      batches.push([])
      room = LARGEST_FILE
    }
    batches.at(-1)?.push(file)
    room -= sizeOf(file)
  }
  return batches
}
