import type { Context } from "hono"
import { type FileType, fileName, KINDS_TAKEN, LARGEST_FILE, MOST_FILES, typeOf } from "#src/attachments/content.ts"
import { filesLost } from "#views/words.ts"
import { bodyOf, carriesFiles, takesFiles } from "./body.ts"
import type { Env } from "./env.ts"
import { type Typed, typedIn, typedText } from "./form.ts"

/** Evidence, and the scan of a paper report. */
export const carriesEvidence = carriesFiles(MOST_FILES * LARGEST_FILE)

/** The files of a field. Browsers send a nameless empty one where none was chosen. */
async function sentIn(c: Context<Env>, field: string): Promise<File[]> {
  if (!takesFiles(c))
    throw new Error(`${c.req.path} reads files and does not say so: carriesFiles is missing in its route`)
  const { files } = await bodyOf(c)
  return files.flatMap((one) => (one.field === field && (one.file.size > 0 || one.file.name !== "") ? [one.file] : []))
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
