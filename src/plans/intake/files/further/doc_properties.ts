import type { WordFile } from "./doc_file.ts"
import { Bytes } from "./records.ts"

/*
 * How paragraphs and runs look: changes, each with its number and its operand, kept in pages of 512 bytes that are sorted
 * by where in the stream the text lies.
 */

const PAGE = 512

/** A stretch of the stream and the changes that apply to it; `style` where it is a paragraph. */
export type Run = { from: number; to: number; style: number; changes: Uint8Array }

const PARAGRAPHS = 13
const CHARACTERS = 12

export const paragraphRuns = (file: WordFile) => runsIn(file, PARAGRAPHS, 13, paragraphAt)
export const characterRuns = (file: WordFile) => runsIn(file, CHARACTERS, 1, charactersAt)

type At = (page: Uint8Array, at: number) => Pick<Run, "style" | "changes">

function runsIn({ text, table }: WordFile, place: number, signBytes: number, at: At): Run[] {
  const bytes = table(place)
  const count = Math.floor((bytes.left - 4) / 8)
  bytes.skip(Math.max(0, count + 1) * 4)
  const runs: Run[] = []
  for (let i = 0; i < count; i++) {
    const page = bytes.u32() & 0x3fffff
    runs.push(...runsOfPage(text.subarray(page * PAGE, (page + 1) * PAGE), signBytes, at))
  }
  return runs.sort((a, b) => a.from - b.from)
}

function runsOfPage(page: Uint8Array, signBytes: number, at: At): Run[] {
  const count = page[PAGE - 1] ?? 0
  const bytes = new Bytes(page)
  const places = Array.from({ length: count + 1 }, () => bytes.u32())
  return Array.from({ length: count }, (_, i) => {
    const sign = page[(count + 1) * 4 + i * signBytes] ?? 0
    const [from = 0, to = 0] = places.slice(i, i + 2)
    return { from, to, ...(sign === 0 ? NOTHING : at(page, sign * 2)) }
  })
}

const NOTHING = { style: 0, changes: new Uint8Array(0) }

function paragraphAt(page: Uint8Array, at: number) {
  const bytes = new Bytes(page, at)
  const half = bytes.u8()
  const length = half === 0 ? bytes.u8() * 2 : half * 2 - 1
  return { style: bytes.u16(), changes: bytes.take(length - 2) }
}

function charactersAt(page: Uint8Array, at: number) {
  const bytes = new Bytes(page, at)
  return { style: 0, changes: bytes.take(bytes.u8()) }
}

/** The run in which a place of the stream lies. */
export function runAt(runs: readonly Run[], place: number): Run | undefined {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[middle]?.to ?? 0) <= place) low = middle + 1
    else high = middle
  }
  const run = runs[low]
  return run && run.from <= place ? run : undefined
}

export type Change = { kind: number; operand: Bytes }

/** In which of its bits a change tells how long its operand is. */
const OPERAND_BYTES = [1, 1, 2, 4, 2, 2, -1, 3]
const TABLE_CHANGE = 0xd608
const TABS_CHANGE = 0xc615

export function* changesIn(changes: Uint8Array): Generator<Change> {
  const bytes = new Bytes(changes)
  while (bytes.left >= 3) {
    const kind = bytes.u16()
    const fixed = OPERAND_BYTES[kind >> 13] ?? 1
    yield { kind, operand: new Bytes(bytes.take(fixed >= 0 ? fixed : variable(kind, bytes))) }
  }
}

function variable(kind: number, bytes: Bytes): number {
  if (kind === TABLE_CHANGE) return Math.max(0, bytes.u16() - 1)
  const length = bytes.u8()
  if (kind !== TABS_CHANGE || length !== 255) return length
  const deleted = bytes.bytes[bytes.at] ?? 0
  const added = bytes.bytes[bytes.at + 1 + deleted * 4] ?? 0
  return 2 + deleted * 4 + added * 3
}
