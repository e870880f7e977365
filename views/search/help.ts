import type { HelpSection } from "#src/door/house.ts"

const TEXT =
  "每页上方的「搜索」在您能看到的方案、任务、进展、分解落实、督办单、催办、延期等内容中查找，一两个字也能找到；几个词用空格隔开，须同时出现。结果可再按单位、方案、类别和日期筛选，网址可以收藏。进展按现在的文字查找，以前各版在任务的「经过」里；没有报送的草稿不在其中。"

export const help: readonly HelpSection[] = (["liaison", "supervisor", "leader"] as const).map((topic) => ({
  topic,
  rank: 900,
  title: "搜索",
  text: TEXT,
}))
