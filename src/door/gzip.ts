import type { Context } from "hono"

/** Below this a packed answer is hardly shorter. */
const WORTH_IT = 1024

const REFUSED = String.raw`(?!\s*;\s*q=0(\.0*)?\s*(,|$))`
const TAKEN = { br: new RegExp(String.raw`\bbr\b${REFUSED}`), gzip: new RegExp(String.raw`\bgzip\b${REFUSED}`) }
type Packing = keyof typeof TAKEN

/** The browser can unpack it. */
const accepts = (c: Context, packing: Packing): boolean => TAKEN[packing].test(c.req.header("accept-encoding") ?? "")
export const acceptsGzip = (c: Context): boolean => accepts(c, "gzip")

/** Whether to answer packed so, and the headers that say it. Pages repeat no secret beside what somebody typed. */
function wants(c: Context, text: string, packing: Packing): boolean {
  if (text.length < WORTH_IT) return false
  c.header("Vary", "Accept-Encoding")
  if (!accepts(c, packing)) return false
  c.header("Content-Encoding", packing)
  return true
}
export const wantsGzip = (c: Context, text: string): boolean => wants(c, text, "gzip")
/** A tenth shorter than gzip and dear to make: for files. Browsers take it over HTTPS alone. */
export const wantsBrotli = (c: Context, text: string): boolean => wants(c, text, "br")
