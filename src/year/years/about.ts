import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    year_opened: null,
    bodies_added: null,
    body_changed: null,
    body_left: null,
    body_rejoined: null,
    register_taken: null,
  },
  refusals: ["register_empty"],
  done: ["year_opened", "bodies_added", "body_changed", "body_left", "body_rejoined"],
} as const satisfies About
