import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 114,
    title: "普法菜单和点单",
    text: "本单位能给别的单位讲什么，在普法年度的「菜单点单」里登记：题目、法律、讲师（从讲师团成员中选）、形式、时长、对象。要听哪一课，打开它点单，写明希望日期、地点、听众和人数。讲授单位在「我的待办」里接单（商定日期）或写明原因婉拒；讲完点「完成」，这次活动就记入活动台账，点单单位是联合单位，不必再登记一遍。点单只有双方、普法办和领导看到。",
  },
]
