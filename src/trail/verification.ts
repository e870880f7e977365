import type { Database } from "#db/database.ts"
import { ensureMigrated } from "#db/migrate.ts"
import { SchemaMismatch } from "#db/schema_steps.ts"
import { ownShape, type Shape, type ShapeFault, shapeFaults } from "#db/shape.ts"
import { type SoughtFaults, soughtFaults } from "#db/sought.ts"
import type { Stateful } from "./about.ts"
import { compareFiles, type FileFault } from "./file_queries.ts"
import { type Compared, compareImprints, Newest } from "./imprints.ts"
import { type Discrepancy, discrepancies } from "./projections.ts"
import { sealedEvent, TAIL_SPANS, type TrailVerdict, verifyTrail } from "./seal.ts"
import type { SealKey } from "./seal_key.ts"

export type Verification = {
  /** What `pragma integrity_check` says; null: this database does not answer it. */
  integrity: string[] | null
  /** Rows that point nowhere. */
  danglingKeys: number | null
  schema: string | null
  /** Tables, indexes and triggers that are not as the migrations make them. */
  shape: ShapeFault[]
  trail: TrailVerdict
  /** Of the seal that was noted elsewhere: its event, null where no seal is that one. Null: none was named. */
  since: { eventId: number | null } | null
  /** Every row against what its last act left. */
  imprints: Compared
  files: { files: number; faults: FileFault[] }
  projections: Discrepancy[]
  /** The index of 搜索, which is made from the reports and made again at any start: no fault of what was entered. */
  sought: SoughtFaults | null
}

/** Everything that can be checked about a database, and nothing changed. */
export async function verify(
  database: Database,
  {
    stateful,
    shape: ours,
    key = null,
    since = null,
  }: { stateful: readonly Stateful[]; shape?: Shape; key?: SealKey | null; since?: string | null },
): Promise<Verification> {
  const schema = await schemaFault(database)
  const newest = new Newest()
  const trail = await verifyTrail(database, { key, seen: newest.note })
  return {
    integrity: (await pragma(database, "integrity_check"))?.map((row) => String(Object.values(row)[0])) ?? null,
    danglingKeys: (await pragma(database, "foreign_key_check"))?.length ?? null,
    schema,
    shape: schema === null ? await shapeFaults(database.client, ours ?? (await ownShape())) : [],
    trail,
    since: since === null ? null : { eventId: await sealedEvent(database, since) },
    imprints: trail.ok ? await compareImprints(database, newest) : { rows: 0, faults: [] },
    files: await compareFiles(database),
    projections: await discrepancies(database, stateful),
    sought: await soughtFaults(database.client),
  }
}

/** A libSQL server refuses some pragmas to its clients. */
async function pragma({ client }: Database, name: "integrity_check" | "foreign_key_check") {
  try {
    return (await client.execute(`pragma ${name}`)).rows
  } catch (error) {
    if (client.protocol === "file") throw error
    return null
  }
}

/** The landed migrations against the program's own; a database that lacks some is to be migrated first. */
async function schemaFault({ client }: Database): Promise<string | null> {
  try {
    await ensureMigrated(client)
    return null
  } catch (error) {
    if (error instanceof SchemaMismatch) return error.message
    throw error
  }
}

/** The tail of unsealed events is older than a running program leaves it: it was killed, and must be started first. */
export const isUnsealed = ({ trail }: Verification, now: number): boolean =>
  trail.ok && trail.tailSince !== null && now - trail.tailSince > TAIL_SPANS

/** Nothing is wrong with what is there; whether all of it has been sealed is asked by `isUnsealed`. */
export const isSound = ({
  integrity,
  danglingKeys,
  schema,
  shape,
  trail,
  since,
  imprints,
  files,
  projections,
}: Verification): boolean =>
  (integrity === null || (integrity.length === 1 && integrity[0] === "ok")) &&
  (danglingKeys ?? 0) === 0 &&
  schema === null &&
  shape.length === 0 &&
  trail.ok &&
  since?.eventId !== null &&
  imprints.faults.length === 0 &&
  files.faults.length === 0 &&
  projections.length === 0
