import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    draft_rule_opened: null,
    draft_rule_consulted: null,
    draft_rule_told: null,
    draft_rule_exempted: null,
    draft_rule_enacted: null,
    draft_rule_explained: null,
    draft_rule_stopped: null,
    draft_rules_taken: null,
  },
  refusals: ["rules_too_many"],
  done: [
    "draft_rule_opened",
    "draft_rule_consulted",
    "draft_rule_short",
    "draft_rule_told",
    "draft_rule_exempted",
    "draft_rule_enacted",
    "draft_rule_explained",
    "draft_rule_stopped",
  ],
  stateful: [{ noun: "draft_rule", table: "draft_rules", keys: ["id"], begins: "none" }],
} as const satisfies About
