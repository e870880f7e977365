import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {},
  refusals: ["not_found", "not_yours", "wrong_state"],
  done: [],
} as const satisfies About
