import type { About } from "#src/trail/about.ts"

export const about = {
  actions: { key_day_added: null, key_day_ended: null },
  refusals: [],
  done: ["key_day_added", "key_day_ended"],
} as const satisfies About
