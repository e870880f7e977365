import type { OutcomeRegister, OutcomeRow } from "#src/year/outcomes/queries.ts"
import type { FileColumn, RegisterFile } from "../parts/register_file.ts"
import { OUTCOME_KIND_LABEL } from "./words.ts"

/* 表彰经验登记册 as a file: a row each. */

const COLUMNS: readonly FileColumn<OutcomeRow>[] = [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "类别", width: 12, centred: true, cell: ({ outcome }) => OUTCOME_KIND_LABEL[outcome.kind] },
  { heading: "单位", width: 16, cell: ({ unit }) => unit },
  { heading: "日期", width: 14, centred: true, cell: ({ outcome }) => ({ day: outcome.happenedOn }) },
  { heading: "事项", width: 40, cell: ({ outcome }) => outcome.title },
  { heading: "决定单位", width: 24, cell: ({ outcome }) => outcome.authority },
  { heading: "文号", width: 20, cell: ({ outcome }) => outcome.docNumber },
  { heading: "内容", width: 50, cell: ({ outcome }) => outcome.text },
]

export const outcomesFile = (found: OutcomeRegister): RegisterFile<OutcomeRow> => ({
  title: `${found.year.year}年普法表彰经验登记册`,
  name: "表彰经验",
  notes: [`共${found.outcomes.length}项`],
  columns: COLUMNS,
  frozen: 2,
  paper: "A3",
})
