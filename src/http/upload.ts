import type { Context, MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"
import { HTTPException } from "hono/http-exception"
import { matchedRoutes } from "hono/route"
import { type FileType, fileName, KINDS_TAKEN, LARGEST_FILE, MOST_FILES, typeOf } from "#src/attachments/content.ts"
import { filesLost } from "#views/words.ts"
import type { Env } from "./env.ts"
import { type Typed, typedIn, typedText } from "./form.ts"

/** Largest form without files, and what a form with files may have besides them. In bytes. */
export const FORM_LIMIT = 2 * 1024 * 1024

type Limit = MiddlewareHandler<Env>

const limited = (maxSize: number): Limit =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new HTTPException(413)
    },
  })

const limitForm = limited(FORM_LIMIT)

/** The limit of each route whose form has files, by the middleware that stands in the route and says so. */
const limits = new WeakMap<object, Limit>()

/** Stands in a route whose form may carry files, of so many bytes together: without it nobody reads a file there. */
export function carriesFiles(largest: number): MiddlewareHandler<Env> {
  const marker: MiddlewareHandler<Env> = async function carriesFiles(_, next) {
    await next()
  }
  limits.set(marker, limited(largest + FORM_LIMIT))
  return marker
}

/** Evidence, and the scan of a paper report. */
export const carriesEvidence = carriesFiles(MOST_FILES * LARGEST_FILE)

const limitOf = (c: Context<Env>): Limit | undefined =>
  matchedRoutes(c).flatMap(({ handler }) => limits.get(handler) ?? [])[0]

/**
 * How much a request may bring, by the route that it is for. Browsers say beforehand how much it is; what comes in
 * chunks has to be collected to be measured, and is never as large as a form with files.
 */
export const limitBody: MiddlewareHandler<Env> = function limitBody(c, next) {
  const isMeasured = c.req.header("transfer-encoding") === undefined
  return ((isMeasured && limitOf(c)) || limitForm)(c, next)
}

/** The files of a field. Browsers send a nameless empty one where none was chosen. */
async function sentIn(c: Context<Env>, field: string): Promise<File[]> {
  if (!limitOf(c))
    throw new Error(`${c.req.path} reads files and does not say so: carriesFiles is missing in its route`)
  const value = (await c.req.parseBody({ all: true }))[field]
  return [value].flat().filter((one): one is File => one instanceof File && (one.size > 0 || one.name !== ""))
}

/** The one file of a field, or none; and why there is none although one had been chosen. */
export async function fileIn(c: Context<Env>, field: string): Promise<{ file: File | null; problem: string | null }> {
  const lost = lostOf(await typedIn(c))
  const [file = null] = await sentIn(c, field)
  if (lost) return { file: null, problem: filesLost(lost) }
  return file && file.size === 0
    ? { file: null, problem: `「${file.name}」是空文件，请重新选择` }
    : { file, problem: null }
}

const lostOf = (typed: Typed) => typedText(typed, LOST)

export type Upload = { name: string; type: FileType; bytes: Uint8Array }
export type Uploads = { ok: true; files: Upload[] } | { ok: false; problem: string }

/** Files of a form field, told by content. Either all are fine, or the sentence that says what is not. */
export async function filesIn(c: Context<Env>, field: string): Promise<Uploads> {
  const lost = lostOf(await typedIn(c))
  if (lost) return { ok: false, problem: filesLost(lost) }
  const sent = await sentIn(c, field)
  if (sent.length > MOST_FILES) return { ok: false, problem: `一次最多上传 ${MOST_FILES} 个文件` }
  const files: Upload[] = []
  for (const file of sent) {
    const problem = (words: string) => ({
      ok: false as const,
      problem: `「${file.name}」${words}${others(sent.length)}`,
    })
    if (file.size === 0) return problem("是空文件，请重新选择")
    if (file.size > LARGEST_FILE) return problem("超过 10 MB，请压缩或拆分后再上传")
    const bytes = new Uint8Array(await file.arrayBuffer())
    const type = typeOf(bytes)
    if (!type) {
      return problem(`不是可接受的文件。请上传 ${KINDS_TAKEN}（不含宏）；doc、xls、wps 请另存为 docx、xlsx、pdf 或 ofd`)
    }
    files.push({ name: fileName(file.name, type), type, bytes })
  }
  c.set("renamed", files.filter(({ name }, i) => name !== sent[i]?.name).length)
  return { ok: true, files }
}

/** What has to be said of files on a page that comes back; a page's script leaves them where they were chosen. */
export const goneFiles = (c: Context<Env>, files: readonly { name: string }[]): string | null =>
  files.length === 0 || c.req.header("HX-Request") ? null : filesLost(files.map(({ name }) => name).join("、"))

const others = (count: number) => (count > 1 ? `。一起选的另外 ${count - 1} 个文件也没有上传` : "")

/** Field in which the names of files go along that were chosen and did not get through (src/http/kept.ts). */
export const LOST = "lost"
