import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    ledger_returned: null,
    ledger_cells_taken: null,
    ledger_import_closed: null,
  },
  refusals: ["import_closed"],
  done: ["ledger_returned", "ledger_entered", "ledger_drafted", "ledger_import_closed"],
  stateful: [{ noun: "ledger_import", table: "ledger_imports", keys: ["id"], begins: "open" }],
} as const satisfies About
