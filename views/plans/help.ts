import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 190,
    title: "矩阵",
    text: "方案的「分工矩阵」一屏看完各单位各任务的灯。粗框是第一牵头单位；格角的标记表示办结申请待核查、进展待审核或有草稿，图例里有。方向键移动，回车打开；可以选以前各期回看。打印时横放，用A4或A3纸都可以：A4每项任务一行，A3印出任务全文。",
  },
]
