import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 131,
    title: "表彰、经验做法和结果运用",
    text: "在普法年度的「表彰经验」里登记表彰奖励、经验做法和考评结果的运用（纳入综合考核、通报、约谈等）：单位、日期、事项、决定单位和文号。由单位自己、行业主管部门和领导看到；登记错的写明原因作废。",
  },
]
