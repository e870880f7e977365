/** What a byte does to the checksum, and what it does with one to seven bytes behind it: eight are taken at once. */
const TABLES = new Uint32Array(8 * 256)
for (let byte = 0; byte < 256; byte++) {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  TABLES[byte] = crc
}
for (let i = 256; i < TABLES.length; i++) {
  const before = TABLES[i - 256] as number
  TABLES[i] = (before >>> 8) ^ (TABLES[before & 0xff] as number)
}

/** CRC-32 of bytes as zip archives have it (APPNOTE 6.3.10, 4.4.7), going on from what came before them. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const after = (place: number, byte: number) => TABLES[place * 256 + byte] as number
  let crc = ~before
  let at = 0
  for (; at + 8 <= bytes.length; at += 8) {
    const low = view.getUint32(at, true) ^ crc
    const high = view.getUint32(at + 4, true)
    crc =
      after(7, low & 0xff) ^
      after(6, (low >>> 8) & 0xff) ^
      after(5, (low >>> 16) & 0xff) ^
      after(4, low >>> 24) ^
      after(3, high & 0xff) ^
      after(2, (high >>> 8) & 0xff) ^
      after(1, (high >>> 16) & 0xff) ^
      after(0, high >>> 24)
  }
  for (; at < bytes.length; at++) crc = after(0, (crc ^ view.getUint8(at)) & 0xff) ^ (crc >>> 8)
  return ~crc >>> 0
}
