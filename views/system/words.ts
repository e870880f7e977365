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
  backup_begun: "开始备份",
  backup_made: "备份完成，演练恢复通过",
  backup_failed: "备份没有完成",
  database_restored: "从备份恢复数据库",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  backup_underway: () => "正在备份，完成后再开始下一次。",
  backup_elsewhere: () => "这里不能直接备份：请在数据库服务器一侧备份，或由信息中心运行 npm run backup。",
  backup_no_room: () =>
    "磁盘剩余空间不够存放备份和演练恢复用的副本。请信息中心清理磁盘，或用 npm run backup 备份到另一块盘。",
  clock_runs: () => "系统时间现在没有异常，自动办理的事项已经恢复，不需要确认。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  clock_confirmed: () => "已确认系统时间，自动办理的事项恢复",
  backup_begun: () => "已开始备份，完成后刷新本页可以看到结果",
}

/** Where the second copy of a backup lies. */
export const SECOND_COPY_LABEL = { none: "没有", same_disk: "在同一块盘上", elsewhere: "在另一块盘上" }

/** What the trail calls it. */
export const SUBJECT_LABEL = { clock: "系统时间", backup: "备份", restore: "恢复" }

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  fault: "情况",
  newestAt: "最新记录的时间",
  file: "文件",
  kilobytes: "大小（KB）",
  events: "操作记录数",
  problem: "原因",
  secondCopy: "第二份",
}
