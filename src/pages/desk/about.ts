import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {},
  refusals: [],
  done: ["keys_on", "keys_off"],
} as const satisfies About
