/*
 * What is looked for, and where it stands in a text. Letters are the same in either case, and letters, digits and signs in
 * full width the same as in half width: by one rule, once as a pattern for SQLite and once for the text that is shown.
 */

/** Longer questions are read so far. */
export const LONGEST_QUESTION = 100
const MOST_TERMS = 8

const WIDE = 0xfee0
const QUOTED = /"([^"]*)"?|[^\s"、，；]+/g

/** The words of a question, all of which have to be found; what stands in quotation marks is one. */
export function termsOf(question: string): string[] {
  const asked = question.slice(0, LONGEST_QUESTION).replaceAll(/[“”„＂]/g, '"')
  const terms = [...asked.matchAll(QUOTED)].map(([word, quoted]) => (quoted ?? word).trim()).filter(Boolean)
  const once = new Map(terms.map((term) => [folded(term), term]))
  return [...once.values()].slice(0, MOST_TERMS)
}

/** The question that asks for these words. */
export const questionOf = (terms: readonly string[]): string =>
  terms.map((term) => (/[\s、，；]/.test(term) ? `"${term}"` : term)).join(" ")

const isWide = (code: number) => code >= 0xff01 && code <= 0xff5e
const isNarrow = (code: number) => code >= 0x21 && code <= 0x7e

/** In half width and small letters. */
export const folded = (text: string): string =>
  text.replaceAll(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDE)).toLowerCase()

/** All spellings of a sign that count as the same. */
function spellings(sign: string): string[] {
  const code = sign.charCodeAt(0)
  if (!isWide(code) && !isNarrow(code)) return [sign]
  const narrow = String.fromCharCode(isWide(code) ? code - WIDE : code)
  const both = [...new Set([narrow.toLowerCase(), narrow.toUpperCase()])]
  return both.flatMap((one) => [one, String.fromCharCode(one.charCodeAt(0) + WIDE)])
}

/**
 * How SQLite looks for a word: as it stands, or by a GLOB pattern where it can be spelled in more than one way. Such a pattern
 * takes it long; `piece` is the longest part that is always spelled alike, and stands in whatever the pattern finds.
 */
export type Sought = { plain: string } | { glob: string; piece: string }

export function soughtBy(term: string): Sought {
  const signs = [...term].map(spellings)
  if (signs.every((all) => all.length === 1)) return { plain: term }
  const pieces = signs
    .map((all) => (all.length === 1 ? all[0] : " "))
    .join("")
    .split(" ")
  return {
    glob: signs.map((all) => (all.length === 1 ? all[0] : classOf(all))).join(""),
    piece: pieces.reduce((longest, one) => (one.length > longest.length ? one : longest), ""),
  }
}

/** `]` ends a class unless it is the first in it, `^` begins another one only as the first, `-` is itself as the last. */
function classOf(signs: readonly string[]): string {
  const rank = (sign: string) => (sign === "]" ? 0 : sign === "^" ? 2 : sign === "-" ? 3 : 1)
  const inOrder = [...signs].sort((a, b) => rank(a) - rank(b))
  return `[${inOrder.join("")}]`
}

/** Of the sign itself, for a name that is the whole word. */
export const patternOf = (term: string): string => {
  const sought = soughtBy(term)
  return "plain" in sought ? sought.plain : sought.glob
}

/**
 * Of these the index of pairs is sure (db/migrations/0035_sought.ts), because its Unicode of 2012 knows them: signs in either
 * width (but for the quotation mark, which has a meaning there), Chinese punctuation, Chinese characters but the rarest.
 */
const INDEXED =
  /[\x21\x23-\x7e\uff01\uff03-\uff5e\u2018-\u201d\u3001-\u3011\u3400-\u4db5\u4e00-\u9fcc\u{20000}-\u{2a6d6}]/u

/** In either width; the index knows no upper case. */
const widths = (sign: string): string[] => [...new Set(spellings(sign).map((one) => one.toLowerCase()))]

/**
 * What the index is asked for a word: each of its pairs, or the one character of which it is sure. All that have the word are
 * among what it answers, and perhaps others. Null: it knows nothing of such a word.
 */
export function pairsOf(term: string): string | null {
  const signs = [...term]
  const pairs = signs.slice(1).map((sign, i) => [signs[i] ?? "", sign] as const)
  const sure = pairs.filter((pair) => pair.every((sign) => INDEXED.test(sign)))
  if (sure.length > 0) return sure.map(([one, other]) => `(${eitherOf(one, other)})`).join(" AND ")
  const alone = signs.find((sign) => INDEXED.test(sign))
  return alone === undefined
    ? null
    : `(${widths(alone)
        .map((sign) => `"${sign}" *`)
        .join(" OR ")})`
}

/** Longer than any pair, so it stands nowhere. */
export const NO_PAIR = '"none"'

const eitherOf = (one: string, other: string): string =>
  widths(one)
    .flatMap((first) => widths(other).map((second) => `"${first}${second}"`))
    .join(" OR ")

/** A stretch of a text, marked where it is one of the words. */
export type Piece = { text: string; isMarked: boolean }

const escaped = (sign: string) => sign.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")

/** Finds the words in a text as SQLite does; null: there are none. */
export function finderOf(terms: readonly string[]): RegExp | null {
  if (terms.length === 0) return null
  const longest = [...terms].sort((a, b) => b.length - a.length)
  const one = (term: string) =>
    [...term]
      .map(spellings)
      .map((all) => (all.length === 1 ? escaped(all[0] ?? "") : `[${all.map(escaped).join("")}]`))
      .join("")
  return new RegExp(longest.map(one).join("|"), "g")
}

/** So much of a text is shown around each word, and so many places of it. */
const AROUND = 36
const MOST_PLACES = 3
const SENTENCE_END = /[。！？；!?;\n]/
/** What has been said of a sentence so far. */
const BEGUN = /[^。！？；!?;\n]*$/

type Range = { from: number; to: number }

/**
 * The sentences of a text in which the words stand, each word at its first place, shortened around them; from the
 * beginning where none of the words is in it.
 */
export function excerptOf(text: string, terms: readonly string[]): Piece[] {
  const finder = finderOf(terms)
  const found = finder ? [...text.matchAll(finder)].map(({ index, 0: word }) => ({ index, word })) : []
  const firsts = new Map<string, Range>()
  for (const { index, word } of found) {
    const name = folded(word)
    if (!firsts.has(name)) firsts.set(name, { from: index, to: index + word.length })
  }
  const places = [...firsts.values()].sort((a, b) => a.from - b.from).slice(0, MOST_PLACES)
  const ranges = merged(places.length > 0 ? places.map((place) => around(text, place)) : [beginning(text)])
  return ranges.flatMap((range, i) => [
    ...(range.from > (i === 0 ? 0 : (ranges[i - 1]?.to ?? 0)) ? [{ text: "…", isMarked: false }] : []),
    ...marked(text.slice(range.from, range.to), finder),
    ...(i === ranges.length - 1 && range.to < text.trimEnd().length ? [{ text: "…", isMarked: false }] : []),
  ])
}

/** All of a text, with the words marked. */
export function marked(text: string, finder: RegExp | null): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { index, 0: word } of finder ? text.matchAll(finder) : []) {
    if (index > at) pieces.push({ text: text.slice(at, index), isMarked: false })
    pieces.push({ text: word, isMarked: true })
    at = index + word.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false })
  return pieces
}

const beginning = (text: string): Range => ({ from: 0, to: wholeSign(text, Math.min(text.length, 2 * AROUND)) })

/** From the beginning of its sentence to the end, or so far as there is room. */
function around(text: string, { from, to }: Range): Range {
  const before = text.slice(Math.max(0, from - AROUND), from)
  const begin = from - before.length + before.search(BEGUN)
  const end = text.slice(to, to + AROUND).search(SENTENCE_END)
  return {
    from: wholeSign(text, begin),
    to: end >= 0 ? to + end + 1 : wholeSign(text, Math.min(text.length, to + AROUND)),
  }
}

/** Not between the halves of a sign. */
const wholeSign = (text: string, at: number) => ((text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at)

function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = []
  for (const range of ranges) {
    const last = all.at(-1)
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to)
    else all.push({ ...range })
  }
  return all
}
