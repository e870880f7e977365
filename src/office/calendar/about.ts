import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    calendar_changed: null,
  },
  refusals: [],
  done: ["calendar_changed"],
} as const satisfies About
