import type { Context } from "hono"
import type { Env } from "./env.ts"
import { isSecret, type Typed, typedIn } from "./form.ts"
import { FORM_LIMIT, LOST } from "./upload.ts"

/**
 * What came with a form that was not taken, for the page that says so: the words, which are given back, and under
 * `lost` the names of its files, which cannot be.
 */
export async function keptIn(c: Context<Env>): Promise<Typed> {
  if (c.req.method !== "POST") return {}
  try {
    const isWhole = isRead(c) || !isMultipart(c) || (await shorten(c))
    const typed = Object.entries(await typedIn(c)).filter(([name]) => !isSecret(name))
    const names = await namesIn(c)
    return {
      ...Object.fromEntries(typed),
      ...(names.length > 0 ? { [LOST]: names.join("、") + (isWhole ? "" : " 等") } : {}),
    }
  } catch {
    return {}
  }
}

const isMultipart = (c: Context<Env>) => /^multipart\/form-data\b/i.test(c.req.header("content-type") ?? "")
const isRead = (c: Context<Env>) => Object.keys(c.req.bodyCache).length > 0

/** Names of the files that were chosen. */
async function namesIn(c: Context<Env>): Promise<string[]> {
  const body = await c.req.parseBody({ all: true })
  const files = Object.values(body)
    .flat()
    .filter((value) => value instanceof File)
  return files.map(({ name }) => name).filter((name) => name !== "")
}

/**
 * Puts the beginning of a form in the place of the whole. Where somebody writes, the words stand before the files, and are
 * never more than a form without files may have: what follows is read past and not collected, whoever sent it.
 * Resolves with whether that was all.
 */
async function shorten(c: Context<Env>): Promise<boolean> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    if (size < FORM_LIMIT) chunks.push(chunk)
    size += chunk.length
  }
  const read = Buffer.concat(chunks)
  const isWhole = size <= FORM_LIMIT
  const body = isWhole ? read : ended(read.subarray(0, FORM_LIMIT), boundaryOf(c))
  c.req.raw = new Request(c.req.raw, { body: new Uint8Array(body) })
  return isWhole
}

const boundaryOf = (c: Context<Env>): string =>
  /boundary=(?:"([^"]+)"|([^;\s]+))/i
    .exec(c.req.header("content-type") ?? "")
    ?.slice(1)
    .find(Boolean) ?? ""

/** Ends a form behind what there is of its last part, or before it where not even its name is complete. */
function ended(beginning: Buffer, boundary: string): Buffer {
  const last = beginning.lastIndexOf(`\r\n--${boundary}`)
  const isNamed = beginning.indexOf("\r\n\r\n", last) >= 0
  return Buffer.concat([isNamed ? beginning : beginning.subarray(0, last), Buffer.from(`\r\n--${boundary}--\r\n`)])
}
