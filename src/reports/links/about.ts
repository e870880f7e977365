import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    link_refused: null,
    link_made: null,
    link_sent: null,
    link_revoked: null,
    link_opened: null,
  },
  refusals: ["links_off"],
  done: ["link_revoked"],
} as const satisfies About
