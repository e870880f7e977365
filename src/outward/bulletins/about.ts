import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    bulletin_drafted: null,
    bulletin_submitted: null,
    bulletin_recalled: null,
    bulletin_declined: null,
    bulletin_approved: null,
    bulletin_issued: null,
    bulletin_withdrawn: null,
    bulletin_discarded: null,
    bulletin_taken: null,
    bulletin_rule_set: null,
  },
  refusals: ["bulletin_there", "own_bulletin", "round_open_again", "figures_moved", "no_leader"],
  done: [
    "bulletin_drafted",
    "bulletin_rewritten",
    "bulletin_submitted",
    "bulletin_recalled",
    "bulletin_declined",
    "bulletin_approved",
    "bulletin_issued",
    "bulletin_withdrawn",
    "bulletin_discarded",
    "bulletin_corrected",
    "bulletin_rule_set",
  ],
  stateful: [{ noun: "bulletin", table: "bulletins", keys: ["id"], begins: "none" }],
} as const satisfies About
