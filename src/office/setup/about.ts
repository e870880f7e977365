import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    office_set_up: null,
    setup_refused: null,
  },
  refusals: ["already_set_up"],
  done: ["setup"],
} as const satisfies About
