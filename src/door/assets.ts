import { createHash } from "node:crypto"
import type { Asset, Gzipped } from "./env.ts"

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
}

type Packers = { gzip?: (text: string) => Gzipped; brotli?: (text: string) => Promise<Gzipped> }

/** The files browsers fetch, each with the hash that goes into its address, packed once if the runtime can. */
export const assetsOf = (files: Record<string, string>, { gzip, brotli }: Packers = {}): ReadonlyMap<string, Asset> =>
  new Map(
    Object.entries(files).map(([name, body]) => [
      name,
      {
        body,
        type: TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain",
        hash: createHash("sha256").update(body).digest("hex").slice(0, 12),
        gzipped: gzip?.(body),
        brotli: brotli && once(() => brotli(body)),
      },
    ]),
  )

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
