import { createHash } from "node:crypto"
import { crc32 } from "node:zlib"
import type { Packed } from "./zip.ts"

/** What a file of a package is made of. */
export type Made = string | Uint8Array | AsyncIterable<Uint8Array>

/** A file that was made and packed: its hash stands in the index and in SHA256SUMS. */
export type PackedFile = Packed & { sha256: string }

/** Documents are zips already. */
const PACKED_ALREADY = /\.(docx|xlsx)$/

/**
 * A file of a package, made piece by piece and kept packed: of texts a seventh. `name`: its path.
 */
export async function packed(name: string, made: Made): Promise<PackedFile> {
  const isPacked = !PACKED_ALREADY.test(name)
  const hash = createHash("sha256")
  const told = { crc: 0, size: 0 }
  const seen = async function* () {
    for await (const piece of piecesOf(made)) {
      hash.update(piece)
      told.crc = crc32(piece, told.crc)
      told.size += piece.length
      yield piece
    }
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of isPacked ? deflated(seen()) : seen()) chunks.push(chunk)
  return { name, isPacked, chunks, ...told, sha256: hash.digest("hex") }
}

async function* piecesOf(made: Made): AsyncGenerator<Uint8Array> {
  if (typeof made === "string") yield new TextEncoder().encode(made)
  else if (made instanceof Uint8Array) yield made
  else yield* made
}

/** By what the runtime has: on Node off the thread that answers. */
async function* deflated(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new CompressionStream("deflate-raw")
  const writer = writable.getWriter()
  const writing = (async () => {
    for await (const piece of pieces) await writer.write(new Uint8Array(piece))
    await writer.close()
  })()
  // What goes wrong in the making ends the reading too, and is thrown there.
  writing.catch((error) => writer.abort(error).catch(() => {}))
  const reader = readable.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    yield value
  }
  await writing
}

/** `sha256sum -c` reads it: a line a file, in the order of the package. */
export const sumsOf = (files: readonly { name: string; sha256: string }[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("")
