import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    phrase_saved: null,
    phrase_removed: null,
  },
  refusals: ["too_many_phrases", "same_phrase"],
  done: ["phrase_saved", "phrase_removed"],
} as const satisfies About
