import type { Database } from "#db/database.ts"
import { type By, record } from "#src/trail/record.ts"
import { type MadePackage, nextOf } from "./queries.ts"

/** What a package is, as the trail keeps it: `sums` is the SHA-256 of its SHA256SUMS, by which one copy is told from another. */
export type Package = { files: number; bytes: number; sums: string; lastEvent: number }

/** 归档包 goes out: by whom, and which. Also of a plan that has ended. Resolves with its number. */
export async function noteArchive(
  database: Database,
  { subject, planId, made }: { subject: string; planId?: number; made: readonly MadePackage[] },
  particulars: Package,
  by: By,
) {
  const version = nextOf(made)
  const act = { action: "archive_made", subject, version, particulars } as const
  await record(database, by, [planId === undefined ? act : { ...act, planId, anytime: true }], [])
  return version
}
