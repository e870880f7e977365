import { dateOf } from "#src/clock.ts"
import type { Space } from "./space.ts"

/** What came of one: its size, and how many acts it holds. It was restored once for trial. */
export type MadeBackup = {
  kilobytes: number
  events: number
  /** Under which name it lies, where that is not the one that was asked for: encrypted. */
  file?: string
  /** Where its copy lies. */
  secondCopy?: "none" | "same_disk" | "elsewhere"
}

/** A file in the folder of backups. */
export type KeptBackup = { name: string; size: number; at: number }

/** Backups of a runtime that has a disk. */
export type Backups = {
  /** Where they lie, as people of the 信息中心 find it. */
  folder: string
  /** Makes one under that name; throws a sentence. Requests are not held up meanwhile. */
  make: (name: string) => Promise<MadeBackup>
  /** One is being made by this process. */
  isUnderway: () => boolean
  /** Those that lie there, the newest first. */
  kept: () => Promise<KeptBackup[]>
}

/** 「fengong-20261130-091205.db」: in a folder the last one stands last. */
export function backupName(now: number): string {
  const time = new Date(now + 8 * 3_600_000).toISOString().slice(11, 19)
  return `fengong-${dateOf(now).replaceAll("-", "")}-${time.replaceAll(":", "")}.db`
}

/** The copy and, while it is tried, a copy of the copy; and the program goes on writing. */
export const hasRoomForBackup = ({ free, database }: Space): boolean => free > database * 2.2

/** What the trail says of backups, newest first. */
export type BackupEvent = {
  action: string
  at: number
  version: number
  particulars: Record<string, unknown>
}

export type BackupStanding = {
  /** Events that backups have had. */
  version: number
  last: { at: number; file: string; kilobytes: number; events: number; secondCopy: string } | null
  /** It was made so long ago that nothing makes them regularly any more. */
  isOverdue: boolean
  /** The newest one did not come about, and why; null with a problem that nobody knows: the program was stopped. */
  failed: { at: number; file: string; problem: string | null } | null
  /** The newest one is not this process's own and not old: another one makes it, or was stopped while it did. */
  pending: { at: number; file: string; until: number } | null
  /** When a backup was last restored, for trial or in earnest. */
  restored: { at: number; file: string; inEarnest: boolean } | null
}

/** Once a day is the rule; a day may be missed. */
const OVERDUE_AFTER = 2 * 86_400_000

/** Whoever makes one and has said nothing for so long was stopped. */
const LONGEST_MAKING = 30 * 60_000

/** How backups stand: the last that was made, whether the newest failed, when one was last restored. */
export function backupStanding(
  backups: readonly BackupEvent[],
  restored: Pick<BackupEvent, "at" | "particulars"> | undefined,
  { isUnderway, now }: { isUnderway: boolean; now: number },
): BackupStanding {
  const [newest] = backups
  const made = backups.find(({ action }) => action === "backup_made")
  const fileOf = ({ particulars }: Pick<BackupEvent, "particulars">) => String(particulars.file ?? "")
  const isUnknown = newest?.action === "backup_begun" && !isUnderway
  const until = (newest?.at ?? 0) + LONGEST_MAKING
  const isFailed = newest?.action === "backup_failed" || (isUnknown && now > until)
  const problem = typeof newest?.particulars.problem === "string" ? newest.particulars.problem : null
  const inEarnest = restored !== undefined && restored.at > (made?.at ?? 0)
  const tried = inEarnest ? restored : made
  return {
    version: newest?.version ?? 0,
    last: made
      ? {
          at: made.at,
          file: fileOf(made),
          kilobytes: Number(made.particulars.kilobytes),
          events: Number(made.particulars.events),
          secondCopy: String(made.particulars.secondCopy ?? ""),
        }
      : null,
    isOverdue: made !== undefined && now - made.at > OVERDUE_AFTER,
    failed: newest && isFailed ? { at: newest.at, file: fileOf(newest), problem } : null,
    pending: newest && isUnknown && now <= until ? { at: newest.at, file: fileOf(newest), until } : null,
    restored: tried ? { at: tried.at, file: fileOf(tried), inEarnest } : null,
  }
}
