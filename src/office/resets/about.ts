import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    password_reset: null,
    reset_asked: null,
    reset_confirmed: null,
    reset_refused: null,
    reset_withdrawn: null,
    reset_expired: null,
    reset_used: null,
    reset_code_refused: null,
    rescued: null,
  },
  refusals: ["reset_open", "reset_not_yours", "reset_needs_second"],
  done: ["reset_asked", "reset_refused", "reset_withdrawn", "reset_used"],
  stateful: [{ noun: "reset", table: "resets", keys: ["id"], begins: "none" }],
} as const satisfies About
