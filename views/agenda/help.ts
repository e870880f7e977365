import type { HelpSection } from "#src/door/house.ts"

const TEXT =
  "「日历」按月列出还没有了结的期限：报送期限、统计封账、退回重报、整改、完成时限、阶段、督办单反馈、督查等，延期同意的按新的日期；单位人员先看本单位的，可以改看全部。休息日和调休按工作日安排标出。想在手机或电脑的日历里看，到「我的账户」生成订阅地址。"

export const help: readonly HelpSection[] = (["liaison", "supervisor", "leader"] as const).map((topic) => ({
  topic,
  rank: 910,
  title: "日历",
  text: TEXT,
}))
