import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 10,
    title: "自查",
    text: "本部门自己承担的任务，须两名督查人员办理：一人初核，另一人复核；起草、审签或代录该进展的人员不得办理。没有第二人时系统会说明找谁。",
  },
]
