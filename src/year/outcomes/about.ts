import type { About } from "#src/trail/about.ts"

export const about = {
  actions: { outcome_entered: null, outcome_discarded: null, outcomes_taken: null },
  refusals: ["outcome_discarded_already"],
  done: ["outcome_entered", "outcome_discarded"],
} as const satisfies About
