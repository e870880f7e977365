import type { about } from "#src/reports/evidence/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  attachment_added: "添加附件",
  attachment_removed: "移除附件",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  evidence_gone: () => "这个附件已经移除或不在这一项里，请返回查看最新情况。",
  evidence_missing: () => "本期要求附佐证材料，请先上传再报送。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  attached: (n) => `已添加 ${n} 件佐证材料`,
  attachment_removed: () => "已移除附件",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { attachment: "附件" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { address: "网址" }
