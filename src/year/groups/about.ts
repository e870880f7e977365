import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    group_added: null,
    group_changed: null,
    group_removed: null,
    addressees_saved: null,
    addressees_changed: null,
    addressees_removed: null,
  },
  refusals: [],
  done: ["group_saved", "group_removed", "addressees_saved", "addressees_removed"],
} as const satisfies About
