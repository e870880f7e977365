import { crc32 } from "node:zlib"

/*
 * A .zip made while its parts come, packed by what the runtime itself has for it: on Node in a thread of its own, at the
 * edge beside the isolate. Sizes and sums stand behind each part, since nobody knows them before.
 */

/** One part of the archive, piece by piece. */
export type Part = { readonly name: string; readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

type Packed = { name: Uint8Array; at: number; sum: number; packed: number; size: number }

const encoder = new TextEncoder()

/** Zip stores no date before 1980; a fixed one (2026-01-01) makes the same bytes every time. */
const MADE_ON = ((2026 - 1980) << 9) | (1 << 5) | 1
const VERSION = 20
/** Sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8

/** The bytes of an archive of these parts, in their order. */
export async function* zipOf(parts: Iterable<Part> | AsyncIterable<Part>): AsyncGenerator<Uint8Array> {
  const all: Packed[] = []
  let at = 0
  for await (const { name, pieces } of parts) {
    const one: Packed = { name: encoder.encode(name), at, sum: 0, packed: 0, size: 0 }
    const head = fields([4, 0x04034b50], ...common(one), [2, one.name.length], [2, 0])
    yield head
    yield one.name
    for await (const bytes of deflated(counted(pieces, one))) {
      one.packed += bytes.length
      yield bytes
    }
    const tail = fields([4, 0x08074b50], [4, one.sum], [4, one.packed], [4, one.size])
    yield tail
    at += head.length + one.name.length + one.packed + tail.length
    all.push(one)
  }
  let length = 0
  for (const one of all) {
    const entry = fields(
      [4, 0x02014b50],
      [2, VERSION],
      ...common(one),
      [2, one.name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, one.at],
    )
    yield entry
    yield one.name
    length += entry.length + one.name.length
  }
  yield fields([4, 0x06054b50], [2, 0], [2, 0], [2, all.length], [2, all.length], [4, length], [4, at], [2, 0])
}

/** What stands of a part both before it and in the list at the end; before it its sum and sizes are still none. */
const common = ({ sum, packed, size }: Packed): [number, number][] => [
  [2, VERSION],
  [2, FLAGS],
  [2, DEFLATED],
  [2, 0],
  [2, MADE_ON],
  [4, sum],
  [4, packed],
  [4, size],
]

/** Numbers of so many bytes each, the least byte first. */
function fields(...all: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = new Uint8Array(all.reduce((sum, [length]) => sum + length, 0))
  let at = 0
  for (const [length, value] of all) {
    for (let i = 0; i < length; i++) bytes[at++] = (value >>> (8 * i)) & 0xff
  }
  return bytes
}

async function* counted(pieces: Part["pieces"], one: Packed): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const bytes of pieces) {
    one.sum = crc32(bytes, one.sum)
    one.size += bytes.length
    yield bytes as Uint8Array<ArrayBuffer>
  }
}

/** What is given up on is given up on at both ends. */
async function* deflated(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new CompressionStream("deflate-raw")
  const writer = writable.getWriter()
  const write = async () => {
    try {
      for await (const bytes of pieces) await writer.write(bytes)
      await writer.close()
    } catch (error) {
      await writer.abort(error).catch(() => undefined)
    }
  }
  const writing = write()
  const reader = readable.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
    await writing
  } finally {
    await reader.cancel().catch(() => undefined)
    await pieces.return(undefined)
  }
}
