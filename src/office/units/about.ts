import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    unit_added: null,
    unit_changed: null,
  },
  refusals: [],
  done: ["unit_added", "unit_changed"],
} as const satisfies About
