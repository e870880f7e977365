import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    handover_proposed: null,
    handover_confirmed: null,
    handover_refused: null,
    handover_withdrawn: null,
  },
  refusals: ["post_is_over", "handover_open", "nobody_to_confirm", "not_in_use", "own_successor"],
  done: ["handover_proposed", "handover_confirmed", "handover_refused", "handover_withdrawn"],
  stateful: [{ noun: "handover", table: "handovers", keys: ["id"], begins: "none" }],
} as const satisfies About
