import { NO_WORDS, type Words } from "#src/plans/intake/words/placed_words.ts"
import { type Slot, slotOfHeading } from "#src/plans/intake/words/roles.ts"
import { widened } from "#src/plans/intake/words/source_lines.ts"
import { isDate, listsBodies } from "#src/plans/intake/words/unit_phrases.ts"

/** What a column of a task table holds, told by its heading. */
export type Column = { kind: "number" | "task" | "stage" | "section" | "other" } | { kind: "slot"; slot: Slot }

const NUMBER = /^(?:(?:任务|项目|工作)?(?:序号|编号)|序)$/
const TASK =
  /^(?:(?:重点|主要|具体|目标|年度|改革|整改|工作|细化|落实|任务|[二三]级)*(?:任务|内容|事项|措施|举措|要点|要求)(?:名称|内容|分解|分工|及(?:要求|措施|举措|内容)|要求|清单|措施|（(?:措施|内容|举措)）)?|(?:年度)?(?:重点|主要)工作|工作目标|项目名称)$/
/** Before the units it is what is to be mended, behind them what came up on the way. */
const PROBLEM = /^(?:反馈|存在|主要|突出|具体|发现|整改)*问题(?:描述|内容|表现)?$/
/** 第一季度, 上半年: what of the task is to be done then. */
const STAGE = /^(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份?)(?:目标|任务|计划|安排|工作)?$/
const SECTION = /^(?:类别|分类|类型|领域|板块|部分|项目|工作项目|方面|任务类别|工作类别|一级任务)$/
const OTHER =
  /^(?:备注|说明|(?:工作|任务)?(?:进展|完成|落实|推进)?(?:情况|状态|进度)|(?:当前|目前|工作|任务)进度|责任书?|联系电话|电话|联系方式|预期成[果效]|成果形式|工作成果|成效|目标|依据|文件依据|验收标准|得分|分值|状态)$/

/** 市卫健委内牵头处室 is a column of those who lead inside. */
const WITHIN = /^.{1,8}内(?=.{3})/
const MOST_COLUMNS = 20
/** Longer words head no column. */
const LONGEST_HEADING = 12

export function columnOf(heading: string): Column | null {
  if (heading.length > LONGEST_HEADING) return null
  if (NUMBER.test(heading)) return { kind: "number" }
  const slot = slotOfHeading(heading) ?? slotOfHeading(heading.replace(WITHIN, ""))
  if (slot) return { kind: "slot", slot }
  if (TASK.test(heading) || PROBLEM.test(heading)) return { kind: "task" }
  if (STAGE.test(heading)) return { kind: "stage" }
  if (SECTION.test(heading)) return { kind: "section" }
  return OTHER.test(heading) ? { kind: "other" } : null
}

const OTHER_COLUMN: Column = { kind: "other" }

/** The columns of a heading row: at least one for the tasks and one for the units. Unknown words head other columns. */
export function columnsOf(cells: string[]): Column[] | null {
  const all = cells.map(columnOf)
  const units = all.findIndex((column) => column !== null && isUnits(column))
  const found = all.map((column, place) => (PROBLEM.test(cells[place] ?? "") && place > units ? OTHER_COLUMN : column))
  const known = found.filter((column) => column !== null)
  const named = cells.filter((cell) => cell !== "").length
  const isHead = known.some(({ kind }) => kind === "task") && known.some(isUnits) && known.length * 2 > named
  return isHead ? found.map((column) => column ?? OTHER_COLUMN) : null
}

export function isUnits(column: Column): boolean {
  return (
    column.kind === "slot" && (column.slot === "lead" || column.slot === "responsible" || column.slot === "support")
  )
}

export function isDeadline(column: Column): boolean {
  return column.kind === "slot" && column.slot === "deadline"
}

/** The headings at the beginning of a text in which nothing parts them: 序号工作任务责任单位完成时限备注. */
export function headingsAt(text: string, from: number): { headings: { from: number; to: number }[]; end: number } {
  const headings: { from: number; to: number }[] = []
  let end = from
  while (headings.length < MOST_COLUMNS) {
    const start = text[end] === "\n" ? end + 1 : end
    const length = longestHeading(text, start)
    if (length === 0) break
    end = start + length
    headings.push({ from: start, to: end })
  }
  return { headings, end }
}

function longestHeading(text: string, from: number): number {
  for (let length = Math.min(LONGEST_HEADING, text.length - from); length >= 2; length--) {
    if (columnOf(text.slice(from, from + length))) return length
  }
  return 0
}

/** What the words of a cell are by their look, where the page does not show which column they stand in. */
export function sortOf(cell: string): "number" | "units" | "date" | "words" {
  const words = widened(cell)
  if (/^\d{1,3}$/.test(words)) return "number"
  if (isDate(words)) return "date"
  return listsBodies(words) ? "units" : "words"
}

/** Gives each cell of an incomplete row the next column that can hold it. */
export function placed(cells: Words[], columns: Column[]): Words[] {
  if (cells.length >= columns.length) return cells
  const row = columns.map(() => NO_WORDS)
  let next = 0
  for (const cell of cells) {
    const fitting = columns.findIndex((column, place) => place >= next && holds(column, cell.text))
    const place = fitting < 0 ? next : fitting
    row[place] = cell
    next = place + 1
  }
  return row
}

function holds(column: Column, cell: string): boolean {
  const sort = sortOf(cell)
  if (sort === "number") return column.kind === "number"
  if (sort === "date") return isDeadline(column)
  return sort === "units" ? isUnits(column) : column.kind !== "number" && column.kind !== "slot"
}
