import type { Context } from "hono"
import { RELEASE_KINDS } from "#db/schema.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { publicFile, publicPage } from "#src/door/outside.tsx"
import { numberIn, pageNumber } from "#src/door/params.ts"
import { CSV_TYPE } from "#src/office/spreadsheets/csv.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { missing } from "#src/refusal.ts"
import { hasTable, releaseCsv, releaseFileName, releasePaper } from "#views/public/files.ts"
import { OpenIndexPage, OpenReleasePage } from "#views/public/open.tsx"
import { RELEASE_KIND_LABEL } from "#views/public/words.ts"
import { releaseShown, releasesShown } from "./open_queries.ts"

/** What can be read at an address now, as a file; anything else is no file. */
async function bodyShown(c: Context<Env>, file: string) {
  const id = /^\d{1,15}\./.test(file) ? Number.parseInt(file, 10) : 0
  const found = await releaseShown(c.var.database, id)
  if (!found?.body) throw missing()
  return { found, body: found.body }
}

/** 公开 as everybody reads it: only what was released, and what may be shown still (src/door/outside.tsx). */
export const openReading = factory
  .createApp()
  .get("/", async (c) => {
    const kind = RELEASE_KINDS.find((one) => one === c.req.query("kind")) ?? null
    const page = pageNumber(c)
    const found = await releasesShown(c.var.database, kind, page)
    return publicPage(
      c,
      { title: kind === null ? "公开" : RELEASE_KIND_LABEL[kind], organisation: found.organisation },
      <OpenIndexPage found={found} kind={kind} page={page} />,
    )
  })
  .get("/:sheet{[0-9]+\\.csv}", async (c) => {
    const { found, body } = await bodyShown(c, c.req.param("sheet"))
    if (!hasTable(body)) throw missing()
    const headers = download(releaseFileName(body, "csv"), CSV_TYPE)
    return publicFile(c, headers, releaseCsv(body), found.releasedAt)
  })
  .get("/:paper{[0-9]+\\.docx}", async (c) => {
    const { found, body } = await bodyShown(c, c.req.param("paper"))
    const headers = download(releaseFileName(body, "docx"), DOCX_TYPE)
    return publicFile(c, headers, docxOf(releasePaper(found, body)), found.releasedAt)
  })
  .get("/:release{[0-9]+}", async (c) => {
    const found = await releaseShown(c.var.database, numberIn(c, "release"))
    if (!found) throw missing()
    const { organisation, title, body } = found
    return publicPage(
      c,
      {
        title: title ?? "已停止公开",
        organisation,
        changedAt: body === null ? null : found.releasedAt,
        status: body === null ? 410 : 200,
      },
      <OpenReleasePage found={found} page={pageNumber(c)} />,
    )
  })
