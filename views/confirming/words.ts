import type { Plan } from "#db/schema.ts"
import type { about } from "#src/confirming/about.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { CONFIRMER_LABEL } from "../plans/words.ts"

type Words = WordsOf<typeof about>

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_unit: () => "您在该单位任联络员或负责人，须由其他督查人员核查。",
  own_proposal: ({ who }) => `这是您本人的初核意见，须由另一人复核${who ? `，请联系：${who}` : ""}。`,
  no_confirmer: ({ rule = "supervisor" }) =>
    `本单位自查须经初核、复核两人办理，目前没有可以复核的人（本方案规定由${CONFIRMER_LABEL[rule as Plan["confirmer"]]}复核）。请安全管理员增设岗位，或由督查人员在方案设置中另定复核人。`,
  proposal_open: () => "已有一条初核意见等待复核，请先复核。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  proposed: () => "初核意见已提交，等待复核",
  proposal_declined: () => "已发还初核人",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { proposal: "初核意见" }
