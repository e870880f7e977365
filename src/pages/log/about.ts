import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    events_exported: null,
    schema_migrated: null,
    baseline_taken: null,
    seal_published: null,
  },
  refusals: [],
  done: [],
} as const satisfies About
