import type { VerificationResult, VerificationState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/verifying/about.ts"
import type { VerifyingView } from "#src/year/verifying/lists.ts"

type Words = WordsOf<typeof about>

export const RESULT_LABEL: Record<VerificationResult, string> = {
  fulfilled: "属实完成",
  partly: "部分完成",
  unmet: "未完成",
  untrue: "不实",
}

export const VERIFICATION_STATE_LABEL: Record<VerificationState, string> = {
  claimed: "已自报",
  verified: "已核实",
  told: "已告知",
  explained: "已说明",
}

export const VIEW_LABEL: Record<VerifyingView, string> = {
  all: "应核实",
  pending: "待核实",
  verified: "已核实",
  ...RESULT_LABEL,
  untold: "未告知单位",
  unexplained: "不实待说明",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  verification_claimed: "自报完成情况",
  verification_found: "核实清单事项",
  verification_told: "告知核实结果",
  verification_explained: "说明不实情况",
  verification_day_set: "设定核实起始日",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_claim: () => "自报是您本人填写的事项，请由普法办其他督查人员核实。",
  nothing_to_tell: () => "没有未告知的核实结果。",
}

/** Said once after an act. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  verifications_claimed: (n) => (n === "0" ? "自报没有改动" : `已自报 ${n} 项`),
  verifications_found: (n) => `已核实 ${n} 项，告知前单位看不到`,
  verifications_told: (n) => `已告知 ${n} 项，单位可以看到核实结果`,
  verification_explained: () => "说明已报送普法办",
  verification_day_set: () => "核实起始日已设定",
}

/** What the trail calls it, and what its events say beside. */
export const SUBJECT_LABEL = {
  verification: "督查核实",
  verification_day: "核实起始日",
}
export const PARTICULAR_LABEL = {
  result: "核实结果",
  verifiedOn: "核实日期",
  basis: "核实方式",
  why: "改动原因",
  answer: "说明",
}
