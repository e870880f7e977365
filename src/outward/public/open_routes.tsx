import { RELEASE_KINDS } from "#db/schema.ts"
import { factory } from "#src/door/env.ts"
import { publicPage } from "#src/door/outside.tsx"
import { numberIn, pageNumber } from "#src/door/params.ts"
import { missing } from "#src/refusal.ts"
import { OpenIndexPage, OpenReleasePage } from "#views/public/open.tsx"
import { RELEASE_KIND_LABEL } from "#views/public/words.ts"
import { releaseShown, releasesShown } from "./open_queries.ts"

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
