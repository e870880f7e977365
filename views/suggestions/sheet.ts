import type { SheetCell } from "#src/office/spreadsheets/sheet.ts"
import type { SuggestionLine, SuggestionsToTake } from "#src/year/suggestions/queries.ts"
import { isLate } from "#src/year/suggestions/workflow.ts"
import type { FileColumn, RegisterFile } from "../parts/register_file.ts"
import { SATISFACTION_LABEL, SUGGESTION_KIND_LABEL, SUGGESTION_STATE_LABEL } from "./words.ts"

/* 意见建议登记册 as a file: a row each. */

const day = (on: string | null): SheetCell => (on === null ? "" : { day: on })

const columns = (today: string): FileColumn<SuggestionLine>[] => [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "类型", width: 14, centred: true, cell: ({ suggestion }) => SUGGESTION_KIND_LABEL[suggestion.kind] },
  { heading: "编号", width: 14, cell: ({ suggestion }) => suggestion.number },
  { heading: "提出的单位或机构", width: 24, cell: ({ suggestion }) => suggestion.source },
  { heading: "收到日期", width: 14, centred: true, cell: ({ suggestion }) => day(suggestion.receivedOn) },
  { heading: "内容", width: 50, cell: ({ suggestion }) => suggestion.text },
  { heading: "承办单位", width: 16, cell: ({ unit }) => unit },
  { heading: "答复期限", width: 14, centred: true, cell: ({ suggestion }) => day(suggestion.dueBy) },
  { heading: "答复日期", width: 14, centred: true, cell: ({ suggestion }) => day(suggestion.answeredOn) },
  { heading: "状态", width: 10, centred: true, cell: ({ suggestion }) => SUGGESTION_STATE_LABEL[suggestion.state] },
  {
    heading: "评价",
    width: 10,
    centred: true,
    cell: ({ suggestion }) => (suggestion.satisfaction ? SATISFACTION_LABEL[suggestion.satisfaction] : ""),
  },
  {
    heading: "是否逾期",
    width: 10,
    centred: true,
    cell: ({ suggestion }) => (isLate(suggestion, today) ? "逾期" : ""),
  },
]

export const suggestionsFile = (found: SuggestionsToTake, today: string): RegisterFile<SuggestionLine> => ({
  title: `${found.year.year}年普法意见建议登记册`,
  name: "意见建议",
  notes: [`共${found.suggestions.length}件`],
  columns: columns(today),
  frozen: 2,
  paper: "A3",
})
