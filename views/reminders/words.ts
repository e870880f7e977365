import type { REMINDER_KINDS } from "#db/schema.ts"
import type { about } from "#src/supervision/reminders/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const REMINDER_KIND_LABEL: Record<(typeof REMINDER_KINDS)[number], string> = {
  shown: "系统内提醒",
  sent: "系统提醒并发送",
  telephoned: "电话催办",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  reminder_made: "催办",
  digest_made: "系统催办",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  all_reported: () => "所选单位本期应报事项均已报送，不需要催办。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  reminded: (n) => `已催办 ${n} 个单位`,
  telephoned: () => "电话催办已登记",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { reminder: "催办", digest: "系统催办" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { overdue: "逾期数" }
