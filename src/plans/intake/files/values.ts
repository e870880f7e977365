/*
 * Text as spreadsheets save it and put it on the clipboard: cells parted by a sign, in quotes where they hold the sign, a quote
 * or a line break.
 */

const SIGNS = [",", "\t", ";"] as const
const HEAD_OF_TEXT = 4000

/** By which the cells of a text are parted: the sign that it has most of. */
export function signOf(text: string): string {
  const head = text.slice(0, HEAD_OF_TEXT)
  const count = (sign: string) => head.split(sign).length
  return SIGNS.reduce((best, one) => (count(one) > count(best) ? one : best))
}

/** Values with the sign that ends each: the one between cells, or the end of a line. */
export function* valuesIn(text: string, sign: string): Generator<[string, string]> {
  const plain = sign === "\t" ? /[\t\r\n]|$/g : sign === ";" ? /[;\r\n]|$/g : /[,\r\n]|$/g
  let at = 0
  while (at < text.length) {
    const quoted = text[at] === '"' ? quotedAt(text, at) : null
    plain.lastIndex = quoted?.end ?? at
    const next = plain.exec(text)?.index ?? text.length
    const value = quoted ? quoted.value + text.slice(quoted.end, next) : text.slice(at, next)
    const end = text[next] ?? "\n"
    yield [value, end === sign ? sign : "\n"]
    at = next + (end === "\r" && text[next + 1] === "\n" ? 2 : 1)
  }
}

function quotedAt(text: string, at: number): { value: string; end: number } {
  const parts: string[] = []
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { value: parts.join("") + text.slice(from), end: text.length }
    parts.push(text.slice(from, quote))
    if (text[quote + 1] !== '"') return { value: parts.join(""), end: quote + 1 }
    parts.push('"')
    from = quote + 2
  }
}

/** The rows of a text, each with its cells. */
export function rowsOfText(text: string, sign: string): string[][] {
  const rows: string[][] = [[]]
  for (const [value, end] of valuesIn(text, sign)) {
    rows.at(-1)?.push(value)
    if (end === "\n") rows.push([])
  }
  return rows
}
