import type { SheetCell } from "#src/office/spreadsheets/sheet.ts"
import { isLate } from "#src/year/meetings/decision_workflow.ts"
import type { DecisionLine, MeetingLine, MeetingsToTake } from "#src/year/meetings/queries.ts"
import type { FileColumn, RegisterFile } from "../parts/register_file.ts"
import { DECISION_STATE_LABEL, MEETING_KIND_LABEL, MEETING_STATE_LABEL } from "./words.ts"

/* 会议登记册 as a file: a row each decision, and one for a meeting without any. */

type Row = { meeting: MeetingLine; line: DecisionLine | null }

const day = (on: string | null | undefined): SheetCell => (on ? { day: on } : "")

const columns = (today: string): FileColumn<Row>[] => [
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
    cell: ({ line }) => (line && isLate(line.decision, today) ? "逾期" : ""),
  },
]

export function meetingRows({ meetings, decisions }: MeetingsToTake): Row[] {
  const of = new Map<number, DecisionLine[]>()
  for (const line of decisions) of.set(line.meeting.id, [...(of.get(line.meeting.id) ?? []), line])
  return meetings.flatMap((meeting): Row[] => {
    const lines = of.get(meeting.id)
    return lines ? lines.map((line) => ({ meeting, line })) : [{ meeting, line: null }]
  })
}

export const meetingsFile = (found: MeetingsToTake, today: string): RegisterFile<Row> => ({
  title: `${found.year.year}年普法会议登记册`,
  name: "会议",
  notes: [`共${found.meetings.length}次，议定事项${found.decisions.length}项`],
  columns: columns(today),
  frozen: 2,
  paper: "A3",
})
