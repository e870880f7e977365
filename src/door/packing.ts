import { promisify } from "node:util"
import { gzip, gzipSync } from "node:zlib"
import type { Gzipped } from "./env.ts"

/** A page is packed for every visit: fast before small. Files are packed once. */
const LEVEL = 4

/** Packed on the spot in about half a millisecond: most pages, in characters. */
export const SMALL = 128 * 1024

const inThread = promisify(gzip)

/**
 * Packs a page on Node. A small one at once: a thread would first have to be free, and strangers can fill the threads
 * with hashes of passwords. Only what would hold up everybody else goes there.
 */
export function packed(text: string): Gzipped | Promise<Gzipped> {
  return text.length <= SMALL ? gzipSync(text, { level: LEVEL }) : inThread(text, { level: LEVEL })
}
