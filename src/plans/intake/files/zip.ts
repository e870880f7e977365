import { crc32, inflateRawSync } from "node:zlib"
import {
  BROKEN,
  HIGHEST_RATIO,
  LARGEST_PART,
  LARGEST_UNPACKED,
  MOST_ENTRIES,
  RATIO_COUNTS_FROM,
  Refused,
} from "#src/plans/intake/words/limits.ts"

/** The parts of an archive. Names are compared as Office does, without regard to case. */
export type Zip = { names: string[]; part: (name: string) => Generator<Uint8Array> | null }

/** Most bytes that an archive may unpack to, and one part of it. */
export type Unpacking = { unpacked: number; part: number }
const OF_DOCUMENTS: Unpacking = { unpacked: LARGEST_UNPACKED, part: LARGEST_PART }

type Entry = { name: string; method: number; at: number; packed: number; size: number; checksum: number }

const END = 0x06054b50
const DIRECTORY = 0x02014b50
const LOCAL = 0x04034b50
const END_LENGTH = 22
const LONGEST_COMMENT = 0xffff
const TOO_MUCH = "文件展开后过大，无法读取，请复制正文后粘贴"

/**
 * Opens an archive by its central directory and unpacks nothing yet. Whatever an honest program never writes is
 * refused: names that lead out of the archive or come twice, passwords, links, and sizes beyond the limits.
 */
export function openZip(bytes: Uint8Array, { unpacked: most, part: largest }: Unpacking = OF_DOCUMENTS): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = new Map<string, Entry>()
  let declared = 0
  for (const entry of directory(view)) {
    const key = entry.name.toLowerCase()
    if (entries.has(key)) throw new Refused(BROKEN)
    entries.set(key, entry)
    declared += entry.size
    if (declared > most) throw new Refused(TOO_MUCH)
  }
  const budget = { left: most, largest }
  const part = (name: string) => {
    const entry = entries.get(name.toLowerCase())
    return entry ? unpacked(view, entry, budget) : null
  }
  return { names: [...entries.keys()], part }
}

function directory(view: DataView): Entry[] {
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  if (count > MOST_ENTRIES) throw new Refused(`压缩包里的文件超过 ${MOST_ENTRIES} 个，请复制正文后粘贴`)
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY) throw new Refused(BROKEN)
    const next = at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) throw new Refused(BROKEN)
    entries.push(entryAt(view, at))
    at = next
  }
  return entries
}

/** The end record stands last, before a comment that hardly anyone writes. */
function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT)
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at
  }
  throw new Refused(BROKEN)
}

function entryAt(view: DataView, at: number): Entry {
  const name = nameAt(view, at + 46, view.getUint16(at + 28, true))
  if (view.getUint16(at + 8, true) & 1) throw new Refused("文件已加密，请去掉密码后再选择")
  if (leadsOut(name) || isLink(view.getUint32(at + 38, true))) throw new Refused(BROKEN)
  return {
    name,
    method: view.getUint16(at + 10, true),
    at: view.getUint32(at + 42, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    checksum: view.getUint32(at + 16, true),
  }
}

function nameAt(view: DataView, at: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, length))
}

function leadsOut(name: string): boolean {
  return /^[\\/]|^[A-Za-z]:|\0/.test(name) || name.split(/[\\/]/).includes("..")
}

/** The upper half holds the file mode where Unix packed the archive. */
function isLink(attributes: number): boolean {
  return ((attributes >>> 28) & 0xf) === 0xa
}

const STORED = 0
const DEFLATED = 8
/** Bytes of a part that are handed over at a time: its reader stops between them for others. */
const PIECE = 128 * 1024

/** Unpacks a part, no further than the limits: the sizes that an archive declares may lie. */
function* unpacked(view: DataView, entry: Entry, budget: { left: number; largest: number }): Generator<Uint8Array> {
  const packed = packedBytes(view, entry)
  const bursts = Math.max(RATIO_COUNTS_FROM, packed.length * HIGHEST_RATIO)
  const most = Math.min(budget.left, budget.largest, bursts)
  const part = entry.method === STORED ? packed : inflated(packed, entry.size, most)
  if (part.length > most) throw new Refused(TOO_MUCH)
  budget.left -= part.length
  // A flipped bit may change a name and still be good XML: only the checksum of the archive shows it.
  if (part.length !== entry.size || crc32(part) !== entry.checksum) throw new Refused(BROKEN)
  for (let at = 0; at < part.length; at += PIECE) yield part.subarray(at, at + PIECE)
}

/** Less than this zlib does not take for a chunk. */
const LEAST_CHUNK = 64

/** `size`, which the archive declares, is set aside at once, so that an honest part is not put together of pieces. */
function inflated(packed: Uint8Array, size: number, most: number): Uint8Array {
  const chunkSize = Math.max(LEAST_CHUNK, Math.min(size, most))
  try {
    return inflateRawSync(packed, { chunkSize, maxOutputLength: Math.max(1, most) })
  } catch (error) {
    // Of what is larger than it may be, workerd tells the kind of error alone, without a code.
    throw new Refused(error instanceof RangeError ? TOO_MUCH : BROKEN)
  }
}

function packedBytes(view: DataView, { name, method, at, packed }: Entry): Uint8Array {
  const { byteLength } = view
  if (at + 30 > byteLength || view.getUint32(at, true) !== LOCAL) throw new Refused(BROKEN)
  const nameLength = view.getUint16(at + 26, true)
  const from = at + 30 + nameLength + view.getUint16(at + 28, true)
  if (from + packed > byteLength || nameAt(view, at + 30, nameLength) !== name) throw new Refused(BROKEN)
  if ((method !== STORED && method !== DEFLATED) || view.getUint16(at + 8, true) !== method) throw new Refused(BROKEN)
  return new Uint8Array(view.buffer, view.byteOffset + from, packed)
}
