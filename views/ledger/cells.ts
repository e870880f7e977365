import type { Board } from "#src/board/standing.ts"
import { dateOf } from "#src/clock.ts"
import { type ColumnKey, columnOf } from "#src/outward/ledger/columns.ts"
import type { Contacts, DetailedRow } from "#src/outward/ledger/queries.ts"
import type { LedgerRow } from "#src/outward/ledger/rows.ts"
import { textsOf } from "#src/outward/ledger/texts.ts"
import { noticeName } from "../notices/words.ts"
import { deadlineWords, leadersWords, roleWords } from "../plans/words.ts"
import { LIGHT_LABEL, lightWords } from "../words/lights.ts"
import { ASSIGNMENT_STATE_LABEL, REPORT_STATE_LABEL } from "../words/states.ts"

/** A cell of the 台账: on the screen and in a file the same. A day or a number is one for a spreadsheet too. */
export type LedgerCell = { text: string } | { day: string } | { number: number }

/** What is the same for all rows. */
export type CellContext = Pick<Board, "round"> & { contacts: Contacts }

const text = (text: string | null | undefined): LedgerCell => ({ text: text ?? "" })

const CELLS: Record<ColumnKey, (row: DetailedRow, context: CellContext) => LedgerCell> = {
  ordinal: ({ task }) => ({ number: task.ordinal }),
  section: ({ section }) => text(section),
  task: ({ task }) => text(task.label + task.text),
  taskLeaders: ({ task }) => text(leadersWords(task.leaders)),
  role: ({ part }) => text(roleWords(part)),
  unit: ({ unit }) => text(unit.shortName),
  unitLeader: ({ unit }, { contacts }) => text(contacts.leaders.get(unit.id)),
  office: ({ part }) => text(part.office),
  person: ({ part }) => text(part.personInCharge),
  measures: ({ detail }) => text(detail.measures),
  deadline: ({ task, part }) => (part.deadlineBy === null ? text(deadlineWords(task)) : { day: part.deadlineBy }),
  period: (_row, { round }) => text(round?.name),
  before: ({ detail: { before } }) =>
    text(before && (before.round === null ? "" : `（${before.round}）`) + textsOf({ ...before, ...NO_MORE }).achieved),
  achieved: ({ detail }) => text(textsOf(detail.words).achieved),
  problems: ({ detail }) => text(textsOf(detail.words).problems),
  nextSteps: ({ detail }) => text(textsOf(detail.words).nextSteps),
  coordination: ({ part, detail }) => text(detail.words || part.reported ? (part.hasDifficulty ? "是" : "否") : ""),
  light: ({ part }) => text(LIGHT_LABEL[part.light.colour]),
  reason: ({ part }) => text(lightWords(part.light)),
  state: ({ part }) => text(ASSIGNMENT_STATE_LABEL[part.state]),
  reportState: ({ part }) => text(reportWords(part)),
  reportedOn: ({ detail }) => (detail.words ? { day: dateOf(detail.words.at) } : text("")),
  opinion: ({ detail }) => text(detail.opinion),
  summary: ({ detail }) => text(detail.summary),
  notices: ({ detail }) => text(detail.notices.map(noticeName).join("、")),
  reminders: ({ detail: { reminders } }) => (reminders === null ? text("") : { number: reminders }),
  liaison: ({ unit }, { contacts }) => text(liaisonsOf(contacts, unit.id, "name")),
  phone: ({ unit }, { contacts }) => text(liaisonsOf(contacts, unit.id, "phone")),
}

const NO_MORE = { problems: "", nextSteps: "" }

export const cellOf = (key: ColumnKey, row: DetailedRow, context: CellContext): LedgerCell => CELLS[key](row, context)

/** Nobody learns here whether a unit has begun to write. */
function reportWords({ owed, standing, late }: DetailedRow["part"]): string {
  if (standing === "none" || standing === "draft" || standing === "signing") {
    return owed ? REPORT_STATE_LABEL.none : "本期不报"
  }
  return REPORT_STATE_LABEL[standing] + (late ? "（迟报）" : "")
}

const liaisonsOf = ({ all }: Contacts, unitId: number, what: "name" | "phone"): string =>
  all
    .filter((one) => one.unitId === unitId && one.kind === "liaison")
    .map((one) => one[what])
    .filter(Boolean)
    .join("、")

/** Of the rows of a task, or of a section, one cell. */
export const mergedBy = (key: ColumnKey): ((row: LedgerRow) => unknown) | null => {
  if (key === "section") return ({ section }) => section
  return columnOf(key).ofTask ? ({ task }) => task.id : null
}
