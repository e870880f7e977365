import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    plan_issued: null,
    plan_changed: null,
    plan_updated: null,
  },
  refusals: ["plan_ended"],
  done: ["plan_issued", "plan_changed", "plan_updated", "plan_issued_gaps"],
  stateful: [
    // Plans of the first versions were issued without saying so in words.
    { noun: "plan", table: "plans", keys: ["id"], begins: "issued" },
  ],
} as const satisfies About
