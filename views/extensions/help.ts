import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 40,
    title: "延期",
    text: "有完成时限、整改期限或督办单反馈期限的，确有困难可以在期限届满前「申请延期」，写明原因、进展和新的日期。批复前显示「延期待批」；同意后按新期限计算，原定期限一直保留；不同意的仍按原期限。",
  },
]
