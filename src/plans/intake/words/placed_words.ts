/**
 * Words that know where they are printed: `at[i]` is the place of `text[i]`, counted in characters from the beginning of
 * the document as a person sees it. What the reader puts in itself stands nowhere.
 */
export type Words = { readonly text: string; readonly at: readonly number[] }

export const NOWHERE = -1
export const NO_WORDS: Words = { text: "", at: [] }

/** A stretch of the document that begins at this place. */
export function printedAt(text: string, from: number): Words {
  const at: number[] = []
  for (let i = 0; i < text.length; i++) at.push(from + i)
  return { text, at }
}

/** Words that are only asked about, or put in by the reader. */
export function unplaced(text: string): Words {
  return { text, at: [] }
}

export function part({ text, at }: Words, from: number, to = text.length): Words {
  return { text: text.slice(from, to), at: at.slice(from, to) }
}

export function joined(parts: readonly Words[], between = ""): Words {
  const at: number[] = []
  for (const [i, words] of parts.entries()) {
    for (let n = i > 0 ? between.length : 0; n > 0; n--) at.push(NOWHERE)
    for (let n = 0; n < words.text.length; n++) at.push(words.at[n] ?? NOWHERE)
  }
  return { text: parts.map(({ text }) => text).join(between), at }
}

export function split(words: Words, separator: RegExp): Words[] {
  const parts: Words[] = []
  let from = 0
  for (const match of words.text.matchAll(separator)) {
    parts.push(part(words, from, match.index))
    from = match.index + match[0].length
  }
  return [...parts, part(words, from)]
}

/** What stays of a match keeps its places; what takes its place stands where it began. */
export function replaced(words: Words, pattern: RegExp, by: (match: RegExpExecArray) => string): Words {
  const parts: Words[] = []
  let from = 0
  for (const match of words.text.matchAll(pattern)) {
    parts.push(part(words, from, match.index), instead(words, match, by(match)))
    from = match.index + match[0].length
  }
  return parts.length === 0 ? words : joined([...parts, part(words, from)])
}

function instead({ at }: Words, { 0: found, index }: RegExpExecArray, text: string): Words {
  const kept = found.indexOf(text)
  return { text, at: Array.from({ length: text.length }, (_, i) => at[kept < 0 ? index : index + kept + i] ?? NOWHERE) }
}

export function trimmed(words: Words): Words {
  const from = words.text.length - words.text.trimStart().length
  return part(words, from, Math.max(from, words.text.trimEnd().length))
}
