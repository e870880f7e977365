import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    ledger_taken: null,
  },
  refusals: ["ledger_empty", "ledger_too_long"],
  done: [],
} as const satisfies About
