import type { Result } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { MEASURES } from "#src/year/activities/numbers.ts"
import type { about } from "#src/year/results/about.ts"
import type { Figure } from "#src/year/results/figures.ts"
import type { FoundResult } from "#src/year/results/queries.ts"
import type { Column } from "#src/year/results/sheet_reading.ts"
import { MEASURE_LABEL, sumWords } from "../activities/words.ts"
import { dayWords } from "../words.ts"

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

export const FIGURE_LABEL: Record<Figure, string> = {
  took: "参加考试",
  passed: "合格（含60分以上）",
  scored: "平均分",
  stated: "述法",
  excellent: "述法优秀",
}

/** What somebody took, and the unit's year in figures: on their page and on paper. */
export const factsOf = ({ result, tally, more }: FoundResult, today: string): [string, string][][] => [
  [
    ["学法考试", examWords(result) || "没有登记"],
    ["述法", statementWords(result) || "没有登记"],
    ["日期", result.happenedOn ? dayWords(result.happenedOn, today) : "没有登记"],
  ],
  [
    ["开展普法活动", `${tally.activities}次`],
    ...MEASURES.filter((name) => tally.sums[name].n > 0).map((name): [string, string] => [
      MEASURE_LABEL[name],
      sumWords(tally.sums[name]),
    ]),
    ["发布以案释法案例", `${more.cases}个`],
    ["备案普法文件", `${more.recorded}份`],
    ["完成菜单点单", `${more.orders}单`],
  ],
]

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
