import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    release_prepared: null,
    release_checked: null,
    release_released: null,
    release_replaced: null,
    release_withdrawn: null,
    release_dropped: null,
  },
  refusals: [
    "own_release",
    "release_open",
    "release_barred",
    "release_numbers",
    "release_unread",
    "release_empty",
    "release_too_long",
  ],
  done: ["release_prepared", "release_checked", "release_released", "release_withdrawn", "release_dropped"],
  stateful: [{ noun: "release", table: "release_versions", keys: ["release_id", "number"], begins: "none" }],
} as const satisfies About
