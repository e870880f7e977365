import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    talk_registered: null,
  },
  refusals: ["not_silent"],
  done: ["talk_registered"],
} as const satisfies About
