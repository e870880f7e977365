import { withoutRadicals } from "../radicals.ts"

/** Words that stand together, by where their line begins, counted in points from the upper left corner. */
export type Printed = { text: string; x: number; y: number; width: number; size: number }
/** A straight line, as it is drawn or as a thin area is filled. */
export type Rule = { x1: number; y1: number; x2: number; y2: number }

/** Words on one base line. */
export type Line = { words: Printed[]; x: number; right: number; y: number; size: number; text: string }

/** Words on one base line, from left to right; what is smaller or somewhat higher stands in the line of its neighbours. */
export function linesOf(words: readonly Printed[]): Line[] {
  const lines: Line[] = []
  for (const word of [...words].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const line = lines.findLast((one) => Math.abs(one.y - word.y) < Math.max(one.size, word.size) * SAME_LINE)
    if (line) line.words.push(word)
    else lines.push({ words: [word], x: 0, right: 0, y: word.y, size: word.size, text: "" })
  }
  return lines.map(finished)
}
const SAME_LINE = 0.45

function finished(line: Line): Line {
  const words = line.words.sort((a, b) => a.x - b.x)
  const size = Math.max(...words.map((word) => word.size))
  let text = ""
  let right = words[0]?.x ?? 0
  for (const word of words) {
    text += text === "" ? "" : gapOf(word.x - right, size, text, word.text)
    text += word.text
    right = Math.max(right, word.x + word.width)
  }
  return { ...line, words, size, x: words[0]?.x ?? 0, right, text: withoutRadicals(text).trim() }
}

/** A wide gap stands between columns, a narrow one between words that are not Chinese. */
function gapOf(gap: number, size: number, before: string, behind: string): string {
  if (gap > size * COLUMN_GAP) return "\t"
  return gap > size * WORD_GAP && /[\w)]$/.test(before) && /^[\w(]/.test(behind) ? " " : ""
}
const COLUMN_GAP = 1.8
const WORD_GAP = 0.15

/** Lines of one paragraph; between Latin words a break is a blank. */
export const joinedLines = (lines: readonly Line[]) =>
  lines.reduce((all, { text }) => all + (/\w$/.test(all) && /^\w/.test(text) ? " " : "") + text, "")

/** What is thinner counts as a rule, in points. */
const THINNEST = 3

/** An area that is as thin as a rule is one. */
export function thinIn(segments: readonly Rule[]): Rule[] {
  if (segments.length === 0) return []
  const xs = segments.flatMap(({ x1, x2 }) => [x1, x2])
  const ys = segments.flatMap(({ y1, y2 }) => [y1, y2])
  const area = { x1: Math.min(...xs), x2: Math.max(...xs), y1: Math.min(...ys), y2: Math.max(...ys) }
  if (area.y2 - area.y1 <= THINNEST) return [{ ...area, y2: area.y1 }]
  return area.x2 - area.x1 <= THINNEST ? [{ ...area, x2: area.x1 }] : []
}
