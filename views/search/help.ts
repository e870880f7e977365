import type { HelpSection } from "#src/door/house.ts"

const TEXT =
  "每页上方的「搜索」在您能看到的方案、任务、进展、督办单等内容中查找，一两个字也能找到；几个词用空格隔开，须同时出现。结果可再按单位、方案、类别和日期筛选，网址可以收藏。"

export const help: readonly HelpSection[] = (["liaison", "supervisor", "leader"] as const).map((topic) => ({
  topic,
  rank: 900,
  title: "搜索",
  text: TEXT,
}))
