import { BROKEN, Refused } from "#src/plans/intake/words/limits.ts"

/*
 * The container of Word, Excel and WPS before 2007: a small disk of sectors in a file, whose tables say which sector
 * follows which. A chain is never followed further than there are sectors, so that a circle in it ends.
 */

/** The streams at the top of a container, by name; what is embedded in the document lies further down and is not seen. */
export type Compound = { names: readonly string[]; stream: (name: string) => Uint8Array | null }

const HEADER = 512
const LAST_SECTOR = 0xfffffffa
const NO_ENTRY = 0xffffffff
const ENTRY_BYTES = 128
const STORAGE_ROOT = 5
const STREAM = 2

type Entry = { name: string; type: number; left: number; right: number; child: number; start: number; size: number }
/** Sectors of one length, and which follows which. */
type Sectors = { bytes: Uint8Array; offset: number; length: number; next: Uint32Array }

export function openCompound(bytes: Uint8Array): Compound {
  if (bytes.length < HEADER) throw new Refused(BROKEN)
  const view = viewOf(bytes)
  const sectors = sectorsOf(bytes, view)
  const directory = entriesIn(chain(sectors, view.getUint32(48, true)))
  const [root] = directory
  if (root?.type !== STORAGE_ROOT) throw new Refused(BROKEN)
  const mini = miniSectors(view, sectors, root)
  const smallBelow = view.getUint32(56, true)
  const top = childrenOf(directory, root).filter(({ type }) => type === STREAM)
  const stream = (name: string) => {
    const entry = top.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (!entry) return null
    const whole = chain(entry.size < smallBelow ? mini : sectors, entry.start)
    return whole.subarray(0, Math.min(entry.size, whole.length))
  }
  return { names: top.map(({ name }) => name), stream }
}

export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function sectorsOf(bytes: Uint8Array, view: DataView): Sectors {
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) throw new Refused(BROKEN)
  const sectors: Sectors = { bytes, offset: 1 << shift, length: 1 << shift, next: new Uint32Array(0) }
  const tables = tableSectors(sectors, view).map((sector) => numbersIn(sectorAt(sectors, sector)))
  sectors.next = new Uint32Array(tables.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const table of tables) {
    sectors.next.set(table, at)
    at += table.length
  }
  return sectors
}

/** Where the tables lie: 109 places in the header, the others in sectors of their own. */
function tableSectors(sectors: Sectors, view: DataView): number[] {
  const found: number[] = []
  const add = (sector: number) => {
    if (sector < LAST_SECTOR) found.push(sector)
  }
  for (let at = 76; at < HEADER; at += 4) add(view.getUint32(at, true))
  let further = view.getUint32(68, true)
  for (let left = countOf(sectors); further < LAST_SECTOR && left > 0; left--) {
    const places = numbersIn(sectorAt(sectors, further))
    for (const sector of places.subarray(0, -1)) add(sector)
    further = places.at(-1) ?? LAST_SECTOR
  }
  return found.slice(0, countOf(sectors))
}

const countOf = ({ bytes, length }: Sectors) => Math.ceil(bytes.length / length)

/** The last sector of a file may be cut short. */
function sectorAt({ bytes, offset, length }: Sectors, sector: number): Uint8Array {
  const from = offset + sector * length
  if (from >= bytes.length) throw new Refused(BROKEN)
  return bytes.subarray(from, from + length)
}

function numbersIn(bytes: Uint8Array): Uint32Array {
  const view = viewOf(bytes)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true))
}

function chain(sectors: Sectors, start: number): Uint8Array {
  const parts: Uint8Array[] = []
  for (let sector = start; sector < LAST_SECTOR; sector = sectors.next[sector] ?? LAST_SECTOR) {
    if (parts.length > countOf(sectors)) throw new Refused(BROKEN)
    parts.push(sectorAt(sectors, sector))
  }
  return joinedBytes(parts)
}

export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function entriesIn(directory: Uint8Array): Entry[] {
  const view = viewOf(directory)
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    const nameBytes = Math.min(Math.max(0, view.getUint16(at + 64, true) - 2), 62)
    entries.push({
      name: new TextDecoder("utf-16le").decode(directory.subarray(at, at + nameBytes)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    })
  }
  return entries
}

/** The entries of a folder are a tree by their names. */
function childrenOf(directory: readonly Entry[], { child }: Entry): Entry[] {
  const seen = new Set<number>([NO_ENTRY])
  const waiting = [child]
  const found: Entry[] = []
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const entry = directory[place]
    if (seen.has(place) || !entry) continue
    seen.add(place)
    found.push(entry)
    waiting.push(entry.left, entry.right)
  }
  return found
}

/** Small streams share the sectors of one large one. */
function miniSectors(view: DataView, sectors: Sectors, root: Entry): Sectors {
  const shift = view.getUint16(32, true)
  if (shift !== 6) throw new Refused(BROKEN)
  const next = numbersIn(chain(sectors, view.getUint32(60, true)))
  return { bytes: chain(sectors, root.start), offset: 0, length: 1 << shift, next }
}
