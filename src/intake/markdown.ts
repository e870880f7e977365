import type { Block, Grid, Row } from "./blocks.ts"
import { columnsOf } from "./columns.ts"
import { type Line, linesOf, squeezed, widened } from "./source.ts"
import { blocksOfLines } from "./tables.ts"

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
      if (line) run.push({ ...line, text: plain(line.text) })
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
  const cells = cellsOf(head.text)
  if (!columnsOf(cells.map(widened))) return null
  const rows: Row[] = [{ cells, line: head.number }]
  let next = at + 2
  for (let line = lines[next]; line?.text.includes("|"); line = lines[++next]) {
    rows.push({ cells: cellsOf(line.text), line: line.number })
  }
  return { grid: { kind: "grid", rows }, next }
}

/** A bar behind a backslash is a sign of the cell. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "")
  const parts = inner.replaceAll("\\|", "\u0000").split("|")
  return parts.map((part) => cellText(part.replaceAll("\u0000", "|")))
}

function cellText(part: string): string {
  return part
    .split(/<br ?\/?>/i)
    .map((line) => squeezed(plain(line)))
    .filter((line) => line !== "")
    .join("\n")
}

function plain(line: string): string {
  if (isRule(line) || /^\s*(?:```|~~~)/.test(line)) return line.includes("|") ? "" : line.replace(/[`~]/g, "")
  return line
    .replace(/^\s{0,3}(?:>\s?)+/, "")
    .replace(/^\s{0,3}#{1,6}[ \t]+/, "")
    .replace(/^(\s*)[-*+][ \t]+/, "$1")
    .replace(/\*\*|__|~~|`/g, "")
    .replace(/\[([^[\]]{1,200})\]\([^()\s]{1,500}\)/g, "$1")
    .replace(/\\([\\.()[\]*_#-])/g, "$1")
}
