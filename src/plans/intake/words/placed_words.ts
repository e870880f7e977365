/**
 * Words that know where they are printed: `at[i]` is the place of `text[i]`, counted in characters from the beginning of
 * the document as a person sees it. What the reader puts in itself stands nowhere.
 */
export type Words = { readonly text: string; readonly at: Places }
/** A part of the places of a text is a view of them: a document has millions, and its parts are cut again and again. */
export type Places = Int32Array

export const NOWHERE = -1
const NO_PLACES = new Int32Array(0)
export const NO_WORDS: Words = { text: "", at: NO_PLACES }

/** A stretch of the document that begins at this place. */
export function printedAt(text: string, from: number): Words {
  const at = new Int32Array(text.length)
  for (let i = 0; i < at.length; i++) at[i] = from + i
  return { text, at }
}

/** Words that are only asked about, or put in by the reader. */
export function unplaced(text: string): Words {
  return { text, at: NO_PLACES }
}

export function part({ text, at }: Words, from: number, to = text.length): Words {
  return { text: text.slice(from, to), at: at.subarray(from, to) }
}

export function joined(parts: readonly Words[], between = ""): Words {
  const text = parts.map((words) => words.text).join(between)
  return { text, at: placesOf(parts, text.length, () => between.length) }
}

/** The places of parts that make a text of this length, with so many characters of the reader's own before each but the first. */
export function placesOf<W extends Words>(parts: readonly W[], length: number, before: (part: W) => number): Places {
  const at = new Int32Array(length).fill(NOWHERE)
  let end = 0
  for (const [i, part] of parts.entries()) {
    if (i > 0) end += before(part)
    at.set(part.at.length > part.text.length ? part.at.subarray(0, part.text.length) : part.at, end)
    end += part.text.length
  }
  return at
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
  const places = Int32Array.from({ length: text.length }, (_, i) => at[kept < 0 ? index : index + kept + i] ?? NOWHERE)
  return { text, at: places }
}

export function trimmed(words: Words): Words {
  const from = words.text.length - words.text.trimStart().length
  return part(words, from, Math.max(from, words.text.trimEnd().length))
}
