import type { Phrase, Task } from "#db/schema.ts"
import type { about } from "#src/pages/desk/about.ts"
import type { ClosureVerdict } from "#src/plans/assignments/commands.ts"
import type { Alone } from "#src/reports/report/bulk.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { MOVE_LABEL } from "../assignments/words.ts"
import { VERDICT_LABEL } from "../words/states.ts"

type Words = WordsOf<typeof about>

/** Why a report is answered by itself and not together with others. */
export const ALONE_LABEL: Record<Alone, string> = {
  moved: "刚被他人办理或单位已改动",
  not_yours: "须由其他督查人员核查",
  self_check: "本单位自查，须经初核、复核",
  closing: "单位已申请办结",
  rectifying: "整改中",
  returned_before: "退回后重报",
  late: "逾期报送",
  difficulty: "需要协调",
  problem: "写明了存在问题",
}

export const PHRASE_KIND_LABEL: Record<Phrase["kind"], string> = { accept: "采纳", return: "退回" }

/** The office's answers to a claim; what is done each year is not closed for good. */
export const claimVerdictWords = (verdict: ClosureVerdict, { deadline }: Pick<Task, "deadline">): string =>
  verdict === "close" && deadline === "yearly" ? MOVE_LABEL.complete_year : VERDICT_LABEL[verdict]

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  keys_on: () => "单键快捷键已打开",
  keys_off: () => "单键快捷键已关闭",
}
