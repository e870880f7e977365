import { csvRows, MARK_OF_UTF8 } from "#src/office/spreadsheets/csv.ts"
import type { Sheet, SheetCell, SheetRow } from "#src/office/spreadsheets/sheet.ts"
import { MEASURES, numbersOf } from "#src/year/activities/numbers.ts"
import type { ActivitiesToTake, ActivityRow } from "#src/year/activities/queries.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { ACTIVITY_STATE_LABEL, keptWords, MEASURE_LABEL, STAGE_LABEL, toldWords } from "./words.ts"

type Column = { heading: string; width: number; centred?: true; of: (row: ActivityRow) => SheetCell }

/** An exact number is one that a spreadsheet adds; 6000余 stays a text, which it does not. */
const numberCell = (row: ActivityRow, name: (typeof MEASURES)[number]): SheetCell => {
  const told = numbersOf(row.activity)[name]
  return told?.approx === null ? told.n : toldWords(told)
}

const COLUMNS: readonly Column[] = [
  { heading: "日期", width: 12, centred: true, of: ({ activity }) => ({ day: activity.fromOn }) },
  { heading: "结束日期", width: 12, centred: true, of: ({ activity }) => ({ day: activity.untilOn }) },
  { heading: "主办单位", width: 14, of: ({ units }) => namesOf(units, "host") },
  { heading: "联合单位", width: 16, of: ({ units }) => namesOf(units, "joint") },
  { heading: "活动形式", width: 12, of: ({ activity }) => activity.kind },
  { heading: "活动名称", width: 30, of: ({ activity }) => activity.title },
  { heading: "法律法规", width: 24, of: ({ laws }) => laws.map(({ title }) => citedLaw(title)).join("") },
  { heading: "对象", width: 16, of: ({ activity }) => activity.audience },
  { heading: "地点", width: 16, of: ({ activity }) => activity.place },
  { heading: "阵地", width: 16, of: ({ venue }) => venue ?? "" },
  { heading: "载体", width: 16, of: ({ activity }) => activity.channels.join("、") },
  ...MEASURES.map((name) => ({
    heading: MEASURE_LABEL[name],
    width: 10,
    of: (row: ActivityRow) => numberCell(row, name),
  })),
  { heading: "法律六进", width: 14, of: ({ activity }) => activity.tags.join("、") },
  {
    heading: "环节",
    width: 8,
    centred: true,
    of: ({ activity }) => (activity.stage ? STAGE_LABEL[activity.stage] : ""),
  },
  { heading: "热点话题", width: 12, of: ({ activity }) => activity.topic },
  { heading: "普法效果", width: 24, of: ({ activity }) => activity.effect },
  { heading: "衡量办法", width: 16, of: ({ activity }) => activity.effectMeasure },
  { heading: "状态", width: 10, centred: true, of: ({ activity }) => ACTIVITY_STATE_LABEL[activity.state] },
  { heading: "备注", width: 20, of: ({ activity }) => [activity.reason, activity.note].filter(Boolean).join("；") },
]

const namesOf = (units: ActivityRow["units"], wanted: "host" | "joint") =>
  units.flatMap(({ name, role }) => (role === wanted ? [name] : [])).join("、")

const cellsOf = (row: ActivityRow) => COLUMNS.map(({ of }) => of(row))

/** The sheet of an 活动台账. */
export function sheetOf({ choices, filter, count }: ActivitiesToTake): Sheet {
  const kept = keptWords(choices, filter).join("；")
  return {
    name: "活动台账",
    lines: [
      `${choices.year}年普法活动台账`,
      [kept && `筛选：${kept}`, `共${count}行`, "带「余」「约」「近」的是概数，不参与求和"].filter(Boolean).join("；"),
    ],
    columns: COLUMNS.map(({ of: _, ...column }) => column),
    frozen: 1,
    paper: "A3",
    picks: true,
  }
}

export async function* sheetRowsOf(groups: AsyncIterable<ActivityRow[]>): AsyncGenerator<SheetRow[]> {
  for await (const group of groups) yield group.map((row) => ({ cells: cellsOf(row) }))
}

const plain = (cell: SheetCell): string | number => (typeof cell === "object" ? cell.day : cell)

/** The same as text with commas. */
export async function* csvOf(groups: AsyncIterable<ActivityRow[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(MARK_OF_UTF8 + csvRows([COLUMNS.map(({ heading }) => heading)]))
  for await (const group of groups) yield encoder.encode(csvRows(group.map((row) => cellsOf(row).map(plain))))
}

export const fileNameOf = ({ choices, filter }: ActivitiesToTake): string => {
  const kept = keptWords(choices, filter)
    .join("·")
    .replace(/[\\/:*?"<>|\s]/g, "")
  return `${choices.year}年普法活动台账${kept ? `（${kept.slice(0, 60)}）` : ""}`
}
