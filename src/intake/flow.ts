import type { Paragraph } from "./blocks.ts"
import { widened } from "./source.ts"

/** Source lines, both counted from 1 and both included. */
export type Span = { from: number; to: number }

/**
 * The running text of a document, its paragraphs parted by "\n". Sentences, brackets and names are found in it wherever
 * a line was broken, and every offset still knows the source line that it came from. `text` is what rules read, with
 * punctuation of one kind; `printed` says the same with the punctuation of the source.
 */
export type Flow = { text: string; printed: string; lineAt: (offset: number) => number }

export const STOPS = "。；：！？;:!?"
const CLOSERS = '）)〕】]﹞”’"』」》'

export function flowOf(paragraphs: Paragraph[]): Flow {
  const starts: number[] = []
  const parts: string[] = []
  let length = 0
  for (const { text, goesOn } of paragraphs) {
    const part = parts.length === 0 || goesOn ? text : `\n${text}`
    starts.push(length + part.length - text.length)
    parts.push(part)
    length += part.length
  }
  const printed = parts.join("")
  return { text: widened(printed), printed, lineAt: (offset) => paragraphs[lastAtOrBefore(starts, offset)]?.line ?? 1 }
}

function lastAtOrBefore(starts: number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

export function spanOf(flow: Flow, from: number, to: number): Span {
  return { from: flow.lineAt(from), to: flow.lineAt(Math.max(from, to - 1)) }
}

/** Whether something new may begin at this offset: a line, or what follows a finished sentence or a bracket. */
export function afterStop(text: string, at: number): boolean {
  const before = text[at - 1]
  return before === undefined || before === "\n" || STOPS.includes(before) || CLOSERS.includes(before)
}

export function endsSentence(text: string): boolean {
  const last = text.at(-1)
  return last !== undefined && (STOPS.includes(last) || CLOSERS.includes(last))
}
