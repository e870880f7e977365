import type { Database } from "#db/database.ts"
import { type By, record } from "#src/trail/record.ts"
import { archiveSubject, type PlanArchive } from "./queries.ts"

/** What a package is, as the trail keeps it: `sums` is the SHA-256 of its SHA256SUMS, by which one copy is told from another. */
export type Package = { files: number; bytes: number; sums: string; lastEvent: number }

/** 归档包 of a plan goes out: by whom, and which. Also of a plan that has ended. Resolves with its number. */
export async function noteArchive(database: Database, { plan, made }: PlanArchive, particulars: Package, by: By) {
  const version = (made[0]?.version ?? 0) + 1
  const subject = archiveSubject(plan.id)
  await record(
    database,
    by,
    [{ action: "archive_made", subject, version, planId: plan.id, particulars, anytime: true }],
    [],
  )
  return version
}
