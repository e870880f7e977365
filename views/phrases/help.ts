import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "supervisor",
    rank: 80,
    title: "常用语",
    text: "写意见时点一下或按 p 选用；写好的意见可以「存为常用语」。采纳、退回分开存，每人最多30条，每条最多200字，只有本人看得到。",
  },
]
