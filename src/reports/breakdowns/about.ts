import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    // 分解落实 is the unit's own; that it was done the office sees with the part.
    breakdown_passed: { fact: "inner", remark: "inner" },
    breakdown_accepted: { fact: "within", remark: "within" },
    breakdown_begun: null,
    breakdown_declined: { fact: "within", remark: "within" },
    breakdown_passed_again: { fact: "within", remark: "within" },
    breakdown_withdrawn: { fact: "inner", remark: "within" },
    breakdown_ended: { fact: "inner", remark: "within" },
    breakdown_urged: { fact: "within", remark: "within" },
    breakdown_report_sent: { fact: "within", remark: "within" },
    breakdown_report_taken_back: { fact: "within", remark: "within" },
    breakdown_report_returned: { fact: "within", remark: "within" },
    breakdown_report_taken_up: { fact: "within", remark: "within" },
  },
  refusals: [
    "part_at_rest",
    "nobody_below",
    "breakdown_moved",
    "breakdown_reported",
    "nothing_owed_below",
    "nothing_to_take_up",
    "taken_up",
  ],
  done: [
    "breakdown_passed",
    "breakdown_accepted",
    "breakdown_declined",
    "breakdown_passed_again",
    "breakdown_withdrawn",
    "breakdown_ended",
    "breakdown_urged",
    "breakdown_report_sent",
    "breakdown_report_taken_back",
    "breakdown_report_returned",
    "rolled_up",
  ],
} as const satisfies About
