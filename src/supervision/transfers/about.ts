import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    work_transferred: null,
  },
  refusals: [],
  done: ["transferred"],
} as const satisfies About
