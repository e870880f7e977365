import { createHash } from "node:crypto"
import type { Asset, Gzipped } from "./env.ts"

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
}

/** The files browsers fetch, each with the hash that goes into its address, packed once if the runtime can. */
export const assetsOf = (files: Record<string, string>, gzip?: (text: string) => Gzipped): ReadonlyMap<string, Asset> =>
  new Map(
    Object.entries(files).map(([name, body]) => [
      name,
      {
        body,
        type: TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain",
        hash: createHash("sha256").update(body).digest("hex").slice(0, 12),
        gzipped: gzip?.(body),
      },
    ]),
  )
