import type { Block, Grid, Row } from "#src/plans/intake/layout/blocks.ts"
import { columnsOf } from "#src/plans/intake/layout/columns.ts"
import { blocksOfLines } from "#src/plans/intake/layout/lines_to_blocks.ts"
import { joined, NO_WORDS, part, replaced, split, trimmed, type Words } from "#src/plans/intake/words/placed_words.ts"
import { type Line, linesOf, squeezed, widened } from "#src/plans/intake/words/source_lines.ts"

const HEADING = /^ {0,3}#{1,6}[ \t]+\S/m
const STRONG = /(?:^|[\s：:|])\*\*[^*\s][^*\n]{0,200}\*\*/m

/** Signs that no official paper prints: headings with #, words in ** and the rule below the head of a table. */
export function isMarkdown(text: string): boolean {
  return HEADING.test(text) || STRONG.test(text) || text.split("\n").some((line) => isRule(line))
}

/** A line of dashes and bars; a longer line is none, whatever it is made of. */
function isRule(line: string): boolean {
  return line.length <= 1000 && line.includes("|") && /^[\s|:-]+$/.test(line) && line.includes("--")
}

/** The same lines with the signs of Markdown taken away, so that every line keeps its number. */
export function blocksOfMarkdown(text: string): Block[] {
  const lines = linesOf(text)
  const blocks: Block[] = []
  let run: Line[] = []
  for (let at = 0; at < lines.length; at++) {
    const table = tableAt(lines, at)
    if (!table) {
      const line = lines[at]
      if (line) run.push({ ...line, ...plain(line) })
      continue
    }
    for (const block of [...blocksOfLines(run), table.grid]) blocks.push(block)
    run = []
    at = table.next - 1
  }
  for (const block of blocksOfLines(run)) blocks.push(block)
  return blocks
}

function tableAt(lines: Line[], at: number): { grid: Grid; next: number } | null {
  const [head, rule] = [lines[at], lines[at + 1]]
  if (!head?.text.includes("|") || !rule || !isRule(rule.text)) return null
  const cells = cellsOf(head)
  if (!columnsOf(cells.map(({ text }) => widened(text)))) return null
  const rows: Row[] = [{ cells, from: head.from }]
  let next = at + 2
  for (let line = lines[next]; line?.text.includes("|"); line = lines[++next]) {
    rows.push({ cells: cellsOf(line), from: line.from })
  }
  return { grid: { kind: "grid", rows }, next }
}

/** A bar behind a backslash is a sign of the cell. */
function cellsOf(line: Words): Words[] {
  const row = trimmed(line)
  const [from, to] = [row.text.startsWith("|") ? 1 : 0, row.text.length - (row.text.endsWith("|") ? 1 : 0)]
  return split(part(row, from, to), /(?<!\\)\|/g).map(cellText)
}

function cellText(cell: Words): Words {
  const lines = split(cell, /<br ?\/?>/gi).map((line) => squeezed(plain(line)))
  return joined(
    lines.filter(({ text }) => text !== ""),
    "\n",
  )
}

/** Signs that are shown as something else, and what they leave of their words. */
const SIGNS: [RegExp, (match: RegExpExecArray) => string][] = [
  [/^\s{0,3}(?:>\s?)+/g, () => ""],
  [/^\s{0,3}#{1,6}[ \t]+/g, () => ""],
  [/^(\s*)[-*+][ \t]+/g, ([, indent = ""]) => indent],
  [/\*\*|__|~~|`/g, () => ""],
  [/\[([^[\]]{1,200})\]\([^()\s]{1,500}\)/g, ([, words = ""]) => words],
  [/\\([\\.()[\]*_#|-])/g, ([, sign = ""]) => sign],
]

function plain(line: Words): Words {
  if (isRule(line.text)) return NO_WORDS
  if (/^\s*(?:```|~~~)/.test(line.text)) return replaced(line, /[`~]/g, () => "")
  return SIGNS.reduce((words, [sign, by]) => replaced(words, sign, by), line)
}
