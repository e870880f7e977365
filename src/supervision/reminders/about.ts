import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    reminder_made: { fact: "close", remark: "close" },
    digest_made: null,
  },
  refusals: ["all_reported"],
  done: ["reminded", "telephoned"],
} as const satisfies About
