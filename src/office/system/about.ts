import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    clock_confirmed: null,
    backup_begun: null,
    backup_made: null,
    backup_failed: null,
    database_restored: null,
  },
  refusals: ["backup_underway", "backup_elsewhere", "backup_no_room", "clock_runs"],
  done: ["clock_confirmed", "backup_begun"],
} as const satisfies About
