import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    consultation_opened: null,
    consultation_closed: null,
    consultation_recalled: null,
    consultation_issued: null,
    opinion_given: null,
    opinion_judged: null,
  },
  refusals: ["consultation_over", "consultation_open", "opinion_changed"],
  done: ["consultation_opened", "consultation_closed", "consultation_recalled", "opinion_given", "opinion_judged"],
  stateful: [{ noun: "consultation", table: "consultations", keys: ["id"], begins: "none" }],
} as const satisfies About
