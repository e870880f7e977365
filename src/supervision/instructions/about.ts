import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    instruction_given: { fact: "above", remark: "above" },
    instruction_answered: { fact: "above", remark: "above" },
    instruction_settled: { fact: "above", remark: "above" },
    instruction_reopened: { fact: "above", remark: "above" },
  },
  refusals: [],
  done: ["instruction_given", "instruction_noted", "instruction_answered", "instruction_settled"],
  stateful: [{ noun: "instruction", table: "instructions", keys: ["id"], begins: "none" }],
} as const satisfies About
