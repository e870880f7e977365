import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 129,
    title: "知晓率、满意度测评",
    text: "在普法年度的「测评」里登记：指标、调查日期、方法、对象和范围、调查单位、有效样本和其中知晓（满意）的数，比率由此算出。测评说的是效果，不计入任何完成情况，也不相加、不平均；与上次方法或范围不同的，标明不可直接比较。登记错的写明原因作废。",
  },
]
