import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    feed_made: null,
    feed_revoked: null,
  },
  refusals: [],
  done: ["feed_revoked"],
} as const satisfies About
