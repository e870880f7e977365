import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 120,
    title: "登录被锁定",
    text: "连续输错口令会锁定一段时间，到时自动解除；急用的请系统管理员或安全管理员核实后解除，忘记口令的请系统管理员重置。",
  },
]
