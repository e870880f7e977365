import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    setting_changed: null,
  },
  refusals: [],
  done: ["setting_changed", "setting_unchanged"],
} as const satisfies About
