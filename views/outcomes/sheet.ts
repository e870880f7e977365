import { csvFile } from "#src/office/spreadsheets/csv.ts"
import type { Sheet, SheetCell, SheetRow } from "#src/office/spreadsheets/sheet.ts"
import type { OutcomeRegister, OutcomeRow } from "#src/year/outcomes/queries.ts"
import { OUTCOME_KIND_LABEL } from "./words.ts"

/* 表彰经验登记册 as a file: a row each. */

type Column = { heading: string; width: number; centred?: true; cell: (row: OutcomeRow, i: number) => SheetCell }

const COLUMNS: readonly Column[] = [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "类别", width: 12, centred: true, cell: ({ outcome }) => OUTCOME_KIND_LABEL[outcome.kind] },
  { heading: "单位", width: 16, cell: ({ unit }) => unit },
  { heading: "日期", width: 14, centred: true, cell: ({ outcome }) => ({ day: outcome.happenedOn }) },
  { heading: "事项", width: 40, cell: ({ outcome }) => outcome.title },
  { heading: "决定单位", width: 24, cell: ({ outcome }) => outcome.authority },
  { heading: "文号", width: 20, cell: ({ outcome }) => outcome.docNumber },
  { heading: "内容", width: 50, cell: ({ outcome }) => outcome.text },
]

const cellsOf = (row: OutcomeRow, i: number): SheetCell[] => COLUMNS.map(({ cell }) => cell(row, i))

export const outcomesName = ({ year }: OutcomeRegister): string => `${year.year}年普法表彰经验登记册`

export const outcomesSheet = (found: OutcomeRegister): Sheet => ({
  name: "表彰经验",
  lines: [outcomesName(found), `共${found.outcomes.length}项`],
  columns: COLUMNS.map(({ cell: _, ...column }) => column),
  frozen: 2,
  paper: "A3",
  picks: true,
})

export const outcomesRows = ({ outcomes }: OutcomeRegister): SheetRow[] =>
  outcomes.map((row, i) => ({ cells: cellsOf(row, i) }))

const plain = (cell: SheetCell): string | number => (typeof cell === "object" ? cell.day : cell)

export const outcomesCsv = ({ outcomes }: OutcomeRegister): string =>
  csvFile([COLUMNS.map(({ heading }) => heading), ...outcomes.map((row, i) => cellsOf(row, i).map(plain))])
