import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    summary_written: { fact: "units", remark: "units" },
  },
  refusals: [],
  done: ["summary_written"],
} as const satisfies About
