import { type Database, Stale } from "#db/database.ts"
import { conflict } from "#src/refusal.ts"
import { type Act, type Anybody, acting, type By, record } from "#src/trail/record.ts"
import type { Backups } from "./backups.ts"
import { backupName, hasRoomForBackup } from "./backups.ts"
import type { ClockFacts, ClockFault } from "./clock_watch.ts"
import { diskSentence } from "./disk_faults.ts"
import { BACKUP, backupFacts, CLOCK } from "./queries.ts"
import type { Space } from "./space.ts"

/** The 系统管理员 has looked at the time and says that it is right: what the program does by itself goes on. */
export async function confirmClock(
  database: Database,
  { newestAt, confirmations }: ClockFacts,
  fault: ClockFault | null,
  by: By,
) {
  if (fault === null) throw conflict("clock_runs")
  const particulars = { fault, newestAt }
  await record(
    database,
    by,
    [{ action: "clock_confirmed", subject: CLOCK, version: confirmations + 1, particulars }],
    [],
  )
}

/** What stands around a backup: how often the trail has spoken of them, by what they are made, how much room there is. */
export type BackupRoom = { version: number; backups: Backups | undefined; space: Space | null }

/** 立即备份, or the day's: the trail says that one begins, and under which name; it is made by `makeBackup`. */
export async function beginBackup(database: Database, { version, backups, space }: BackupRoom, by: By<Anybody>) {
  if (!backups) throw conflict("backup_elsewhere")
  if (backups.isUnderway()) throw conflict("backup_underway")
  if (space && !hasRoomForBackup(space)) throw conflict("backup_no_room")
  const file = backupName(by.at)
  const begun: Act = { action: "backup_begun", subject: BACKUP, version: version + 1, particulars: { file } }
  await record(database, by, [begun], [])
  return { file, version: version + 1 }
}

/** Makes it while the program goes on, and lets the trail say what came of it; resolves with that. */
export async function makeBackup(
  database: Database,
  backups: Backups,
  { file, version }: { file: string; version: number },
  clock: () => number,
) {
  const outcome = await backups.make(file).then(
    (made) => ({ action: "backup_made" as const, particulars: { file, ...made } }),
    (error: unknown) => ({
      action: "backup_failed" as const,
      particulars: { file, problem: diskSentence(error) },
    }),
  )
  for (let next = version + 1; ; ) {
    try {
      await record(database, acting(null, clock()), [{ ...outcome, subject: BACKUP, version: next }], [])
      return outcome
    } catch (error) {
      // Another process has said something of its own backup meanwhile.
      if (!(error instanceof Stale)) throw error
      const [[newest]] = await database.read(backupFacts(database))
      next = (newest?.version ?? 0) + 1
    }
  }
}
