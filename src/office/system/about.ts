import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    clock_confirmed: null,
  },
  refusals: ["clock_runs"],
  done: ["clock_confirmed"],
} as const satisfies About
