const OPENERS = "（〔"
const CLOSERS = "）〕"
const SIGNS = /[（〔）〕]/g
const SIGNS_AND_LINES = /[（〔）〕\n\r]/g

/** A phrase that lists the units of one task is shorter; a bracket left open for longer was never closed. */
export const LONGEST_BRACKET = 1500

/**
 * The end of each bracket by its beginning. Both shapes count as one, because pasted texts close 〔 with ）.
 * One pass, however deep or broken the nesting.
 */
export function bracketPairs(text: string): Map<number, number> {
  const pairs = new Map<number, number>()
  const open: number[] = []
  for (const { 0: sign, index: at } of text.matchAll(SIGNS)) {
    if (OPENERS.includes(sign)) {
      open.push(at)
      continue
    }
    const start = open.pop()
    if (start !== undefined && at - start <= LONGEST_BRACKET) pairs.set(start, at)
  }
  return pairs
}

/** A piece of a text with its offsets, and the separator that stands before it. */
export type Split = { text: string; from: number; to: number; before: string }

/** The text in pieces, cut at these separators, but never inside a bracket. */
export function splitOutside(text: string, separators: string): Split[] {
  const parts: Split[] = []
  let depth = 0
  let from = 0
  let before = ""
  const end = (to: number) => parts.push({ text: text.slice(from, to), from, to, before })
  for (const { 0: char, index: at } of text.matchAll(signsOf(separators))) {
    if (OPENERS.includes(char)) depth++
    else if (CLOSERS.includes(char)) depth = Math.max(0, depth - 1)
    else if (depth === 0) {
      end(at)
      before = char
      from = at + 1
    }
  }
  end(text.length)
  return parts
}

const BY_SEPARATORS = new Map<string, RegExp>()

/** Separators and brackets, for few kinds of separators. */
function signsOf(separators: string): RegExp {
  const signs = BY_SEPARATORS.get(separators) ?? new RegExp(`[${separators}${OPENERS}${CLOSERS}]`, "g")
  BY_SEPARATORS.set(separators, signs)
  return signs
}

export function isOpener(char: string | undefined): boolean {
  return char !== undefined && OPENERS.includes(char)
}

export function isCloser(char: string | undefined): boolean {
  return char !== undefined && CLOSERS.includes(char)
}

/** How deep the brackets of a text are nested at the deepest, line by line: one left open ends with its line. */
export function deepestNesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [sign] of text.matchAll(SIGNS_AND_LINES)) {
    if (OPENERS.includes(sign)) deepest = Math.max(deepest, ++depth)
    else if (CLOSERS.includes(sign)) depth = Math.max(0, depth - 1)
    else depth = 0
  }
  return deepest
}
