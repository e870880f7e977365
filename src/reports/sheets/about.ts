import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    signed_sheet_received: null,
    signed_sheet_corrected: null,
    signed_sheet_withdrawn: null,
  },
  refusals: ["round_ahead", "sheet_received", "no_sheet"],
  done: ["sheets_received", "sheet_corrected", "sheet_withdrawn"],
} as const satisfies About
