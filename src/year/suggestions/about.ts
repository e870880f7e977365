import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    suggestion_entered: null,
    suggestion_given: null,
    suggestion_revised: null,
    suggestion_answered: null,
    suggestion_rated: null,
    suggestion_discarded: null,
    suggestions_taken: null,
  },
  refusals: ["too_many_suggestions"],
  done: [
    "suggestion_entered",
    "suggestion_given",
    "suggestion_revised",
    "suggestion_answered",
    "suggestion_closed",
    "suggestion_open_again",
    "suggestion_discarded",
  ],
  stateful: [{ noun: "suggestion", table: "suggestions", keys: ["id"], begins: "none" }],
} as const satisfies About
