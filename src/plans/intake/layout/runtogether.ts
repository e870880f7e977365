import { splitOutside } from "#src/plans/intake/words/brackets.ts"
import { endsBody, looksLikeUnit, namesIn } from "#src/plans/intake/words/names.ts"
import { joined, NO_WORDS, part, replaced, split, type Words } from "#src/plans/intake/words/placed_words.ts"
import { type Flow, flowOf, placeAt } from "#src/plans/intake/words/running_text.ts"
import { startsDate } from "#src/plans/intake/words/unit_phrases.ts"
import type { Block, Grid, Paragraph, Row } from "./blocks.ts"
import { type Column, columnsOf, headingsAt, isDeadline, isUnits, sortOf } from "./columns.ts"

/**
 * Finds a table that lost its rules: every cell in a line of its own, or all cells in one line with nothing between
 * them. Its heading names the columns, the running numbers tell where the rows begin, and the words of a row are
 * parted by their look: a date at the end, before it the list of bodies, before that the task.
 */
export function withoutRules(paragraphs: Paragraph[], layout: Layout): Block[] {
  const flow = flowOf(paragraphs)
  const head = headOf(flow.text)
  const rows = head ? numberedRows(flow.text, head, layout) : []
  if (!head || rows.length < FEWEST_ROWS) return paragraphs
  const top: Row = { cells: head.headings.map(({ from, to }) => part(flow, from, to)), from: placeAt(flow, head.from) }
  const grid: Grid = { kind: "grid", rows: [top, ...gridRows(flow, head, rows)] }
  const end = rows.at(-1)?.to ?? head.to
  return [...cut(paragraphs, 0, head.from), grid, ...cut(paragraphs, end, flow.text.length)]
}

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
function numberedRows(text: string, head: Head, layout: Layout): Numbered[] {
  const rows: Numbered[] = []
  const find = layout === "stacked" ? lineOfNumber : numberAt
  let from = find(text, 1, head.to, head.to)
  for (let number = 1; from >= 0; number++) {
    const words = from + String(number).length
    const next = find(text, number + 1, words, words)
    const to = next < 0 ? endOfLast(text, words, head) : next
    rows.push({ number, from, to, words: { from: words, to } })
    from = next
  }
  return rows
}

function lineOfNumber(text: string, number: number, from: number): number {
  const at = text.slice(from, from + LONGEST_ROW).indexOf(`\n${number}\n`)
  return at < 0 ? -1 : from + at + 1
}

function numberAt(text: string, number: number, from: number, row: number): number {
  const digits = String(number)
  for (let at = text.indexOf(digits, from); at >= 0; at = text.indexOf(digits, at + 1)) {
    if (at - row > LONGEST_ROW) return -1
    const stands = !/[\dA-Za-z.．年第—–-]/.test(text[at - 1] ?? " ") && !COUNTS.test(text[at + digits.length] ?? " ")
    if (stands && (number === 1 || endsRow(text.slice(Math.max(row, at - LONGEST_LIST), at)))) return at
  }
  return -1
}

/** What may not follow the number of a row: it would count things, give a date, or be no word. */
const COUNTS = /[年月日季度个项类家次人条号章节万亿级期大名批]|[^\u4e00-\u9fa5“《（]/
const LONGEST_LIST = 40

function endsRow(words: string): boolean {
  return endsBody(words) || dateBehindBody(words) >= 0
}

/** Nothing numbers what follows the last row: it takes a line for each other column, or one. */
function endOfLast(text: string, from: number, { columns }: Head): number {
  const lines = text[from] === "\n" ? columns.length - 1 : 1
  let end = from
  for (let line = 0; line < lines && end >= 0; line++) end = text.indexOf("\n", end + 1)
  return end < 0 ? text.length : end
}

function gridRows(flow: Flow, head: Head, rows: Numbered[]): Row[] {
  const first = rows[0]?.from ?? head.to
  const known = knownNames(rows.map(({ words }) => flow.text.slice(words.from, words.to)))
  const grid = sectionRow(flow, head.to, first)
  for (const row of rows) {
    const number = part(flow, row.from, row.words.from)
    const { cells, rest, guessed } = cellsOfRow(part(flow, row.words.from, row.words.to), head.columns, known)
    const numbered = head.columns.map(({ kind }, column) => (kind === "number" ? number : (cells[column] ?? NO_WORDS)))
    const [from, to] = [placeAt(flow, row.from), placeAt(flow, row.to - 1)]
    grid.push({ cells: numbered, from, to, ...(guessed ? { isGuessed: true, doubt: GUESSED } : {}) })
    grid.push(...sectionRow(flow, row.to - rest, row.to))
  }
  return grid
}

function sectionRow(flow: Flow, from: number, to: number): Row[] {
  const words = replaced(part(flow, from, to), /\n/g, () => "")
  return words.text === "" ? [] : [{ cells: [words], from: placeAt(flow, from) }]
}

/** `rest` is the length of what stands behind the row in its line. */
type Cells = { cells: Words[]; rest: number; guessed: boolean }

/** Cells in lines of their own are told by their number, and where one is empty by their look. */
function cellsOfRow(words: Words, columns: Column[], known: Set<string>): Cells {
  const lines = split(words, /\n/g).filter(({ text }) => text !== "")
  const stacked = words.text.startsWith("\n")
  if (stacked && lines.length === columns.length - 1) return { cells: [NO_WORDS, ...lines], rest: 0, guessed: false }
  const { task, list, date, rest } = stacked ? sorted(lines) : parted(joined(lines), known)
  const cells = columns.map((column) =>
    column.kind === "task" ? task : isUnits(column) ? list : isDeadline(column) ? date : NO_WORDS,
  )
  return { cells: onlyFirst(cells, columns), rest, guessed: true }
}

/** Two columns of one kind cannot be told apart here: all goes to the first. */
function onlyFirst(cells: Words[], columns: Column[]): Words[] {
  const firsts = [
    columns.findIndex(({ kind }) => kind === "task"),
    columns.findIndex(isUnits),
    columns.findIndex(isDeadline),
  ]
  return cells.map((cell, place) => (firsts.includes(place) ? cell : NO_WORDS))
}

type Parts = { task: Words; list: Words; date: Words; rest: number }

function sorted(lines: Words[]): Parts {
  const of = (sort: string) => lines.filter(({ text }) => sortOf(text) === sort)
  return { task: joined(of("words")), list: joined(of("units"), "、"), date: joined(of("date")), rest: 0 }
}

/** 做好某事市民政局（牵头）、市财政局2026年底前 without anything between task, list and date. */
function parted(words: Words, known: Set<string>): Parts {
  const { text } = words
  const dateAt = dateBehindBody(text)
  const end = dateAt < 0 ? text.length : dateAt
  const heading = text.slice(end).search(/[一二三四五六七八九十]{1,3}、/)
  const dateEnd = heading < 0 ? text.length : end + heading
  const listAt = startOfList(text.slice(0, end), known)
  return {
    task: part(words, 0, listAt),
    list: part(words, listAt, end),
    date: part(words, end, dateEnd),
    rest: text.length - dateEnd,
  }
}

function dateBehindBody(words: string): number {
  for (let at = 0; at < words.length; at++) {
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
