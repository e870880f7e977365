import type { Context, MiddlewareHandler } from "hono"
import { HTTPException } from "hono/http-exception"
import { matchedRoutes } from "hono/route"
import type { Arrived } from "#src/reports/evidence/staging.ts"
import type { Env } from "./env.ts"
import { boundaryIn, type FileReceiver, Malformed, type Next, readMultipart, TooWordy } from "./multipart.ts"

/** Largest form without files, and what a form with files may have besides them. In bytes. */
export const FORM_LIMIT = 2 * 1024 * 1024

/** A file that was taken into the database while it came (src/reports/evidence/staging.ts). */
export type Landed = { name: string; size: number; arrived: Arrived }

/** What a request brought: repeated fields as lists, and its files in their order. */
export type Body = { texts: Record<string, string | string[]>; files: { field: string; file: File | Landed }[] }

type Limit = { bytes: number; isEvidence: boolean }

/** The limit of each route whose form has files, by the middleware that stands in the route and says so. */
const limits = new WeakMap<object, Limit>()

/** Stands in a route whose form may carry files, of so many bytes together: without it nobody reads a file there. */
export function carriesFiles(largest: number, { isEvidence = false } = {}): MiddlewareHandler<Env> {
  const marker: MiddlewareHandler<Env> = async function carriesFiles(_, next) {
    await next()
  }
  limits.set(marker, { bytes: largest + FORM_LIMIT, isEvidence })
  return marker
}

export const takesFiles = (c: Context): boolean => fileLimitOf(c) !== undefined

const fileLimitOf = (c: Context): Limit | undefined =>
  matchedRoutes(c).flatMap(({ handler }) => limits.get(handler) ?? [])[0]

const limitOf = (c: Context): number => fileLimitOf(c)?.bytes ?? FORM_LIMIT

/** Browsers say beforehand how much it is, and the runtime holds them to it; what comes in chunks says nothing. */
const isMeasured = (c: Context): boolean =>
  c.req.header("content-length") !== undefined && c.req.header("transfer-encoding") === undefined

/**
 * Turns away at the door what says itself that it is larger than the form of its route may be. Nothing is read here: who
 * is asking comes first, then whether he may, and what is read then is counted (`bodyOf`).
 */
export const limitBody: MiddlewareHandler<Env> = async function limitBody(c, next) {
  if (isMeasured(c) && Number(c.req.header("content-length")) > limitOf(c)) throw new HTTPException(413)
  await next()
}

/**
 * The body of the request, read once. Only behind the sign-in, and where the route says so, it is a form with files;
 * from everybody else it is no more than a form of words, whatever it says of itself.
 */
export function bodyOf(c: Context): Promise<Body> {
  const known: Promise<Body> | undefined = c.get("body")
  if (known) return known
  const reading = readBody(c)
  c.set("body", reading)
  return reading
}

async function readBody(c: Context): Promise<Body> {
  const contentType = c.req.header("content-type") ?? ""
  const boundary = boundaryIn(contentType)
  const limit = c.get("actor") ? limitOf(c) : FORM_LIMIT
  if (boundary !== null) return readForm(counted(c, limit), boundary, keepingIn(c))
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return { texts: Object.create(null), files: [] }
  return encodedIn(isMeasured(c) ? await c.req.text() : await textOf(counted(c, limit)))
}

/**
 * What can be given back of a form that is not taken: its words and the names of its files. Files are read past and
 * never kept. From a stranger, and of what comes in chunks, not more than a form of words is looked at: they stand first.
 */
export async function skimmed(c: Context): Promise<Body & { isWhole: boolean }> {
  const known: Promise<Body> | undefined = c.get("body")
  if (known) return { ...(await known), isWhole: true }
  const boundary = boundaryIn(c.req.header("content-type") ?? "")
  if (boundary === null) return { ...(await bodyOf(c)), isWhole: true }
  const isTrusted = c.get("token") && c.req.header("transfer-encoding") === undefined
  const body: Body = { texts: Object.create(null), files: [] }
  const reading = readForm(beginning(c, isTrusted ? limitOf(c) : FORM_LIMIT), boundary, namedOnly, body)
  const isWhole = await reading.then(
    () => true,
    () => false,
  )
  c.set("body", Promise.resolve(body))
  return { ...body, isWhole }
}

/** The bytes as they come; more of them than the limit are refused. */
function counted(c: Context, limit: number): Next {
  const next = bytesOf(c)
  let size = 0
  return async () => {
    const bytes = await next()
    size += bytes?.length ?? 0
    if (size > limit) throw new HTTPException(413)
    return bytes
  }
}

/** The bytes as they come, up to the limit; what is beyond is not asked for. */
function beginning(c: Context, limit: number): Next {
  const next = bytesOf(c)
  let left = limit
  return async () => {
    const bytes = left > 0 ? await next() : null
    const within = bytes?.subarray(0, left) ?? null
    left -= within?.length ?? 0
    return within
  }
}

function bytesOf(c: Context): Next {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = c.req.raw.body?.getReader()
  return async () => (await reader?.read())?.value ?? null
}

type Keeping = (filename: string, done: (file: File | Landed) => void) => FileReceiver

/** Documents are small and read as a whole; evidence goes where the route says, or nowhere. */
function keepingIn(c: Context): Keeping {
  if (!fileLimitOf(c)?.isEvidence) return collected
  const receiver: Env["Variables"]["receiver"] = c.get("receiver")
  if (!receiver) return namedOnly
  return (name, done) => {
    const arriving = receiver.begin()
    let size = 0
    return {
      take(bytes) {
        size += bytes.length
        return arriving.take(bytes)
      },
      end: async () => done({ name, size, arrived: await arriving.end() }),
    }
  }
}

async function readForm(
  next: Next,
  boundary: string,
  keep: Keeping,
  body: Body = { texts: Object.create(null), files: [] },
): Promise<Body> {
  try {
    await readMultipart(next, boundary, FORM_LIMIT, {
      field: (name, text) => add(body.texts, name, text),
      file: (field, filename) => keep(filename, (file) => body.files.push({ field, file })),
    })
    return body
  } catch (error) {
    if (error instanceof TooWordy) throw new HTTPException(413)
    if (error instanceof Malformed) throw new HTTPException(400)
    throw error
  }
}

const collected: Keeping = (filename, done) => {
  const pieces: BlobPart[] = []
  return {
    take: (bytes) => void pieces.push(new Uint8Array(bytes)),
    end: () => done(new File(pieces, filename)),
  }
}

const namedOnly: Keeping = (filename, done) => {
  done(new File([], filename))
  return { take: () => undefined, end: () => undefined }
}

async function textOf(next: Next): Promise<string> {
  const pieces: Uint8Array[] = []
  for (let piece = await next(); piece; piece = await next()) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

function encodedIn(text: string): Body {
  const texts: Body["texts"] = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) add(texts, name, value)
  return { texts, files: [] }
}

function add(texts: Body["texts"], name: string, text: string) {
  const before = texts[name]
  if (before === undefined) texts[name] = text
  else if (Array.isArray(before)) before.push(text)
  else texts[name] = [before, text]
}
