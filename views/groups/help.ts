import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 87,
    title: "领导小组和主送范围",
    text: "年度的责任单位下方列出领导小组：全机关的和各单位的，写明组长、副组长、成员和办公室设在哪个单位，随责任单位一起打印；设立新年度时沿用。经常一起主送的单位存为「主送范围」，设立年度、增加责任单位时一次勾选。",
  },
]
