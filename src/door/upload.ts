import type { Context } from "hono"
import type { Typed } from "#src/office/typed/spelling.ts"
import { type FileType, fileName, KINDS_TAKEN, LARGEST_FILE, MOST_FILES } from "#src/reports/evidence/content.ts"
import type { Hindrance, Staged } from "#src/reports/evidence/staging.ts"
import { filesLost } from "#views/words.ts"
import { bodyOf, carriesFiles, type Landed, takesFiles } from "./body.ts"
import type { Env } from "./env.ts"
import { typedIn, typedText } from "./form.ts"

/** Evidence, and the scan of a paper report. */
export const carriesEvidence = carriesFiles(MOST_FILES * LARGEST_FILE, { isEvidence: true })

/** The files of a field. Browsers send a nameless empty one where none was chosen. */
async function sentIn(c: Context<Env>, field: string): Promise<(File | Landed)[]> {
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
  if (!(file instanceof File)) return { file: null, problem: null }
  return file.size === 0 ? { file: null, problem: `「${file.name}」是空文件，请重新选择` } : { file, problem: null }
}

const lostOf = (typed: Typed) => typedText(typed, LOST)

export type Upload = { name: string; type: FileType; staged: Staged }
export type Uploads = { ok: true; files: Upload[] } | { ok: false; problem: string }

/**
 * Files of a form field, told by content, as they wait in the database. Either all are fine, or the sentence that says
 * what is not; then none of the form's files is kept.
 */
export async function filesIn(c: Context<Env>, field: string): Promise<Uploads> {
  const refused = async (problem: string): Promise<Uploads> => {
    await c.var.receiver?.discard()
    return { ok: false, problem }
  }
  const lost = lostOf(await typedIn(c))
  if (lost) return refused(filesLost(lost))
  const sent = await sentIn(c, field)
  if (sent.length > MOST_FILES) return refused(`一次最多上传 ${MOST_FILES} 个文件`)
  const files: Upload[] = []
  for (const file of sent) {
    if (!("arrived" in file)) throw new Error(`${c.req.path} does not say for what its files are: takesFilesFor`)
    const { name, arrived } = file
    if ("hindrance" in arrived) {
      return refused(`「${name}」${hindranceWords(arrived.hindrance)}${others(sent.length)}`)
    }
    const { type, staged } = arrived
    files.push({ name: fileName(name, type), type, staged })
  }
  c.set("renamed", files.filter(({ name }, i) => name !== sent[i]?.name).length)
  return { ok: true, files }
}

const QUOTA_OF = { item: "这一项", unit: "本单位在这个方案中", plan: "这个方案" }

function hindranceWords(hindrance: Hindrance): string {
  switch (hindrance.kind) {
    case "empty":
      return "是空文件，请重新选择"
    case "too_large":
      return "超过 10 MB，请压缩或拆分后再上传"
    case "too_many":
      return `没有上传：一次最多上传 ${MOST_FILES} 个文件`
    case "gone":
      return "没有上传完，请重新选择"
    case "unknown_type":
      return `不是可接受的文件。请上传 ${KINDS_TAKEN}（不含宏）；doc、xls、wps 请另存为 docx、xlsx、pdf 或 ofd`
    case "no_room":
      return `放不下了：${QUOTA_OF[hindrance.quota]}的佐证材料最多 ${hindrance.megabytes} MB（已移除的也计入）。请压缩后再上传，或请安全管理员调整上限`
  }
}

/** What has to be said of files on a page that comes back; a page's script leaves them where they were chosen. */
export const goneFiles = (c: Context<Env>, files: readonly { name: string }[]): string | null =>
  files.length === 0 || c.req.header("HX-Request") ? null : filesLost(files.map(({ name }) => name).join("、"))

const others = (count: number) => (count > 1 ? `。一起选的另外 ${count - 1} 个文件也没有上传` : "")

/** Field in which the names of files go along that were chosen and did not get through (src/door/kept.ts). */
export const LOST = "lost"
