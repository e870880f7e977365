import { createHash } from "node:crypto"
import type { Asset } from "./env.ts"

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
}

/** The files browsers fetch, each with the hash that goes into its address. */
export const assetsOf = (files: Record<string, string>): ReadonlyMap<string, Asset> =>
  new Map(
    Object.entries(files).map(([name, body]) => [
      name,
      {
        body,
        type: TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain",
        hash: createHash("sha256").update(body).digest("hex").slice(0, 12),
      },
    ]),
  )
