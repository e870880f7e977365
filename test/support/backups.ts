import type { Backups } from "#src/office/system/backups.ts"

/** A folder in which a backup is made as soon as it is asked for, and takes no room. */
export const quickBackups = (): Backups => ({
  folder: "/srv/fengong/data/backups",
  isUnderway: () => false,
  kept: async () => [],
  make: async () => ({ kilobytes: 1, events: 1 }),
})
