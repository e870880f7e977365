import { part, printedAt, replaced, type Words } from "./placed_words.ts"

/** One line of the document without what prints nothing; `from` is the place where it begins. */
export type Line = Words & { from: number }

/** Characters that print nothing. Word and web pages leave them inside names, where they would make two units of one. */
const UNPRINTED = /[\p{Cc}\p{Cf}]/gu
const LAYOUT = "\t\n\v\f\r"

/** What Word's bookmarks leave in a text export, `[bookmark: _GoBack]`, before the number of an item. */
const BOOKMARK = /\[bookmark:[^\]\n]{0,80}\]/g

/** A line broken by hand in Word and the page break end a line like any other. */
const LINE_END = /\r\n|[\n\r\v\f\u2028\u2029]|$/g

/** The lines of a text that begins at this place of the document. */
export function linesOf(text: string, from = 0): Line[] {
  const whole = printedAt(text, from)
  const lines: Line[] = []
  let start = 0
  for (const end of text.matchAll(LINE_END)) {
    lines.push({ from: from + start, ...stripped(part(whole, start, end.index)) })
    start = end.index + end[0].length
  }
  return lines
}

function stripped(line: Words): Words {
  const words = replaced(line, UNPRINTED, ([char]) => (LAYOUT.includes(char) ? char : ""))
  return words.text.includes("[bookmark:") ? replaced(words, BOOKMARK, () => "") : words
}

/** Chinese is set without spaces: those in a line are layout, save the ones between two Latin words. */
export function squeezed(words: Words): Words {
  return replaced(words, /\s+/g, ({ 0: gap, index }) => gapBetween(words.text, gap, index))
}

export function squeezedText(text: string): string {
  return text.replace(/\s+/g, (gap, at: number) => gapBetween(text, gap, at))
}

function gapBetween(text: string, gap: string, at: number): string {
  return latin(text[at - 1]) && latin(text[at + gap.length]) ? " " : ""
}

function latin(char: string | undefined): boolean {
  return char !== undefined && /[A-Za-z0-9]/.test(char)
}

const NARROW = "(（)）[〔]〕［〔］〕【〔】〕﹝〔﹞〕,，;；:：∶：﹕：︰：!！?？｡。０0１1２2３3４4５5６6７7８8９9"
const WIDE = new Map(
  Array.from({ length: NARROW.length / 2 }, (_, i) => [NARROW[2 * i] ?? "", NARROW[2 * i + 1] ?? ""]),
)

/**
 * The same text, character by character, with punctuation as GB/T 15834 prints it, brackets in two shapes and digits in
 * one: what rules are written for. A comma or colon between digits belongs to the number: 1,000 and 4:3.
 */
export function widened(text: string): string {
  return text.replace(/[(),;:!?.[\]［］【】﹝﹞∶﹕︰｡０-９]/g, (char, at: number) => {
    if (char === ".")
      return isHan(text[at - 1]) && isHan(text[at + 1]) && !NUMERALS.includes(text[at - 1] ?? "") ? "。" : char
    const inNumber = ",:".includes(char) && isDigit(text[at - 1]) && isDigit(text[at + 1])
    return inNumber ? char : (WIDE.get(char) ?? char)
  })
}

/** Between two letters a dot is a full stop misread: 部署.拟定. Behind a numeral it may end a label. */
const NUMERALS = "一二三四五六七八九十百零〇"
const isHan = (char: string | undefined) => char !== undefined && char >= "\u4e00" && char <= "\u9fa5"

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= "0" && char <= "9"
}
