import { splitOutside } from "#src/plans/intake/words/brackets.ts"
import { endsBody, looksLikeUnit, namesIn } from "#src/plans/intake/words/names.ts"
import { NO_WORDS, NOWHERE, part, replaced, split, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import { type Flow, flowOf, placeAt } from "#src/plans/intake/words/running_text.ts"
import { listsBodies, startsDate } from "#src/plans/intake/words/unit_phrases.ts"
import { type Aligned, alignedRows } from "./aligned_rows.ts"
import type { Block, Paragraph, Row } from "./blocks.ts"
import { type Column, columnsOf, headingsAt, isDeadline, isUnits } from "./columns.ts"

/**
 * Finds a table that lost its rules: every cell in a line of its own, or all cells in one line with nothing between
 * them. Its heading names the columns, the running numbers tell where the rows begin, and the words of a row are
 * parted by their look: a date at the end, before it the list of bodies, before that the task.
 */
export function withoutRules(paragraphs: Paragraph[], layout: Layout): Block[] {
  const flow = flowOf(paragraphs)
  const head = headOf(flow.text)
  const table = head && (layout === "stacked" ? stackedTable(flow, head) : tableInLine(flow, head))
  if (!head || !table) return paragraphs
  const { rows, end } = table
  return [...cut(paragraphs, 0, head.from), { kind: "grid", rows }, ...cut(paragraphs, end, flow.text.length)]
}

/** `rows` with the heading row; `end` is the offset behind the last. */
type Table = { rows: Row[]; end: number }

function topOf(flow: Flow, { headings, from }: Head): Row {
  return { cells: headings.map(({ from, to }) => part(flow, from, to)), from: placeAt(flow, from) }
}

function tableInLine(flow: Flow, head: Head): Table | null {
  const rows = numberedRows(flow.text, head)
  const end = rows.at(-1)?.to ?? head.to
  return rows.length < FEWEST_ROWS ? null : { rows: [topOf(flow, head), ...gridRows(flow, head, rows)], end }
}

/** Behind the heading so many lines may stand before the first row. */
const MOST_ABOVE = 3
const CATEGORY = unplaced("类别")

/** Every cell in a line of its own. Of two columns for tasks the first heads those below it where its cells are merged. */
function stackedTable(flow: Flow, head: Head): Table | null {
  const { columns } = head
  const lines = flow.text[head.to] === "\n" ? split(part(flow, head.to + 1), /\n/g) : []
  const first = lines.findIndex(({ text }) => text === "1")
  if (first < 0 || first > MOST_ABOVE) return null
  const { rows, size } = alignedRows(lines.slice(first), columns)
  const number = columns.findIndex(({ kind }) => kind === "number")
  const last = columns.findLastIndex(({ kind }) => kind === "task")
  if (rows.filter(({ cells }) => cells[number]?.text).length < FEWEST_ROWS) return null
  const top = topOf(flow, head)
  const isMerged = (place: number) =>
    columns[place]?.kind === "task" && place < last && rows.some(({ cells }) => !cells[place]?.text)
  const names = top.cells.map((cell, place) => (isMerged(place) ? CATEGORY : cell))
  const above = lines.slice(0, first).map((line): Row => ({ cells: [line], from: line.at[0] ?? top.from }))
  const end = lines.slice(0, first + size).reduce((length, { text }) => length + text.length + 1, head.to)
  return { rows: [{ ...top, cells: names }, ...above, ...rows.map(rowOfCells)], end }
}

function rowOfCells({ cells, isWhole }: Aligned): Row {
  const at = cells.flatMap((cell) => [...cell.at]).filter((place) => place !== NOWHERE)
  const row: Row = { cells, from: at[0] ?? 0, to: at.at(-1) ?? 0 }
  return isWhole ? row : { ...row, isGuessed: true, doubt: ALIGNED }
}

const ALIGNED = "这一行的单元格与表头对不齐，按内容归入各列，请核对"

/** How the cells lie: each in a line of its own, or without anything between them. */
type Layout = "stacked" | "run together"

const FEWEST_ROWS = 2
const LONGEST_ROW = 1500
const GUESSED = "表格失去了分隔，任务、单位和时限按内容断开，请核对"

type Span = { from: number; to: number }
type Head = { headings: Span[]; columns: Column[]; from: number; to: number }

/** Rows are counted under 序号 or 编号; where it heads no table, the search goes on behind what was read. */
function headOf(text: string): Head | null {
  const number = /[序编]号/g
  for (let found = number.exec(text); found; found = number.exec(text)) {
    const { headings, end } = headingsAt(text, found.index)
    const columns = headings.length >= 3 ? columnsOf(headings.map(({ from, to }) => text.slice(from, to))) : null
    if (columns) return { headings, columns, from: found.index, to: end }
    number.lastIndex = Math.max(number.lastIndex, end)
  }
  return null
}

type Numbered = Span & { number: number; words: Span }

/** The rows 1, 2, 3 … as far as the count goes. Numerals inside a row do not stand behind a finished row. */
function numberedRows(text: string, head: Head): Numbered[] {
  const rows: Numbered[] = []
  let from = numberAt(text, 1, head.to, head.to)
  for (let number = 1; from >= 0; number++) {
    const words = from + String(number).length
    const next = numberAt(text, number + 1, words, words)
    const to = next < 0 ? endOfLine(text, words) : next
    rows.push({ number, from, to, words: { from: words, to } })
    from = next
  }
  return rows
}

/** The next number stands behind a whole row, or behind one that has units though its end is of no known kind. */
function numberAt(text: string, number: number, from: number, row: number): number {
  const digits = String(number)
  let held = -1
  for (let at = text.indexOf(digits, from); at >= 0; at = text.indexOf(digits, at + 1)) {
    if (at - row > LONGEST_ROW) return held
    const stands = !/[\dA-Za-z.．年第—–-]/.test(text[at - 1] ?? " ") && !COUNTS.test(text[at + digits.length] ?? " ")
    if (!stands) continue
    if (number === 1 || endsRow(text.slice(Math.max(row, at - LONGEST_LIST), at))) return at
    if (held < 0 && UNITS_BEHIND_STOP.test(text.slice(Math.max(row, at - LONGEST_LIST), at))) held = at
  }
  return held
}

const UNITS_BEHIND_STOP = /。[^。]*[局委办部厅院会府][^。]{1,16}$/

/** What may not follow the number of a row: it would count things, give a date, or be no word. */
const COUNTS = /[年月日季度个项类家次人条号章节万亿级期大名批]|[^\u4e00-\u9fa5“《（]/
const LONGEST_LIST = 40

function endsRow(words: string): boolean {
  return endsBody(words) || dateBehindBody(words) >= 0
}

/** Nothing numbers what follows the last row. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from + 1)
  return end < 0 ? text.length : end
}

function gridRows(flow: Flow, head: Head, rows: Numbered[]): Row[] {
  const first = rows[0]?.from ?? head.to
  const known = knownNames(rows.map(({ words }) => flow.text.slice(words.from, words.to)))
  const grid = sectionRow(flow, head.to, first)
  for (const row of rows) {
    const number = part(flow, row.from, row.words.from)
    const { cells, rest, isSure } = cellsOfRow(part(flow, row.words.from, row.words.to), head.columns, known)
    const numbered = head.columns.map(({ kind }, column) => (kind === "number" ? number : (cells[column] ?? NO_WORDS)))
    const [from, to] = [placeAt(flow, row.from), placeAt(flow, row.to - 1)]
    // Once for the table, and of each row that was cut by less than a stop or a name.
    grid.push({ cells: numbered, from, to, isGuessed: true, ...(isSure && row.number > 1 ? {} : { doubt: GUESSED }) })
    grid.push(...sectionRow(flow, row.to - rest, row.to))
  }
  return grid
}

function sectionRow(flow: Flow, from: number, to: number): Row[] {
  const words = replaced(part(flow, from, to), /\n/g, () => "")
  return words.text === "" ? [] : [{ cells: [words], from: placeAt(flow, from) }]
}

/** `rest` is the length of what stands behind the row in its line. */
type Cells = { cells: Words[]; rest: number; isSure: boolean }

/** Two columns of one kind cannot be told apart here: all goes to the first. */
function cellsOfRow(words: Words, columns: Column[], known: Set<string>): Cells {
  const { task, list, date, rest, isSure } = parted(words, known)
  const kinds: [Words, number][] = [
    [task, columns.findIndex(({ kind }) => kind === "task")],
    [list, columns.findIndex(isUnits)],
    [date, columns.findIndex(isDeadline)],
  ]
  const cells = columns.map((_, place) => kinds.find(([, column]) => column === place)?.[0] ?? NO_WORDS)
  return { cells, rest, isSure: isSure && columns.filter(isUnits).length === 1 }
}

/** `isSure` where a stop or a known name begins the list, and a date or the row ends it. */
type Parts = { task: Words; list: Words; date: Words; rest: number; isSure: boolean }

/** 做好某事市民政局（牵头）、市财政局2026年底前 without anything between task, list and date. */
function parted(words: Words, known: Set<string>): Parts {
  const { text } = words
  const stop = text.lastIndexOf("。") + 1
  const dateAt = dateBehindBody(text, stop)
  const end = dateAt < 0 ? endOfNames(text, stop) : dateAt
  const heading = text.slice(end).search(/[一二三四五六七八九十]{1,3}、/)
  const dateEnd = heading < 0 ? text.length : end + heading
  const isBehindStop = stop > 0 && stop < end && listsBodies(text.slice(stop, end))
  const listAt = isBehindStop ? stop : startOfList(text.slice(0, end), known)
  const list = replaced(part(words, listAt, end), TOUCHING, () => "、")
  const isKnown = isBehindStop || namesIn(list.text).some(({ text: name }, place) => place === 0 && known.has(name))
  return {
    task: part(words, 0, listAt),
    list,
    date: part(words, end, dateEnd),
    rest: text.length - dateEnd,
    isSure: isKnown && (dateAt >= 0 || end === text.length),
  }
}

/** 市甲局市丁局: where the sign between two names was lost. */
const TOUCHING = /(?<=[^、，和及]{2}[局厅办院])(?=[市省县区州][^、，（]{1,10}[局委办厅院部会府心])/g

/** Where nothing that looks like a date follows, the list ends with the last whole name behind the last stop. */
function endOfNames(text: string, stop: number): number {
  if (stop === 0 || stop === text.length) return text.length
  for (let end = text.length; end > stop + 2; end--)
    if (listsBodies(text.slice(stop, end)) && endsBody(text.slice(stop, end))) return end
  return text.length
}

function dateBehindBody(words: string, from = 0): number {
  for (let at = from; at < words.length; at++) {
    if (startsDate(words, at) && endsBody(words.slice(Math.max(0, at - LONGEST_NAME), at))) return at
  }
  return -1
}

const LONGEST_NAME = 24
const LEVELS = "市省县区州国团各中"

/** The list runs back from the end as long as its parts begin like bodies; in the last part words and name touch. */
function startOfList(words: string, known: Set<string>): number {
  const parts = splitOutside(words, "、，")
  const first = parts.findLastIndex(({ text }) => !beginsLikeBody(text, known))
  const from = parts.slice(0, Math.max(0, first)).reduce((length, { text }) => length + text.length + 1, 0)
  return from + nameStart(parts[first]?.text ?? "", known)
}

function beginsLikeBody(part: string, known: Set<string>): boolean {
  const [first] = namesIn(part)
  if (!first || !looksLikeUnit(first.text)) return false
  const ownLevel = LEVELS.includes(part[0] ?? " ") && first.text.length <= 16
  return known.has(first.text) || ownLevel || (part.length <= 8 && endsBody(part))
}

/** The name at the end of words that run into it: one that the table has elsewhere, else from its level on. */
function nameStart(words: string, known: Set<string>): number {
  for (let at = Math.max(0, words.length - LONGEST_NAME); at < words.length; at++) {
    const [first] = namesIn(words.slice(at))
    if (first && known.has(first.text)) return at
  }
  let at = words.length - 3
  while (at > 0 && !(LEVELS.includes(words[at] ?? " ") && looksLikeUnit(namesIn(words.slice(at))[0]?.text ?? ""))) at--
  while (at > 0 && (words[at - 1] === words[at] || words[at - 1] === "各")) at--
  return at <= 0 ? words.length : at
}

/** The names that stand free between two separators somewhere in the table. */
function knownNames(rows: string[]): Set<string> {
  const parts = rows.flatMap((row) => splitOutside(row, "、，").slice(1, -1))
  const bodies = parts.filter(({ text }) => LEVELS.includes(text[0] ?? " ") && text.length <= 16 && endsBody(text))
  return new Set(bodies.map(({ text }) => text))
}

/** The paragraphs, whole or cut, that lie between two offsets of their running text. */
function cut(paragraphs: Paragraph[], from: number, to: number): Paragraph[] {
  let end = -1
  return paragraphs.flatMap((paragraph) => {
    const start = paragraph.goesOn ? end : end + 1
    end = start + paragraph.text.length
    const words = part(paragraph, Math.max(0, from - start), Math.max(0, to - start))
    return words.text === "" ? [] : [{ ...paragraph, ...words }]
  })
}
