import { createHash } from "node:crypto"
import type { Asset, Gzipped } from "./env.ts"

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
}

type Packers = { gzip?: (text: string) => Gzipped; brotli?: (text: string) => Promise<Gzipped> }

/** What stands in the address of a file, so that what browsers keep of it is this text and no other. */
export const hashOf = (body: string): string => createHash("sha256").update(body).digest("hex").slice(0, 12)

/** The files browsers fetch, each with the hash that goes into its address, packed once if the runtime can. */
export const assetsOf = (files: Record<string, string>, packers: Packers = {}): ReadonlyMap<string, Asset> =>
  new Map(Object.entries(files).map(([name, body]) => [name, assetOf(name, hashOf(body), async () => body, packers)]))

/** A file that is read when it is first asked for. */
export function assetOf(name: string, hash: string, read: () => Promise<string>, { gzip, brotli }: Packers): Asset {
  const body = once(read)
  return {
    body,
    type: TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain",
    hash,
    gzipped: gzip && once(async () => gzip(await body())),
    brotli: brotli && once(async () => brotli(await body())),
  }
}

/** What it makes is kept; what failed is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error) => {
      made = undefined
      throw error
    })
    return made
  }
}
