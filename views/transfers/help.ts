import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 150,
    title: "移交",
    text: "停用的单位还有在办事项的，列在工作台「待移交」：选承接单位，逐项看清正在填报的一期怎么接，承接单位已承担的同一项并入，再移交。已办结的分工和以往各期的进展留在原单位名下，名称不变。",
  },
]
