import type { About } from "#src/trail/about.ts"

export const about = {
  actions: { result_entered: null, result_revised: null, result_removed: null },
  refusals: [],
  done: ["results_entered", "result_revised", "result_removed"],
} as const satisfies About
