import { compound } from "./compounds.ts"

/** Writes an .xls by hand: one sheet of texts that its cells share, cut into records where the test says. */
const number = (value: number, bytes: 1 | 2 | 4) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256)
const record = (type: number, content: readonly number[]) => [
  ...number(type, 2),
  ...number(content.length, 2),
  ...content,
]

/** `cuts`: after how many characters a record ends. `isWide` per record: two bytes a character, or one where all fit. */
export type TextSpec = { text: string; cuts: readonly number[] }

const isNarrow = (text: string) => [...text].every((char) => char.charCodeAt(0) < 128)
const signs = (text: string) =>
  isNarrow(text)
    ? [...text].map((char) => char.charCodeAt(0))
    : Array.from({ length: text.length }, (_, i) => number(text.charCodeAt(i), 2)).flat()

function shared(texts: readonly TextSpec[]): number[] {
  const records: number[][] = [[...number(texts.length, 4), ...number(texts.length, 4)]]
  for (const { text, cuts } of texts) {
    const places = [...new Set(cuts.filter((cut) => cut > 0 && cut < text.length))].sort((a, b) => a - b)
    const pieces = [0, ...places].map((from, i) => text.slice(from, places[i] ?? text.length))
    for (const [i, piece] of pieces.entries()) {
      const flags = isNarrow(piece) ? 0 : 1
      if (i === 0) records.at(-1)?.push(...number(text.length, 2), flags, ...signs(piece))
      else records.push([flags, ...signs(piece)])
    }
  }
  return records.flatMap((content, i) => record(i === 0 ? 0xfc : 0x3c, content))
}

export function workbookStream(texts: readonly TextSpec[], columns: number, more: readonly number[] = []): Uint8Array {
  const cells = texts.flatMap((_, i) =>
    record(0xfd, [...number(Math.floor(i / columns), 2), ...number(i % columns, 2), 0, 0, ...number(i, 4)]),
  )
  const begin = (kind: number) => record(0x809, [...number(0x600, 2), ...number(kind, 2), ...Array(12).fill(0)])
  const end = record(0x0a, [])
  const book = (at: number) => [
    ...begin(5),
    ...record(0x85, [...number(at, 4), 0, 0, 1, 0, 65]),
    ...shared(texts),
    ...end,
  ]
  const sheet = [...begin(0x10), ...cells, ...more, ...end]
  return Uint8Array.from([...book(book(0).length), ...sheet])
}

export const xls = (texts: readonly TextSpec[], columns: number, more: readonly number[] = []) =>
  compound({ Workbook: workbookStream(texts, columns, more) })

/** A cell with a number, as four bytes keep it. */
export const packedCell = (row: number, column: number, packed: number) =>
  record(0x27e, [...number(row, 2), ...number(column, 2), 0, 0, ...number(packed >>> 0, 4)])
