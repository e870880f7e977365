import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 68,
    title: "人大、政协的意见建议",
    text: "交本单位承办的人大代表建议、政协提案和审议意见在「我的待办」。答复以后，在它的页面登记答复日期和内容；对方不满意的，会重新交来。过了答复期限才答复的一直标明逾期。",
  },
  {
    topic: "supervisor",
    rank: 128,
    title: "人大、政协的意见建议",
    text: "在普法年度的「意见建议」里登记：谁提的、何时收到、内容、承办单位和答复期限。承办单位（或普法办代为）登记答复后，记下对方的评价：满意、基本满意的办结，不满意的重新答复，历次答复都保留。",
  },
]
