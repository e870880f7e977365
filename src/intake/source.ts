/** One line of the pasted text: its number for the person who looks it up, and its words as printed. */
export type Line = { number: number; text: string }

/** Characters that print nothing. Word and web pages leave them inside names, where they would make two units of one. */
const UNPRINTED = /[\p{Cc}\p{Cf}]/gu
const LAYOUT = "\t\n\v\f\r"

/** What Word's bookmarks leave in a text export, `[bookmark: _GoBack]`, before the number of an item. */
const BOOKMARK = /\[bookmark:[^\]\n]{0,80}\]/g

/** A line broken by hand in Word and the page break carry no line number of their own. */
const SOFT_BREAK = /[\v\f\u2028\u2029]/

export function linesOf(text: string): Line[] {
  return text
    .replace(UNPRINTED, (char) => (LAYOUT.includes(char) ? char : ""))
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => line.split(SOFT_BREAK).map((part) => ({ number: index + 1, text: stripped(part) })))
}

function stripped(line: string): string {
  return line.includes("[bookmark:") ? line.replace(BOOKMARK, "") : line
}

/** Chinese is set without spaces: those in a line are layout, save the ones between two Latin words. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, (gap, at: number) => (latin(text[at - 1]) && latin(text[at + gap.length]) ? " " : ""))
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
  return text.replace(/[(),;:!?[\]［］【】﹝﹞∶﹕︰｡０-９]/g, (char, at: number) => {
    const inNumber = ",:".includes(char) && isDigit(text[at - 1]) && isDigit(text[at + 1])
    return inNumber ? char : (WIDE.get(char) ?? char)
  })
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= "0" && char <= "9"
}
