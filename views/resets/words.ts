import type { Reset } from "#db/schema.ts"
import type { about } from "#src/office/resets/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const RESET_STATE_LABEL: Record<Reset["state"], string> = {
  asked: "待确认",
  confirmed: "已确认，重置码待使用",
  used: "已使用",
  expired: "重置码已过期",
  withdrawn: "已撤回",
  refused: "不同意",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  password_reset: "重置口令",
  reset_asked: "申请重置口令",
  reset_confirmed: "确认重置口令",
  reset_refused: "不同意重置口令",
  reset_withdrawn: "撤回口令重置",
  reset_expired: "重置码过期",
  reset_used: "凭重置码设置新口令",
  reset_code_refused: "重置码错误",
  rescued: "在服务器上发出重置码",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  reset_open: () => "这个账号已有一件口令重置在办，请先办结或撤回。",
  reset_not_yours: () => "口令重置由另一名管理员确认：申请人和本人都不能确认。",
  reset_needs_second: () => "三员、督查人员和领导的口令重置须经另一名管理员确认，请点「申请重置口令」。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  reset_asked: () => "口令重置已申请，等待另一名管理员确认；确认前原口令照旧",
  reset_refused: () => "已答复不同意，原口令照旧",
  reset_withdrawn: () => "口令重置已撤回，重置码不再有效",
  reset_used: () => "新口令已设置，请用新口令登录",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { reset: "口令重置" }
