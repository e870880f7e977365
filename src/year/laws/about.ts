import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    laws_brought: null,
    law_added: null,
    law_changed: null,
  },
  refusals: ["laws_all_there"],
  done: ["laws_brought", "law_added", "law_changed"],
} as const satisfies About
