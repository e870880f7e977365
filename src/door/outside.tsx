import { createHash } from "node:crypto"
import type { Context } from "hono"
import { Hono } from "hono"
import { csrf } from "hono/csrf"
import { HTTPException } from "hono/http-exception"
import type { Child } from "hono/jsx"
import { Unavailable } from "#db/database.ts"
import { dateOf } from "#src/clock.ts"
import { Refusal } from "#src/refusal.ts"
import { OpenDocument, OpenProblem } from "#views/public/open.tsx"
import { originOf } from "./cookies.ts"
import { type Env, factory, type Gzipped } from "./env.ts"
import { acceptsGzip, wantsGzip } from "./gzip.ts"
import type { Mount } from "./house.ts"
import { rateOf } from "./rate.ts"

/*
 * The door for the public: nobody is asked who they are, no cookie is read or set, and no page depends on who reads it, so
 * that caches in between may keep it and only ask whether it is still so.
 */

type C = Context<Env>

const MINUTE = 60_000

/** So many requests a minute from one address; an office behind one is many people, so it is wide. */
const READS = { most: 300, span: MINUTE }

/** What is said to everybody: the largest form, in bytes. */
const LARGEST_FORM = 32 * 1024

const FORM_TYPE = /^application\/x-www-form-urlencoded\b/

/** Too many came from one address. */
export class TooMany extends Error {
  override name = "TooMany"
}

/** At a proxy's own address anybody may be, so nobody is shut out for its sake. */
export const addressToCount = (c: C): string | null => {
  const { addressOf, isProxy } = c.var.ports
  const address = addressOf(c)
  return isProxy?.(address) ? null : address
}

const entering = (isWithin: ReturnType<typeof rateOf>) =>
  factory.createMiddleware(async function entering(c, next) {
    const database = c.var.ports.database()
    c.set("database", database)
    c.set("today", dateOf(c.var.now))
    const address = addressToCount(c)
    if (address !== null && !isWithin(address, c.var.now)) throw new TooMany()
    if (c.req.method === "POST") ensureSmallForm(c)
    await next()
  })

/** Of what everybody asks for so many pages are kept as they were made, the newest. */
const MOST_KEPT = 200

/** As it is sent; `changes`: what the database said of itself before it was made. */
type Kept = { changes: number; body: Gzipped; status: Status; headers: Record<string, string> }

/**
 * A page for everybody is sent again as long as nobody has committed anything since it was made. A server does not say
 * whether anybody has: there each is made anew.
 */
function keepingPages() {
  const pages = new Map<string, Kept>()
  return factory.createMiddleware(async function keepingPages(c, next) {
    const changes = c.req.method === "GET" ? c.var.database.changes() : null
    if (changes === null) return next()
    const key = `${c.req.url} ${acceptsGzip(c)}`
    const kept = pages.get(key)
    if (kept?.changes === changes) {
      const isKnown = isNamed(c, kept.headers.etag ?? "")
      return isKnown ? c.body(null, 304, unsized(kept.headers)) : c.body(kept.body, kept.status, kept.headers)
    }
    pages.delete(key)
    await next()
    const { page } = c.var
    if (page === undefined) return
    const [oldest] = pages.keys()
    if (pages.size >= MOST_KEPT && oldest !== undefined) pages.delete(oldest)
    const status = c.res.status as Status
    pages.set(key, { changes, body: page, status, headers: Object.fromEntries(c.res.headers) })
  })
}

/** What says how a body is packed, of none. */
const unsized = ({ "content-encoding": _, "content-type": __, ...headers }: Record<string, string>) => headers

function ensureSmallForm(c: C) {
  if (!FORM_TYPE.test(c.req.header("content-type") ?? "")) throw new HTTPException(415)
  const length = c.req.header("content-length")
  // What comes in chunks does not say how much it is.
  if (length === undefined ? c.req.header("transfer-encoding") !== undefined : Number(length) > LARGEST_FORM) {
    throw new HTTPException(413)
  }
}

/**
 * The door with all that hangs in it. What hangs at one place answers all addresses below it: beyond it somebody would be
 * asked to sign in.
 */
export function outsideDoor(mounts: readonly Mount[]): Hono<Env> {
  const door = new Hono<Env>()
  const isWithin = rateOf(READS)
  for (const at of new Set(mounts.map((one) => one.at))) {
    const all = new Hono<Env>()
    all.use(entering(isWithin))
    all.use(csrf({ origin: (origin, c) => origin === originOf(c) }))
    all.use(keepingPages())
    for (const { routes } of mounts.filter((one) => one.at === at)) all.route("/", routes)
    all.all("*", (c) => problem(c, 404, "没有找到这个页面", "这个网址下没有公布过内容，请核对网址。"))
    all.onError((error, c: C) => told(error, c))
    door.route(at, all)
  }
  return door
}

function told(error: Error, c: C) {
  if (error instanceof TooMany) {
    c.header("Retry-After", "60")
    return problem(c, 429, "请稍后再试", "提交或打开过于频繁，请稍后再试。")
  }
  if (error instanceof Refusal) return problem(c, 404, "没有找到这个页面", "这个网址下没有公布过内容，请核对网址。")
  if (error instanceof HTTPException) {
    const { status } = error
    if (status === 413) return problem(c, 413, "没有受理", "提交的内容太长，请精简后再提交。")
    return problem(c, status === 415 ? 415 : 403, "没有受理", "请从公开页面上的表单提交。")
  }
  if (error instanceof Unavailable) return problem(c, 503, "请稍后再试", "暂时打不开，请过几分钟再试。")
  console.error(error)
  return problem(c, 500, "出错了", "页面暂时打不开，请稍后再试。")
}

type Status = 200 | 403 | 404 | 410 | 413 | 415 | 422 | 429 | 500 | 503

const documentOf = (c: C, title: string, organisation: string, content: Child): string =>
  `<!doctype html>${(
    <OpenDocument title={title} organisation={organisation} assets={c.var.ports.assets}>
      {content}
    </OpenDocument>
  )}`

async function packed(c: C, text: string): Promise<Gzipped> {
  const { gzip } = c.var.ports
  c.header("Content-Type", "text/html; charset=UTF-8")
  return gzip && wantsGzip(c, text) ? await gzip(text) : text
}

/** A page that is about this request alone, and is kept by nobody. */
export async function once(c: C, head: { title: string; organisation?: string; status?: Status }, content: Child) {
  c.header("Cache-Control", "no-store")
  return c.body(await packed(c, documentOf(c, head.title, head.organisation ?? "", content)), head.status ?? 200)
}

const problem = (c: C, status: Status, heading: string, text: string) =>
  once(c, { title: heading, status }, <OpenProblem heading={heading} text={text} />)

type PublicHead = { title: string; organisation: string; changedAt?: number | null; status?: Status }

/**
 * A page for everybody. Whoever keeps it asks each time whether it is still so: what is taken off is gone at once, and what
 * has not changed is not sent again.
 */
export async function publicPage(
  c: C,
  { title, organisation, changedAt = null, status = 200 }: PublicHead,
  content: Child,
) {
  const text = documentOf(c, title, organisation, content)
  if (isKnown(c, text, changedAt)) return c.body(null, 304)
  const page = await packed(c, text)
  c.set("page", page)
  return c.body(page, status)
}

type Content = string | Uint8Array<ArrayBuffer>

/** A file for everybody, with the same promise. */
export function publicFile(c: C, headers: Record<string, string>, content: Content, changedAt: number | null) {
  if (isKnown(c, content, changedAt)) return c.body(null, 304)
  return c.body(content, 200, { ...headers, "Cache-Control": CACHED })
}

const CACHED = "public, no-cache"

/** Sets by what it is known again, and says whether whoever asks has it already. The mark is weak: packed or not, it is the same. */
function isKnown(c: C, content: string | Uint8Array, changedAt: number | null): boolean {
  const tag = `W/"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`
  c.header("Cache-Control", CACHED)
  c.header("ETag", tag)
  c.header("Vary", "Accept-Encoding")
  if (changedAt !== null) c.header("Last-Modified", new Date(changedAt).toUTCString())
  return isNamed(c, tag)
}

const isNamed = (c: C, tag: string): boolean =>
  (c.req.header("if-none-match") ?? "").split(",").some((one) => [tag, "*"].includes(one.trim()))
