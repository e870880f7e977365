import { labelAt } from "#src/plans/intake/words/item_labels.ts"
import { LONGEST_TEXT, Refused, TOO_LONG } from "#src/plans/intake/words/limits.ts"
import { widened } from "#src/plans/intake/words/source_lines.ts"
import type { Piece } from "../pieces.ts"
import { joinedLines, type Line, linesOf, type Printed, type Rule } from "./lines.ts"
import type { Further } from "./readers.ts"
import { isSameTable, type Ruled, ruledIn, tableOf } from "./ruled.ts"

/*
 * Pages as they are printed: words that know only where they stand, and rules. From these the lines are put together
 * again, from lines the paragraphs, and from rules the tables.
 */

export type PrintedPage = { words: Printed[]; rules: Rule[]; height: number }

type Placed = { y: number } & ({ line: Line } | { ruled: Ruled })

const NO_WORDS =
  "文件里没有可以选取的文字，多半是扫描件或图片：请用识别文字的软件识别后复制粘贴，或找原来的 Word、WPS 文件"
const AS_PRINTED = "版式文件按显示的行读取，段落和表格由位置推断，请对照原文核对"

/** What pages say, in pieces; pages without a word are told, since they may be scans. */
export function piecesOfPages(pages: PrintedPage[]): Further {
  const size = pages.reduce((sum, { words }) => sum + words.reduce((all, { text }) => all + text.length, 0), 0)
  if (size > LONGEST_TEXT) throw new Refused(TOO_LONG)
  if (size === 0) throw new Refused(NO_WORDS)
  const placed = pages.map(placedOn)
  const repeated = furnitureOf(placed, pages)
  const pieces = paragraphsAndTables(
    placed.map((page) => page.filter((one) => !("line" in one && repeated.has(one.line)))),
  )
  const silent = pages.flatMap(({ words }, i) => (words.length === 0 ? [i + 1] : []))
  return {
    pieces,
    tables: pieces.flatMap((piece) => (piece.kind === "table" ? [piece] : [])),
    notes: [
      AS_PRINTED,
      ...(silent.length > 0
        ? [`第 ${silent.slice(0, MOST_TOLD).join("、")} 页没有文字，可能是图片或扫描件，没有读入`]
        : []),
    ],
  }
}
const MOST_TOLD = 20

/** Tables and the lines around them, from top to bottom. */
function placedOn({ words, rules }: PrintedPage): Placed[] {
  const tables = ruledIn(rules)
  const outside: Printed[] = []
  for (const word of words) {
    const table = tables.find((one) => one.holds(word))
    if (table) table.put(word)
    else outside.push(word)
  }
  const filled = tables.filter((table) => table.isFilled())
  const placed: Placed[] = [
    ...linesOf(outside).map((line): Placed => ({ y: line.y, line })),
    ...filled.map((ruled): Placed => ({ y: ruled.top, ruled })),
  ]
  return placed.sort((a, b) => a.y - b.y)
}

const PAGE_NUMBER = /^[-—–―－·•\s]{0,4}(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–―－·•\s]{0,4}$/
/** So near to the edge of a page only its number and its head stand. */
const EDGE = 0.1
/** What stands at the head or foot of fewer pages is text. */
const FEWEST_REPEATED = 3

/**
 * Page numbers, and what stands first or last on half of the pages; never what an item or 牵头单位：… begins, which may
 * stand so by chance.
 */
function furnitureOf(pages: readonly Placed[][], sheets: readonly PrintedPage[]): Set<Line> {
  const edges = pages.flatMap((page, i) => {
    const height = sheets[i]?.height ?? 0
    const isEdge = ({ y }: Line) => y < height * EDGE || y > height * (1 - EDGE)
    return [page[0], page.at(-1)].flatMap((one) => (one && "line" in one && isEdge(one.line) ? [one.line] : []))
  })
  const sign = ({ text }: Line) => text.replace(/\d+/g, "#")
  const count = new Map<string, number>()
  for (const line of edges) count.set(sign(line), (count.get(sign(line)) ?? 0) + 1)
  const enough = Math.max(FEWEST_REPEATED, pages.length / 2)
  const isRepeated = (line: Line) => (count.get(sign(line)) ?? 0) >= enough && !begins(line.text)
  return new Set(edges.filter((line) => PAGE_NUMBER.test(line.text) || isRepeated(line)))
}

function paragraphsAndTables(pages: readonly Placed[][]): Piece[] {
  const margins = marginsOf(pages.flat().flatMap((one) => ("line" in one ? [one.line] : [])))
  const found: (Line[] | Ruled[])[] = []
  let open: Line[] = []
  let table: Ruled[] = []
  for (const one of pages.flat()) {
    if ("ruled" in one) {
      const before = table.at(-1)
      if (!before || !isSameTable(before, one.ruled)) {
        table = []
        found.push(table)
      }
      table.push(one.ruled)
      open = []
    } else {
      const before = open.at(-1)
      if (!before || !goesOn(before, one.line, margins)) {
        open = []
        found.push(open)
      }
      open.push(one.line)
      table = []
    }
  }
  return found.map((one): Piece => (isLines(one) ? { kind: "paragraph", text: joinedLines(one) } : tableOf(one)))
}

const isLines = (one: Line[] | Ruled[]): one is Line[] => one.some((part) => "text" in part)

type Margins = { left: number; right: number }

/** Where most lines begin and where the longest end. */
function marginsOf(lines: readonly Line[]): Margins {
  const long = lines.filter(({ text }) => text.length > LONG_LINE)
  const counted = long.length > 0 ? long : lines
  const right = Math.max(0, ...counted.map((line) => line.right))
  const left = Math.min(...counted.map(({ x }) => x), right)
  return { left, right }
}
const LONG_LINE = 15

/** A line that is full is gone on with by one that begins at the margin; a paragraph begins two characters further in. */
function goesOn(before: Line, line: Line, { left, right }: Margins): boolean {
  const isFull = right - before.right < before.size * FULL
  const isFlush = line.x - left < line.size * FLUSH
  if (STOPS.test(before.text) && begins(line.text)) return false
  return isFull && isFlush && Math.abs(line.size - before.size) < 1 && !before.text.includes("\t")
}
/** Where paragraphs are not set in, one that happens to fill its last line ends where an item or 牵头单位：… begins. */
const STOPS = /[。；！？]$/
const SAYS_WHO = /^[\u4e00-\u9fff]{2,8}[：:]/
const begins = (text: string) => SAYS_WHO.test(text) || labelAt(widened(text), 0) !== null
const FULL = 1.6
const FLUSH = 0.8
