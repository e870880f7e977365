import type { Table } from "#src/plans/intake/layout/merged_cells.ts"
import { LARGEST_FILE, Refused } from "#src/plans/intake/words/limits.ts"
import { ascii, begins, OLE } from "../kinds.ts"
import type { Pieces } from "../pieces.ts"
import { openZip } from "../zip.ts"
import { type Compound, openCompound } from "./compound.ts"

/** Kinds that only Node reads: their readers are large, or seldom wanted. */
export type FurtherKind = "xls" | "doc" | "pdf" | "ofd" | "rtf"

/** A file of a further kind in pieces; `tables` has all of its tables, also those that a plan would leave out. */
export type Further = Pieces & { tables: Table[] }
/** What a reader of a further kind made of a file, or why it made nothing. */
export type FurtherAnswer = (Further & { kind: FurtherKind }) | { problem: string }

type Reader = (bytes: Uint8Array) => Further | Promise<Further>

/** Loaded when a file asks for it. */
const READERS: Record<FurtherKind, () => Promise<Reader>> = {
  doc: async () => (await import("./doc.ts")).readDoc,
  ofd: async () => (await import("./ofd.ts")).readOfd,
  pdf: async () => (await import("./pdf.ts")).readPdf,
  rtf: async () => (await import("./rtf.ts")).readRtf,
  xls: async () => (await import("./xls.ts")).readXls,
}

const ZIP = [...ascii("PK"), 3, 4]

/** What a file is, by its content. */
function kindOf(bytes: Uint8Array): FurtherKind | null {
  if (begins(bytes, ascii("{\\rtf"))) return "rtf"
  if (begins(bytes, ascii("%PDF"))) return "pdf"
  if (begins(bytes, ZIP)) return openZip(bytes).names.includes("ofd.xml") ? "ofd" : null
  return begins(bytes, OLE) ? kindOfCompound(openCompound(bytes)) : null
}

function kindOfCompound({ names }: Compound): FurtherKind | null {
  if (names.includes("EncryptedPackage")) return null
  const has = (name: RegExp) => names.some((one) => name.test(one))
  if (has(/^worddocument$/i)) return "doc"
  return has(/^(?:workbook|book)$/i) ? "xls" : null
}

/** Reads a file of a kind that only Node reads; null: it is of none of them. */
export async function furtherIn(bytes: Uint8Array): Promise<FurtherAnswer | null> {
  if (bytes.length > LARGEST_FILE) return null
  try {
    const kind = kindOf(bytes)
    if (kind === null) return null
    const read = await READERS[kind]()
    return { kind, ...(await read(bytes)) }
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message }
    throw error
  }
}
