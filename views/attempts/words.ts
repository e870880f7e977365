import type { about } from "#src/office/attempts/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  account_locked: "锁定账号",
  address_locked: "暂停该地址登录",
  lock_released: "解除登录锁定",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  lock_gone: () => "该锁定已解除或已到时，请刷新后再看。",
  too_many_attempts: ({ minutes }) => `尝试次数过多，请${minutes}分钟后再试。`,
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  lock_released: () => "已解除锁定，对方可以重新登录",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { attempt: "登录" }
