const OPENERS = "（〔"
const CLOSERS = "）〕"

/** A phrase that lists the units of one task is shorter; a bracket left open for longer was never closed. */
export const LONGEST_BRACKET = 1500

/**
 * The end of each bracket by its beginning. Both shapes count as one, because pasted texts close 〔 with ）.
 * One pass, however deep or broken the nesting.
 */
export function bracketPairs(text: string): Map<number, number> {
  const pairs = new Map<number, number>()
  const open: number[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ""
    if (OPENERS.includes(char)) open.push(at)
    if (!CLOSERS.includes(char)) continue
    const start = open.pop()
    if (start !== undefined && at - start <= LONGEST_BRACKET) pairs.set(start, at)
  }
  return pairs
}

/** The text in pieces, cut at the characters for which `cuts` says so, but never inside a bracket. */
export function splitOutside(text: string, separators: string): { text: string; before: string }[] {
  const parts: { text: string; before: string }[] = []
  let depth = 0
  let start = 0
  let before = ""
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ""
    if (OPENERS.includes(char)) depth++
    if (CLOSERS.includes(char)) depth = Math.max(0, depth - 1)
    if (depth > 0 || !separators.includes(char)) continue
    parts.push({ text: text.slice(start, at), before })
    before = char
    start = at + 1
  }
  return [...parts, { text: text.slice(start), before }]
}

export function isOpener(char: string | undefined): boolean {
  return char !== undefined && OPENERS.includes(char)
}

export function isCloser(char: string | undefined): boolean {
  return char !== undefined && CLOSERS.includes(char)
}
