import type { Instruction } from "#db/schema.ts"

export const INSTRUCTION_STATE_LABEL: Record<Instruction["state"], string> = {
  noted: "阅示",
  open: "待落实",
  answered: "已回复",
  settled: "已阅",
}
