import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {},
  refusals: ["own_unit", "own_proposal", "no_confirmer", "proposal_open"],
  done: ["proposed", "proposal_declined"],
} as const satisfies About
