import type { Result } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/results/about.ts"
import type { Column } from "#src/year/results/sheet_reading.ts"

type Words = WordsOf<typeof about>

export const COLUMN_LABEL: Record<Column, string> = {
  unit: "单位",
  name: "姓名",
  post: "职务",
  exam: "学法考试",
  statement: "述法形式",
  grade: "述法评议",
  happenedOn: "日期",
}

export const EXAM_LABEL: Record<NonNullable<Result["exam"]>, string> = {
  passed: "合格",
  failed: "不合格",
  took: "参加",
}
export const STATEMENT_LABEL: Record<NonNullable<Result["statement"]>, string> = { written: "书面", oral: "口头" }
export const GRADE_LABEL: Record<NonNullable<Result["grade"]>, string> = {
  excellent: "优秀",
  good: "良好",
  fair: "一般",
  poor: "较差",
}

/** 「92.5分，合格」; empty: there was none. */
export const examWords = ({ score, exam }: Pick<Result, "score" | "exam">): string =>
  [score !== null && `${score / 10}分`, exam && (score === null || exam !== "took") && EXAM_LABEL[exam]]
    .filter(Boolean)
    .join("，")

export const statementWords = ({ statement, grade }: Pick<Result, "statement" | "grade">): string =>
  [statement && `${STATEMENT_LABEL[statement]}述法`, grade && `评议${GRADE_LABEL[grade]}`].filter(Boolean).join("，")

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  result_entered: "登记学法述法成绩",
  result_revised: "更正学法述法成绩",
  result_removed: "删除学法述法成绩",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  results_entered: (n) => `已登记${n}人`,
  result_revised: () => "已更正",
  result_removed: () => "已删除，姓名和职务不再留存",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = { exam_score: "考试成绩", exam: "学法考试", statement: "述法形式", grade: "述法评议" }

/** What the trail calls it. */
export const SUBJECT_LABEL = { result: "学法述法成绩" }
