import { csvFile } from "#src/office/spreadsheets/csv.ts"
import type { Sheet, SheetCell, SheetRow } from "#src/office/spreadsheets/sheet.ts"
import { isLate } from "#src/year/meetings/decision_workflow.ts"
import type { DecisionLine, MeetingLine, MeetingsToTake } from "#src/year/meetings/queries.ts"
import { DECISION_STATE_LABEL, MEETING_KIND_LABEL, MEETING_STATE_LABEL } from "./words.ts"

/* 会议登记册 as a file: a row each decision, and one for a meeting without any. */

type Row = { meeting: MeetingLine; line: DecisionLine | null }

const day = (on: string | null | undefined): SheetCell => (on ? { day: on } : "")

type Column = {
  heading: string
  width: number
  centred?: true
  cell: (row: Row, i: number, today: string) => SheetCell
}

const COLUMNS: readonly Column[] = [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "会议", width: 34, cell: ({ meeting }) => meeting.title },
  { heading: "类型", width: 10, centred: true, cell: ({ meeting }) => MEETING_KIND_LABEL[meeting.kind] },
  { heading: "日期", width: 14, centred: true, cell: ({ meeting }) => day(meeting.heldOn ?? meeting.meetsOn) },
  { heading: "状态", width: 12, centred: true, cell: ({ meeting }) => MEETING_STATE_LABEL[meeting.state] },
  { heading: "地点", width: 18, cell: ({ meeting }) => meeting.place },
  { heading: "会同单位、受邀人员", width: 24, cell: ({ meeting }) => meeting.guests },
  { heading: "纪要文号", width: 16, cell: ({ meeting }) => meeting.docNumber },
  { heading: "印发日期", width: 14, centred: true, cell: ({ meeting }) => day(meeting.issuedOn) },
  { heading: "第几项", width: 8, centred: true, cell: ({ line }) => line?.decision.number ?? "" },
  { heading: "议定事项", width: 44, cell: ({ line }) => line?.decision.text ?? "" },
  { heading: "责任单位", width: 16, cell: ({ line }) => line?.unit ?? "" },
  { heading: "完成时限", width: 14, centred: true, cell: ({ line }) => day(line?.decision.dueBy) },
  {
    heading: "办理状态",
    width: 12,
    centred: true,
    cell: ({ line }) => (line ? DECISION_STATE_LABEL[line.decision.state] : ""),
  },
  { heading: "反馈日期", width: 14, centred: true, cell: ({ line }) => day(line?.decision.answeredOn) },
  { heading: "办结日期", width: 14, centred: true, cell: ({ line }) => day(line?.decision.closedOn) },
  {
    heading: "是否逾期",
    width: 10,
    centred: true,
    cell: ({ line }, _, today) => (line && isLate(line.decision, today) ? "逾期" : ""),
  },
]

function rowsOf({ meetings, decisions }: MeetingsToTake): Row[] {
  const of = new Map<number, DecisionLine[]>()
  for (const line of decisions) of.set(line.meeting.id, [...(of.get(line.meeting.id) ?? []), line])
  return meetings.flatMap((meeting): Row[] => {
    const lines = of.get(meeting.id)
    return lines ? lines.map((line) => ({ meeting, line })) : [{ meeting, line: null }]
  })
}

const cellsOf = (row: Row, i: number, today: string): SheetCell[] => COLUMNS.map(({ cell }) => cell(row, i, today))

export const meetingsName = ({ year }: MeetingsToTake): string => `${year.year}年普法会议登记册`

export const meetingsSheet = (taken: MeetingsToTake): Sheet => ({
  name: "会议",
  lines: [meetingsName(taken), `共${taken.meetings.length}次，议定事项${taken.decisions.length}项`],
  columns: COLUMNS.map(({ cell: _, ...column }) => column),
  frozen: 2,
  paper: "A3",
  picks: true,
})

export const meetingsRows = (taken: MeetingsToTake, today: string): SheetRow[] =>
  rowsOf(taken).map((row, i) => ({ cells: cellsOf(row, i, today) }))

const plain = (cell: SheetCell): string | number => (typeof cell === "object" ? cell.day : cell)

export const meetingsCsv = (taken: MeetingsToTake, today: string): string =>
  csvFile([COLUMNS.map(({ heading }) => heading), ...rowsOf(taken).map((row, i) => cellsOf(row, i, today).map(plain))])
