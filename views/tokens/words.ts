import type { ApiToken } from "#db/schema.ts"
import type { about } from "#src/office/tokens/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

export const SCOPE_LABEL: Record<ApiToken["scope"], string> = { read: "只读", act: "可办理" }

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  api_token_made: "生成接口令牌",
  api_token_revoked: "作废接口令牌",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  token_reads: () => "这个接口令牌只能读取，不能办理。请用权限为「可办理」的令牌。",
  too_many_tokens: ({ most = "" }) => `在用的接口令牌已满${most && `${most}个`}，请先作废不用的，再生成。`,
  token_asked_otherwise: () => "这个 Idempotency-Key 已用于另一次请求。请换一个新的，再提交。",
  token_asking: () => "同一个 Idempotency-Key 的请求正在办理，请稍后用原来的内容再次提交。",
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  api_token_revoked: () => "接口令牌已作废，用它的程序不能再读取和办理",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { api_token: "接口令牌" }
/** What its events say beside. */
export const PARTICULAR_LABEL = { scope: "权限", endsOn: "有效期至" }
