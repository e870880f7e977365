import type { Paragraph } from "#src/plans/intake/layout/blocks.ts"
import { NOWHERE, part, placesOf, type Words } from "./placed_words.ts"
import { widened } from "./source_lines.ts"

/**
 * The running text of a document, its paragraphs parted by "\n". Sentences, brackets and names are found in it wherever
 * a line was broken, and every character still knows where it is printed. `text` is what rules read, with punctuation
 * of one kind; `printed` says the same with the punctuation of the source.
 */
export type Flow = Words & { printed: string }

export const STOPS = "。；：！？;:!?"
const CLOSERS = '）)〕】]﹞”’"’」』》'

export function flowOf(paragraphs: Paragraph[]): Flow {
  const printed = paragraphs.map(({ text, goesOn }, i) => (i === 0 || goesOn ? text : `\n${text}`)).join("")
  const at = placesOf(paragraphs, printed.length, ({ goesOn }) => (goesOn ? 0 : 1))
  return { text: widened(printed), printed, at }
}

/** The words between two offsets with the punctuation of the source. */
export function printedPart({ printed, at }: Flow, from: number, to: number): Words {
  return part({ text: printed, at }, from, to)
}

/** Where the word at this offset is printed, or the last one before it. */
export function placeAt({ at }: Flow, offset: number): number {
  let last = Math.min(offset, at.length - 1)
  while (last > 0 && at[last] === NOWHERE) last--
  return at[last] ?? 0
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
