import type { Context } from "hono"
import { type FileType, LARGEST_FILE, MOST_FILES, typeOf } from "#src/attachments/content.ts"

export type Upload = { name: string; type: FileType; bytes: Uint8Array }

/** Files of a form field, told by content. Either all are fine, or the sentence that says what is not. */
export async function filesIn(
  c: Context,
  field: string,
): Promise<{ ok: true; files: Upload[] } | { ok: false; problem: string }> {
  const value = (await c.req.parseBody({ all: true }))[field]
  const sent = (Array.isArray(value) ? value : [value]).filter((one) => one instanceof File && one.size > 0) as File[]
  if (sent.length > MOST_FILES) return { ok: false, problem: `一次最多上传 ${MOST_FILES} 个文件` }
  const files: Upload[] = []
  for (const file of sent) {
    if (file.size > LARGEST_FILE) return { ok: false, problem: `「${file.name}」超过 10 MB，请压缩或拆分后再上传` }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const type = typeOf(bytes)
    if (!type)
      return {
        ok: false,
        problem: `「${file.name}」不是可接受的文件。请上传 pdf、jpg、png、docx、xlsx（不含宏）；doc、xls、wps 请另存为 docx、xlsx 或 pdf`,
      }
    files.push({ name: file.name, type, bytes })
  }
  return { ok: true, files }
}
