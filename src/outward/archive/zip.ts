import { crc32 } from "node:zlib"

/*
 * A zip as it goes out (APPNOTE 6.3.10): names in UTF-8, its length known before its first byte, beyond 4 GB and 65,535
 * entries by ZIP64. What is known is packed already; a file that comes piece by piece is neither packed nor held, and its
 * checksum follows it.
 */

/** Packed, or stored as it is where packing gains nothing. */
export type Packed = { name: string; isPacked: boolean; crc: number; size: number; chunks: readonly Uint8Array[] }

/** Its bytes come while the zip is on its way: exactly as many as were said. */
export type Coming = { name: string; size: number; bytes: () => AsyncIterable<Uint8Array> }

export type Entry = Packed | Coming

const UTF8 = 0x0800
const SIZES_FOLLOW = 0x0008
const STORED = 0
const DEFLATED = 8
/** Of a block that is not packed: its head, and how much it holds (RFC 1951, 3.2.4). */
const BLOCK_HEAD = 5
const BLOCK = 65_535

const isComing = (entry: Entry): entry is Coming => "bytes" in entry

/** Deflated without being packed: every program finds the end of such an entry, where of a stored one some do not. */
const lengthOf = (entry: Entry): number =>
  isComing(entry)
    ? entry.size + BLOCK_HEAD * Math.max(1, Math.ceil(entry.size / BLOCK))
    : entry.chunks.reduce((sum, chunk) => sum + chunk.length, 0)

const LOCAL = 30
const DESCRIPTOR = 16
const CENTRAL = 46
const OFFSET_64 = 12
const END = 22
const END_64 = 56 + 20
const LIMIT_32 = 0xffffffff
const LIMIT_16 = 0xffff

const encoder = new TextEncoder()

/** Where each entry begins, and how long the whole will be. */
function placesOf(entries: readonly Entry[]) {
  let at = 0
  const offsets = entries.map((entry) => {
    const begins = at
    at += LOCAL + encoder.encode(entry.name).length + lengthOf(entry) + (isComing(entry) ? DESCRIPTOR : 0)
    return begins
  })
  const directory = entries.reduce(
    (sum, { name }, i) => sum + CENTRAL + encoder.encode(name).length + ((offsets[i] ?? 0) >= LIMIT_32 ? OFFSET_64 : 0),
    0,
  )
  const isLarge = at + directory >= LIMIT_32 || entries.length >= LIMIT_16
  return { offsets, from: at, directory, isLarge, whole: at + directory + (isLarge ? END_64 : 0) + END }
}

export const zipLength = (entries: readonly Entry[]): number => placesOf(entries).whole

/** Little-endian numbers of so many bytes. */
function record(...fields: Field[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)))
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else if (bytes === 4) view.setUint32(at, value >>> 0, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

/** The day and time of a civil clock, as MS-DOS wrote it. */
export type Stamp = { day: string; hour: number; minute: number }

function stamped({ day, hour, minute }: Stamp): [time: number, date: number] {
  const [year = 1980, month = 1, date = 1] = day.split("-").map(Number)
  return [(hour << 11) | (minute << 5), ((year - 1980) << 9) | (month << 5) | date]
}

/** The whole zip, piece by piece. A file that does not bring what was said of it ends it with an error. */
export async function* zipped(entries: readonly Entry[], stamp: Stamp): AsyncGenerator<Uint8Array> {
  const { offsets, from, directory, isLarge } = placesOf(entries)
  const moment = stamped(stamp)
  const crcs: number[] = []
  for (const entry of entries) crcs.push(yield* local(entry, moment))
  for (const [i, entry] of entries.entries()) yield* central(entry, moment, crcs[i] ?? 0, offsets[i] ?? 0)
  if (isLarge) yield end64(entries.length, directory, from)
  const count = Math.min(entries.length, LIMIT_16)
  const [size, begins] = [Math.min(directory, LIMIT_32), Math.min(from, LIMIT_32)]
  yield record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, begins], [2, 0])
}

type Field = [bytes: 2 | 4 | 8, value: number]
type Told = { crc: number; packed: number; size: number }

/** What stands of an entry before it and in the directory. */
const told = (entry: Entry, [time, date]: [number, number], { crc, packed, size }: Told): Field[] => [
  [2, UTF8 | (isComing(entry) ? SIZES_FOLLOW : 0)],
  [2, isComing(entry) || entry.isPacked ? DEFLATED : STORED],
  [2, time],
  [2, date],
  [4, crc],
  [4, packed],
  [4, size],
]

/** An entry with its head; returns its checksum. */
async function* local(entry: Entry, moment: [number, number]): AsyncGenerator<Uint8Array, number> {
  const name = encoder.encode(entry.name)
  const head = (fields: Told) =>
    record([4, 0x04034b50], [2, 20], ...told(entry, moment, fields), [2, name.length], [2, 0])
  if (!isComing(entry)) {
    yield head({ crc: entry.crc, packed: lengthOf(entry), size: entry.size })
    yield name
    yield* entry.chunks
    return entry.crc
  }
  yield head({ crc: 0, packed: 0, size: 0 })
  yield name
  const crc = yield* blocks(entry)
  yield record([4, 0x08074b50], [4, crc], [4, lengthOf(entry)], [4, entry.size])
  return crc
}

/** Else some programs take the names for those of an old code page, whatever the flag says. */
const MADE_BY_UNIX = 3 << 8
/** A plain file that its owner may change and all may read. */
const FILE_OF_ALL = 0o100644 * 2 ** 16

/** Its line in the directory. */
function* central(entry: Entry, moment: [number, number], crc: number, offset: number): Generator<Uint8Array> {
  const name = encoder.encode(entry.name)
  const isFar = offset >= LIMIT_32
  const version = isFar ? 45 : 20
  yield record(
    [4, 0x02014b50],
    [2, MADE_BY_UNIX | version],
    [2, version],
    ...told(entry, moment, { crc, packed: lengthOf(entry), size: entry.size }),
    [2, name.length],
    [2, isFar ? OFFSET_64 : 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, FILE_OF_ALL],
    [4, isFar ? LIMIT_32 : offset],
  )
  yield name
  if (isFar) yield record([2, 1], [2, 8], [8, offset])
}

function end64(count: number, directory: number, from: number): Uint8Array {
  const end = record(
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, directory],
    [8, from],
  )
  const locator = record([4, 0x07064b50], [4, 0], [8, from + directory], [4, 1])
  return Uint8Array.from([...end, ...locator])
}

/** The bytes of a file in blocks that are not packed; returns their checksum. */
async function* blocks({ name, size, bytes }: Coming): AsyncGenerator<Uint8Array, number> {
  let crc = 0
  let left = size
  let block = blockFor(left)
  let filled = BLOCK_HEAD
  for await (const piece of bytes()) {
    crc = crc32(piece, crc)
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(block.length - filled, piece.length - at)
      if (taken === 0) throw new Error(`${name} is longer than was said`)
      block.set(piece.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled < block.length) continue
      left -= filled - BLOCK_HEAD
      yield block
      block = blockFor(left)
      filled = BLOCK_HEAD
    }
  }
  if (left > 0) throw new Error(`${name} is shorter than was said`)
  if (size === 0) yield blockFor(0)
  return crc
}

/** A block for what is left, with its head: whether it is the last, its length, and that inverted. */
function blockFor(left: number): Uint8Array {
  const length = Math.min(BLOCK, left)
  const block = new Uint8Array(BLOCK_HEAD + length)
  block.set([left <= BLOCK ? 1 : 0, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff])
  return block
}
