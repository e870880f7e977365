import { csvFile } from "#src/office/spreadsheets/csv.ts"
import type { Sheet, SheetCell, SheetRow } from "#src/office/spreadsheets/sheet.ts"
import { unclearIn } from "#src/year/duties/gaps.ts"
import type { DutyRow, WholeRegister } from "#src/year/duties/queries.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { gapWords, indicatorWords, keptWords, leadWords, stepsWords, timingWords, UNCLEAR_LABEL } from "./words.ts"

type Units = Parameters<typeof leadWords>[1]
type Row = Pick<DutyRow, "unit" | "text" | "keyDay">
type Column = { heading: string; width: number; centred?: true; of: (row: Row, units: Units) => SheetCell }

/** The columns of a 责任清单: of the register of all units and of one unit's list alike, as a list comes back. */
export const COLUMNS: readonly Column[] = [
  { heading: "单位", width: 14, of: ({ unit }) => unit.name },
  { heading: "普法内容", width: 28, of: ({ text }) => text.content },
  { heading: "法律法规", width: 24, of: ({ text }) => text.laws.map(citedLaw).join("") },
  { heading: "普法对象", width: 16, of: ({ text }) => text.audience },
  { heading: "普法方式", width: 22, of: ({ text }) => text.ways },
  { heading: "普法时间", width: 18, of: ({ text, keyDay }) => timingWords(text, keyDay) },
  { heading: "牵头单位", width: 16, of: ({ text }, units) => leadWords(text, units) },
  { heading: "责任科室", width: 12, of: ({ text }) => text.department },
  { heading: "责任人", width: 10, of: ({ text }) => text.person },
  { heading: "工作标准", width: 22, of: ({ text }) => text.standard },
  { heading: "具体措施", width: 26, of: ({ text }) => text.measures },
  { heading: "指标", width: 18, of: ({ text }) => indicatorWords(text) },
  {
    heading: "步骤",
    width: 24,
    of: ({ text }) => stepsWords(text),
  },
  { heading: "备注", width: 20, of: ({ text }) => remarkOf(text) },
]

/** Why it does not apply, or what is to be put right. */
const remarkOf = (text: DutyRow["text"]): string => {
  if (!text.applies) return `不适用：${text.why}`
  const unclear = unclearIn(text)
  return [unclear && UNCLEAR_LABEL[unclear], gapWords(text)].filter(Boolean).join("；")
}

export function sheetOf(found: WholeRegister): Sheet {
  const { choices, rows, filter } = found
  const kept = keptWords(choices, filter).join("；")
  return {
    name: "普法责任清单",
    lines: [`${choices.year}年普法责任清单`, [kept, `共${rows.length}项`].filter(Boolean).join("；")],
    columns: COLUMNS.map(({ of: _, ...column }) => column),
    frozen: 2,
    paper: "A3",
    picks: true,
  }
}

const cellsOf = (row: DutyRow, { choices }: WholeRegister) => COLUMNS.map(({ of }) => of(row, choices))

export const sheetRows = (found: WholeRegister): SheetRow[] => found.rows.map((row) => ({ cells: cellsOf(row, found) }))

export const sheetCsv = (found: WholeRegister): string =>
  csvFile([
    COLUMNS.map(({ heading }) => heading),
    ...found.rows.map((row) => cellsOf(row, found).map((cell) => (typeof cell === "object" ? cell.day : cell))),
  ])

export const fileNameOf = ({ choices, filter }: WholeRegister): string => {
  const kept = keptWords(choices, filter).join("·")
  return `${choices.year}年普法责任清单${kept ? `（${kept}）` : ""}`
}
