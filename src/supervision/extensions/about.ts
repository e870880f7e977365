import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    extension_asked: { fact: "close", remark: "close" },
    extension_withdrawn: { fact: "close", remark: "close" },
    // A day that has moved is the plan's business; why it did is not.
    extension_granted: { fact: "plan", remark: "close", keepsDay: true },
    extension_refused: { fact: "close", remark: "close" },
    extension_decision_proposed: { fact: "office", remark: "office" },
    extension_proposal_declined: { fact: "office", remark: "office" },
  },
  refusals: ["nothing_to_extend", "asked_too_late", "extension_open"],
  done: ["extension_asked", "extension_withdrawn", "extension_granted", "extension_refused"],
} as const satisfies About
