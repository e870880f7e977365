import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    comment_received: null,
    comment_answered: null,
    comment_dismissed: null,
    comment_shown: null,
    comment_hidden: null,
  },
  refusals: ["own_answer"],
  done: ["comment_answered", "comment_dismissed", "comment_shown", "comment_hidden"],
  stateful: [{ noun: "comment", table: "comments", keys: ["id"], begins: "none" }],
} as const satisfies About
