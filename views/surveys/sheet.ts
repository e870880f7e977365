import { csvFile } from "#src/office/spreadsheets/csv.ts"
import type { Sheet, SheetCell, SheetRow } from "#src/office/spreadsheets/sheet.ts"
import type { SurveyRegister, SurveyRow } from "#src/year/surveys/queries.ts"
import { rateOf, rateWords } from "#src/year/surveys/rates.ts"
import { SURVEY_KIND_LABEL } from "./words.ts"

/* 测评登记册 as a file: a row a survey, each rate with what it rests on; a rate is a text that nothing adds up. */

type Column = { heading: string; width: number; centred?: true; cell: (row: SurveyRow, i: number) => SheetCell }

const COLUMNS: readonly Column[] = [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "指标", width: 10, centred: true, cell: ({ survey }) => SURVEY_KIND_LABEL[survey.kind] },
  { heading: "测评单位", width: 16, cell: ({ unit }) => unit ?? "全部" },
  { heading: "调查日期", width: 14, centred: true, cell: ({ survey }) => ({ day: survey.surveyedOn }) },
  { heading: "比率", width: 10, centred: true, cell: ({ survey }) => rateWords(rateOf(survey)) },
  { heading: "有效样本", width: 10, centred: true, cell: ({ survey }) => survey.sample },
  { heading: "其中知晓（满意）", width: 16, centred: true, cell: ({ survey }) => survey.hits },
  { heading: "调查方法", width: 20, cell: ({ survey }) => survey.method },
  { heading: "调查对象和范围", width: 30, cell: ({ survey }) => survey.base },
  { heading: "调查单位", width: 24, cell: ({ survey }) => survey.surveyor },
  { heading: "说明", width: 24, cell: ({ survey }) => survey.note },
]

const cellsOf = (row: SurveyRow, i: number): SheetCell[] => COLUMNS.map(({ cell }) => cell(row, i))

export const surveysName = ({ year }: SurveyRegister): string => `${year.year}年普法测评登记册`

export const surveysSheet = (found: SurveyRegister): Sheet => ({
  name: "测评",
  lines: [surveysName(found), "测评与完成情况分开，比率不相加、不平均"],
  columns: COLUMNS.map(({ cell: _, ...column }) => column),
  frozen: 3,
  paper: "A3",
  picks: true,
})

export const surveysRows = ({ surveys }: SurveyRegister): SheetRow[] =>
  surveys.map((row, i) => ({ cells: cellsOf(row, i) }))

const plain = (cell: SheetCell): string | number => (typeof cell === "object" ? cell.day : cell)

export const surveysCsv = ({ surveys }: SurveyRegister): string =>
  csvFile([COLUMNS.map(({ heading }) => heading), ...surveys.map((row, i) => cellsOf(row, i).map(plain))])
