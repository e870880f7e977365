import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    plan_submitted: null,
    plan_recalled: null,
    plan_declined: null,
    plan_approved: null,
    document_issued: null,
  },
  refusals: ["draft_submitted", "draft_not_submitted", "draft_changed", "no_plan_approver"],
  done: ["plan_approved", "update_approved", "plan_submitted", "plan_recalled", "plan_declined", "draft_discarded"],
  stateful: [{ noun: "draft", table: "plan_drafts", keys: ["key"], begins: "draft" }],
} as const satisfies About
