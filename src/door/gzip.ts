import type { Context } from "hono"

/** Below this a packed answer is hardly shorter. */
const WORTH_IT = 1024

/** The browser can unpack it. */
export const acceptsGzip = (c: Context): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(c.req.header("accept-encoding") ?? "")

/** Whether to answer packed, and the headers that say so. Pages repeat no secret beside what somebody typed. */
export function wantsGzip(c: Context, text: string): boolean {
  if (text.length < WORTH_IT) return false
  c.header("Vary", "Accept-Encoding", { append: true })
  if (!acceptsGzip(c)) return false
  c.header("Content-Encoding", "gzip")
  return true
}
