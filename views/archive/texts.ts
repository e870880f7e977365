import { dateOf, timeOf } from "#src/clock.ts"
import type { House } from "#src/door/house.ts"
import { csvRows, MARK_OF_UTF8 } from "#src/office/spreadsheets/csv.ts"
import { goesAlong } from "#src/outward/archive/going_along.ts"
import type { ArchivedVersion, FiledEvidence, SealedEvent } from "#src/outward/archive/queries.ts"
import type { FiledText, HeardComment, ShownVersion } from "#src/outward/archive/year_queries.ts"
import { achievedIn } from "#src/outward/ledger/texts.ts"
import { bodyIn } from "#src/outward/public/body.ts"
import { DOCUMENT_PARTS, type Parts } from "#src/year/documents/parts.ts"
import { COMMENT_STATE_LABEL } from "../comments/words.ts"
import {
  DOCUMENT_KIND_LABEL,
  DOCUMENT_STATE_LABEL,
  PART_LABEL,
  STANDING_LABEL,
  sendingWords,
} from "../documents/words.ts"
import { subjectWords } from "../events/words.ts"
import { releaseText } from "../public/files.ts"
import { dayAtWords, RELEASE_KIND_LABEL, RELEASE_STATE_LABEL } from "../public/words.ts"
import { actingAsWords, ROLE_LABEL } from "../words/roles.ts"
import { REPORT_STATE_LABEL } from "../words/states.ts"

/* The files of a package that are written for it, line by line. */

type Told = Pick<House, "learns" | "actionWords" | "nounWords">

const encoder = new TextEncoder()
const moment = (at: number): string => `${dateOf(at)} ${timeOf(at)}`

/** A table for a spreadsheet, its rows group by group. */
async function* table<Row>(
  headings: string[],
  groups: AsyncIterable<readonly Row[]>,
  cells: (row: Row) => (string | number)[],
): AsyncGenerator<Uint8Array> {
  yield encoder.encode(MARK_OF_UTF8 + csvRows([headings]))
  for await (const rows of groups) yield encoder.encode(csvRows(rows.map(cells)))
}

const REPORT_HEADINGS = [
  ...[
    "填报期",
    "任务",
    "任务内容",
    "单位",
    "职责",
    "第几次",
    "报送时间",
    "落实情况",
    "存在问题",
    "下步打算",
    "需要协调",
  ],
  ...["起草", "报送", "代录", "是否最后一次", "状态", "审核意见", "审核"],
]

const yes = (is: boolean): string => (is ? "是" : "否")

/** Every version that was reported; how it was judged stands beside the last. */
export const reportsText = (groups: AsyncIterable<readonly ArchivedVersion[]>): AsyncGenerator<Uint8Array> =>
  table(REPORT_HEADINGS, groups, (row) => [
    ...[row.round, row.label, row.task, row.unit, ROLE_LABEL[row.role], row.number, moment(row.at)],
    ...[achievedIn(row), row.problems, row.nextSteps, yes(row.hasDifficulty)],
    ...[row.writtenBy ?? "", row.sentBy ?? "", row.enteredBy ?? "", yes(row.isLatest)],
    ...(row.isLatest ? [REPORT_STATE_LABEL[row.state], row.opinion, row.judgedBy ?? ""] : ["", "", ""]),
  ])

/** The words of 报备文件 that were sent, each sending a row; how a version stands is said beside its last. */
export const filedTextsTable = (groups: AsyncIterable<readonly FiledText[]>): AsyncGenerator<Uint8Array> =>
  table(["单位", "文件", "版次", "报送日期", "状态", "备案日期", "标题", "正文", "变更说明"], groups, (row) => [
    ...[row.unit, DOCUMENT_KIND_LABEL[row.kind], sendingWords(row), row.filedOn ?? ""],
    ...(row.isLast ? [row.state ? DOCUMENT_STATE_LABEL[row.state] : STANDING_LABEL.returned] : [""]),
    ...[(row.isLast && row.recordedOn) || "", row.title, wordsOf(row), row.change],
  ])

/** What everybody could read, each version with its words and what became of it. */
export const shownTable = (groups: AsyncIterable<readonly ShownVersion[]>): AsyncGenerator<Uint8Array> =>
  table(
    ["标题", "类别", "版次", "状态", "公布日期", "停止日期", "说明", "正文"],
    groups,
    ({ kind, version: { title, number, state, releasedAt, endedAt, note, body } }) => [
      ...[title, RELEASE_KIND_LABEL[kind], number, RELEASE_STATE_LABEL[state], dayAtWords(releasedAt)],
      ...[dayAtWords(endedAt), note, releaseText(bodyIn(body))],
    ],
  )

/** 公众意见 with their answers: of who wrote them nothing is known. */
export const heardTable = (groups: AsyncIterable<readonly HeardComment[]>): AsyncGenerator<Uint8Array> =>
  table(["收到", "关于", "意见", "状态", "答复", "答复日期"], groups, ({ about, comment }) => [
    ...[dayAtWords(comment.receivedAt), about, comment.text, COMMENT_STATE_LABEL[comment.state]],
    ...[comment.answer, dayAtWords(comment.answeredAt)],
  ])

/** Its parts, each by its name, and what stands below them. */
function wordsOf({ parts, text }: FiledText): string {
  const said = JSON.parse(parts) as Parts
  const named = DOCUMENT_PARTS.flatMap((part) => (said[part] ? [`${PART_LABEL[part]}：${said[part]}`] : []))
  return [...named, text].filter(Boolean).join("\n")
}

/** The trail for machines: an event as it was sealed and its seal, a line each. */
export async function* trailText(
  groups: AsyncIterable<readonly SealedEvent[]>,
  { learns }: Told,
): AsyncGenerator<Uint8Array> {
  for await (const rows of groups) {
    const lines = rows.map((row) => {
      const { algorithm, previous, hash, recorded } = row
      const event = goesAlong(row, learns(row.action)) ? { event: row.event } : {}
      const seal = hash === null ? {} : { algorithm, previous, hash, recorded }
      return `${JSON.stringify({ id: row.id, ...event, ...seal })}\n`
    })
    yield encoder.encode(lines.join(""))
  }
}

/** The same for people, without what stays with the units. */
export const trailTable = (groups: AsyncIterable<readonly SealedEvent[]>, told: Told): AsyncGenerator<Uint8Array> =>
  table(["序号", "时间", "人员", "身份", "操作", "对象", "封存值"], along(groups, told), (row) => [
    row.id,
    moment(row.at),
    row.actorName,
    actingAsWords(row.actingAs),
    told.actionWords(row.action),
    subjectWords(row.subject, told),
    row.hash ?? "",
  ])

async function* along(groups: AsyncIterable<readonly SealedEvent[]>, { learns }: Told): AsyncGenerator<SealedEvent[]> {
  for await (const rows of groups) yield rows.filter((row) => goesAlong(row, learns(row.action)))
}

type Addressed = Pick<FiledEvidence, "unit" | "name" | "address" | "addedAt">

/** Evidence by address: nothing of it is in the program, and nothing in the package. `of`: to what it belongs. */
export const addressesText = <One extends Addressed>(
  evidence: readonly One[],
  headings: string[],
  of: (one: One) => (string | null)[],
): string =>
  MARK_OF_UTF8 +
  csvRows([
    ["单位", ...headings, "名称", "网址", "添加时间"],
    ...evidence.map((one) => [
      one.unit,
      ...of(one).map((words) => words ?? ""),
      ...[one.name, one.address ?? "", moment(one.addedAt)],
    ]),
  ])
