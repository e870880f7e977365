import type { about } from "#src/reports/links/about.ts"
import type { LinkStanding } from "#src/reports/links/link.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const LINK_STANDING_LABEL: Record<LinkStanding, string> = {
  live: "有效",
  revoked: "已作废",
  expired: "已过期",
  suspended: "暂不能用",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  link_refused: "填报链接无效",
  link_made: "制发填报链接",
  link_sent: "随邮件发送填报链接",
  link_revoked: "作废填报链接",
  link_opened: "凭链接进入填报",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  links_off: () => "本方案没有允许凭链接填报，请先在方案设置中打开。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  link_revoked: () => "链接已作废，用它打开的填报页面随即退出",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { link: "填报链接" }
