import type { Confidence, Found } from "./confidence.ts"
import { NOWHERE, type Words } from "./placed_words.ts"

/** Characters of one line of the document as it is shown, the first included and the last not; lines count from 1. */
export type Span = { line: number; from: number; to: number }
/** Where a field stands, in pieces where a line or a space parts it, and how it was found. */
export type Origin = { spans: Span[]; confidence: Confidence }

/** The places at which the lines of a document begin. */
export type Lines = readonly number[]

export function linesIn(text: string): Lines {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)]
}

/** The line of a place, counted from 1. */
export function lineAt(lines: Lines, place: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lines[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low + 1
}

export function originOf(lines: Lines, field: Found): Origin {
  return { spans: spansOf(lines, field), confidence: field.confidence }
}

/** What the reader put in between stands nowhere, and ends a span like a gap does. */
export function spansOf(lines: Lines, { at }: Words): Span[] {
  const spans: Span[] = []
  let last = NOWHERE
  for (const place of at) {
    const span = spans.at(-1)
    if (place === NOWHERE) last = NOWHERE
    else if (span && place === last + 1) span.to++
    else {
      const line = lineAt(lines, place)
      const from = place - (lines[line - 1] ?? 0)
      spans.push({ line, from, to: from + 1 })
    }
    last = place
  }
  return spans
}
