import type { SheetCell } from "#src/office/spreadsheets/sheet.ts"
import type { DraftRuleLine, RulesToTake } from "#src/year/rules/queries.ts"
import type { FileColumn, RegisterFile } from "../parts/register_file.ts"
import { DRAFT_RULE_KIND_LABEL, DRAFT_RULE_STATE_LABEL, nextWords } from "./words.ts"

/* 草案登记表 as a file: a row a draft rule. */

const day = (on: string | null): SheetCell => (on === null ? "" : { day: on })

const columns = (today: string): FileColumn<DraftRuleLine>[] => [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "草案", width: 44, cell: ({ rule }) => rule.title },
  { heading: "起草单位", width: 16, cell: ({ unit }) => unit },
  { heading: "类型", width: 12, centred: true, cell: ({ rule }) => DRAFT_RULE_KIND_LABEL[rule.kind] },
  { heading: "进行到", width: 16, centred: true, cell: ({ rule }) => DRAFT_RULE_STATE_LABEL[rule.state] },
  { heading: "征求意见开始", width: 16, centred: true, cell: ({ rule }) => day(rule.consultFrom) },
  { heading: "征求意见结束", width: 16, centred: true, cell: ({ rule }) => day(rule.consultUntil) },
  { heading: "通报日期", width: 16, centred: true, cell: ({ rule }) => day(rule.toldOn) },
  { heading: "收到意见", width: 10, centred: true, cell: ({ rule }) => rule.opinions ?? "" },
  { heading: "采纳意见", width: 10, centred: true, cell: ({ rule }) => rule.taken ?? "" },
  { heading: "依法保密的理由", width: 24, cell: ({ rule }) => rule.exemptWhy },
  { heading: "文号", width: 22, cell: ({ rule }) => rule.docNumber },
  { heading: "出台日期", width: 16, centred: true, cell: ({ rule }) => day(rule.enactedOn) },
  { heading: "解读公布日期", width: 16, centred: true, cell: ({ rule }) => day(rule.explainedOn) },
  { heading: "下一步", width: 14, centred: true, cell: ({ rule }) => nextWords(rule, today) },
]

export const rulesFile = (found: RulesToTake, today: string): RegisterFile<DraftRuleLine> => ({
  title: `${found.year.year}年法规规章草案登记表`,
  name: "草案",
  notes: [`共${found.rules.length}件`],
  columns: columns(today),
  frozen: 2,
  paper: "A3",
})
