import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    attachment_added: { fact: "close", remark: "close" },
    attachment_removed: { fact: "close", remark: "close" },
  },
  refusals: ["evidence_gone", "evidence_missing"],
  done: ["attached", "attachment_removed"],
} as const satisfies About
