const encoder = new TextEncoder()

/** Files as small as their kind allows. */
export const PDF = encoder.encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
export const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0)
export const JPG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46)

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})
const crcOf = (bytes: Uint8Array) => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

const numbers = (...parts: [value: number, bytes: 2 | 4][]) =>
  parts.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff))

/** A zip of texts, stored without packing. */
export function zip(entries: Record<string, string>, comment = ""): Uint8Array<ArrayBuffer> {
  const files: number[] = []
  const directory: number[] = []
  for (const [name, text] of Object.entries(entries)) {
    const at = files.length
    const label = encoder.encode(name)
    const body = encoder.encode(text)
    const common = numbers(
      [20, 2],
      [0x800, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [crcOf(body), 4],
      [body.length, 4],
      [body.length, 4],
      [label.length, 2],
      [0, 2],
    )
    files.push(...numbers([0x04034b50, 4]), ...common, ...label, ...body)
    directory.push(
      ...numbers([0x02014b50, 4], [20, 2]),
      ...common,
      ...numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
      ...label,
    )
  }
  const said = encoder.encode(comment)
  const count = Object.keys(entries).length
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [directory.length, 4],
    [files.length, 4],
    [said.length, 2],
  )
  return Uint8Array.from([...files, ...directory, ...end, ...said])
}

export const office = (kind: "docx" | "xlsx") =>
  zip({
    "[Content_Types].xml": "<Types/>",
    [kind === "docx" ? "word/document.xml" : "xl/workbook.xml"]: "<document/>",
  })

/** A 版式文件 as GB/T 33190 packs it, of one page. */
export const OFD = zip({
  "OFD.xml": "<ofd:OFD/>",
  "Doc_0/Document.xml": "<ofd:Document/>",
  "Doc_0/Pages/Page_0/Content.xml": "<ofd:Page/>",
})
