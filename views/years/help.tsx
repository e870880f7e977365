import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 85,
    title: "普法年度和责任单位",
    text: (
      <>
        在「普法」里「设立年度」：选主管单位（普法办），勾选责任单位，沿用上一年度的责任类型和责任人。责任单位登记表可按责任类型、是否填全筛选，可打印、下载。点单位名称修改；年中撤并的单位「退出本年度」，写明原因和日期，仍列在表中。
      </>
    ),
  },
  {
    topic: "liaison",
    rank: 85,
    title: "普法责任单位",
    text: <>在「普法」里点本单位名称，填分管领导、责任部门、责任人和普法经费。责任类型和行业主管部门由普法办设定。</>,
  },
  {
    topic: "leader",
    rank: 85,
    title: "普法",
    text: <>「普法」里按年度看得到全部责任单位：承担什么责任，由谁分管、谁负责。</>,
  },
]
