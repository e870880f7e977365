/** Writes the container of old Office files as small as it can be: streams in sectors of 512 bytes, small ones among them. */
const SECTOR = 512
const END = 0xfffffffe
const FREE = 0xffffffff
/** Streams below this length would lie among the small ones: all are filled up to it. */
const LARGE = 4096

export function compound(streams: Record<string, Uint8Array>): Uint8Array {
  const names = Object.keys(streams)
  const contents = names.map((name) => padded(streams[name] ?? new Uint8Array(0), LARGE))
  const directory = padded(new Uint8Array((names.length + 1) * 128), SECTOR)
  const parts = [directory, ...contents]
  const chains = parts.map(({ length }) => length / SECTOR)
  const tables = Math.ceil((chains.reduce((sum, one) => sum + one, 0) + 8) / 128)
  const starts = chains.map((_, i) => tables + chains.slice(0, i).reduce((sum, one) => sum + one, 0))
  const table = new Uint32Array(tables * 128).fill(FREE)
  table.fill(0xfffffffd, 0, tables)
  for (const [i, length] of chains.entries()) {
    const start = starts[i] ?? 0
    for (let at = 0; at < length; at++) table[start + at] = at + 1 < length ? start + at + 1 : END
  }
  entry(directory, 0, { name: "Root Entry", type: 5, child: names.length > 0 ? 1 : FREE, start: END, size: 0 })
  for (const [i, name] of names.entries()) {
    const right = i + 1 < names.length ? i + 2 : FREE
    entry(directory, i + 1, { name, type: 2, right, start: starts[i + 1] ?? 0, size: contents[i]?.length ?? 0 })
  }
  return Uint8Array.from(
    [head(starts[0] ?? 0, tables), new Uint8Array(table.buffer), ...parts].flatMap((one) => [...one]),
  )
}

function padded(bytes: Uint8Array, least: number): Uint8Array {
  const length = Math.max(least, Math.ceil(bytes.length / SECTOR) * SECTOR)
  const whole = new Uint8Array(length)
  whole.set(bytes)
  return whole
}

function head(directory: number, tables: number): Uint8Array {
  const bytes = new Uint8Array(SECTOR)
  const view = new DataView(bytes.buffer)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  view.setUint16(26, 3, true)
  view.setUint16(28, 0xfffe, true)
  view.setUint16(30, 9, true)
  view.setUint16(32, 6, true)
  view.setUint32(44, tables, true)
  view.setUint32(48, directory, true)
  view.setUint32(56, LARGE, true)
  view.setUint32(60, END, true)
  view.setUint32(68, END, true)
  for (let i = 0; i < 109; i++) view.setUint32(76 + i * 4, i < tables ? i : FREE, true)
  return bytes
}

type Entry = { name: string; type: number; right?: number; child?: number; start: number; size: number }

function entry(directory: Uint8Array, place: number, { name, type, right = FREE, child = FREE, start, size }: Entry) {
  const view = new DataView(directory.buffer, place * 128, 128)
  for (const [i, char] of [...name].entries()) view.setUint16(i * 2, char.charCodeAt(0), true)
  view.setUint16(64, (name.length + 1) * 2, true)
  view.setUint8(66, type)
  view.setUint8(67, 1)
  view.setUint32(68, FREE, true)
  view.setUint32(72, right, true)
  view.setUint32(76, child, true)
  view.setUint32(116, start, true)
  view.setUint32(120, size, true)
}
