import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    archive_made: null,
  },
  refusals: ["archive_too_large"],
  done: [],
} as const satisfies About
