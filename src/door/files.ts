import { factory } from "./env.ts"
import { wantsBrotli, wantsGzip } from "./gzip.ts"

const YEAR = 31_536_000

/** The file that describes the interface of programs (src/outward/api/openapi.ts). */
export const API_DESCRIBED = "openapi.json"

/** The program's own files and the health check: no session, no database. */
export const files = factory
  .createApp()
  .get("/healthz", (c) => c.text("ok"))
  .get("/api/openapi.json", async (c) => {
    const asset = c.var.ports.assets.get(API_DESCRIBED)
    if (!asset) return c.notFound()
    c.header("Cache-Control", "no-cache")
    c.header("Content-Type", "application/json; charset=utf-8")
    return c.body(await asset.body())
  })
  .get("/assets/:hash/:name", async (c) => {
    const asset = c.var.ports.assets.get(c.req.param("name"))
    if (!asset) return c.notFound()
    const current = c.req.param("hash") === asset.hash
    c.header("Cache-Control", current ? `public, max-age=${YEAR}, immutable` : "no-store")
    c.header("Content-Type", asset.type)
    const body = await asset.body()
    if (asset.brotli && wantsBrotli(c, body)) return c.body(await asset.brotli())
    return c.body(asset.gzipped && wantsGzip(c, body) ? await asset.gzipped() : body)
  })
