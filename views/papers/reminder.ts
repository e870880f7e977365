import { dateOf } from "#src/clock.ts"
import { type Calendar, workingDaysBetween } from "#src/office/calendar/working_days.ts"
import { type Block, type Paper, paperName, type Receipt, sealed } from "#src/outward/papers/paper.ts"
import type { ReminderForPaper } from "#src/supervision/reminders/queries.ts"
import { daysOverdue } from "#src/supervision/reminders/schedule.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import { cited, dayWords } from "../words.ts"
import { BY_HAND, ITEM_COLUMNS, issuerOf, signedBy } from "./parts.ts"

/*
 * 催办单 to one unit: what it has not reported, how long that is overdue, how often it has been asked, and by when it is
 * expected now (practice.md 2). Before anything is overdue it is a 提醒单.
 */

type Given = {
  organisation: string
  today: string
  calendar: Calendar
  /** By when what is overdue is to be handed in. */
  replyBy: string
}

type Owing = { found: ReminderForPaper; given: Given; overdue: number }

/** Once something is overdue it is a 催办单. */
export const reminderPaperLabel = (owed: readonly { dueBy: string }[], today: string): string =>
  overdueOf(owed, today) > 0 ? "催办单" : "提醒单"

const overdueOf = (owed: readonly { dueBy: string }[], today: string) =>
  owed.filter(({ dueBy }) => dueBy < today).length

export function reminderPaper(found: ReminderForPaper, given: Given): Paper {
  const owing = { found, given, overdue: overdueOf(found.owed, given.today) }
  const kind = reminderPaperLabel(found.owed, given.today)
  const issuer = issuerOf(given.organisation, found.office)
  const number = `编号：${kind.slice(0, 2)}〔${given.today.slice(0, 4)}〕　号`
  return {
    title: `${kind} ${found.round.name}`,
    issuer,
    head: { is: "slip", issuer, kind, line: [number, "签发："] },
    mark: null,
    heading: "",
    addressee: found.unit,
    blocks: [{ is: "text", text: opening(owing) }, items(owing)],
    closing: demand(owing),
    signed: sealed(issuer, dayWords(given.today)),
    note: `联系人：${found.contact}`,
    receipt: receiptOf(owing, kind),
  }
}

export const reminderPaperName = (found: ReminderForPaper, today: string): string =>
  paperName(reminderPaperLabel(found.owed, today), found.unit, found.round.name)

function opening({ found: { plan, round, owed, reminded }, given: { today }, overdue }: Owing): string {
  const all = owed.length === 1 ? "，已逾期" : "，均已逾期"
  const late = overdue === 0 ? "" : overdue === owed.length ? all : `，其中${overdue}项已逾期`
  return `${cited(plan)}${round.name}落实情况应于${dayWords(round.dueBy)}前报送。截至${dayWords(today)}，你单位尚有${owed.length}项未报送${late}。${before(reminded, today)}`
}

/** How often the unit has been asked, which the office keeps as well. */
function before(reminded: ReminderForPaper["reminded"], today: string): string {
  const days = [...new Set(reminded.map(({ at }) => dayWords(dateOf(at), today)))]
  if (days.length === 0) return ""
  return days.length <= 3
    ? `此前已于${days.join("、")}催办${reminded.length}次。`
    : `此前已催办${reminded.length}次，最近一次为${days.at(-1)}。`
}

const items = ({ found: { owed }, given: { today, calendar } }: Owing): Block => ({
  is: "table",
  columns: [...ITEM_COLUMNS, { heading: "报送期限", width: 25, centred: true }],
  rows: owed.map(({ label, text, role, dueBy, returned }) => [
    label,
    text,
    ROLE_LABEL[role],
    `${dayWords(dueBy)}\n${returned ? "退回待重报\n" : ""}${standing(dueBy, today, calendar)}`,
  ]),
})

/** Working days, as on every screen. */
function standing(dueBy: string, today: string, calendar: Calendar): string {
  if (dueBy < today) return `逾期${daysOverdue(calendar, dueBy, today)}个工作日`
  return dueBy === today ? "今日到期" : `还有${workingDaysBetween(calendar, today, dueBy)}个工作日`
}

function demand({ found: { plan, round }, given: { replyBy }, overdue }: Owing): string {
  const by = dayWords(overdue > 0 ? replyBy : round.dueBy)
  return `请于${by}前${overdue > 0 ? "补报" : "报送"}上述事项的落实情况；确有困难的，请说明原因和预计完成时间。${plan.headSigns ? signedBy : ""}`
}

const receiptOf = ({ found, given, overdue }: Owing, kind: string): Receipt => ({
  kind: `${kind}回执`,
  line: `事项：${found.round.name}落实情况（${found.owed.length}项）`,
  rows: [
    [
      { label: "承办单位", text: found.unit },
      { label: "报送期限", text: dayWords(overdue > 0 ? given.replyBy : found.round.dueBy) },
    ],
    [
      { label: "签收人", text: "" },
      { label: "签收时间", text: "" },
    ],
    [{ label: "办理情况或\n未报原因", text: "", lines: 8 }],
    [{ label: "预计报送时间", text: "" }],
    [{ label: "承办单位\n负责人审签\n（盖章）", text: "", hand: BY_HAND, lines: 3 }],
  ],
  note: "注：已在系统中报送的，不必再报本回执。",
})
