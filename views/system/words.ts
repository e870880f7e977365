import type { about } from "#src/office/system/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const COUNT_LABEL = {
  units: "单位",
  people: "在用账号",
  disabled: "停用账号",
  sessions: "现有登录",
  plans: "方案",
  assignments: "分工",
  reports: "进展",
  attachments: "附件",
  events: "操作记录",
  seals: "已封存记录",
} as const

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  clock_confirmed: "确认系统时间正确",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  clock_runs: () => "系统时间现在没有异常，自动办理的事项已经恢复，不需要确认。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  clock_confirmed: () => "已确认系统时间，自动办理的事项恢复",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { clock: "系统时间" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { fault: "情况", newestAt: "最新记录的时间" }
