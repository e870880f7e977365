import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    ledger_taken: null,
    ledger_layout_saved: null,
    ledger_layout_changed: null,
    ledger_layout_removed: null,
  },
  refusals: ["ledger_empty", "ledger_too_long", "too_many_layouts"],
  done: ["ledger_layout_saved", "ledger_layout_removed"],
} as const satisfies About
