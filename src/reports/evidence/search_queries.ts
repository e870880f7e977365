import { sql } from "drizzle-orm"
import { attachments, plans } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { attachmentPath } from "#src/paths.ts"

/**
 * Evidence by its name or address. To whom a file belongs decides who sees it: each owner names its own with a `from` that
 * knows only files of its kind, and its own `seen`.
 */
export const filesSought: Findable = {
  rank: 90,
  kind: "file",
  source: () => ({
    from: sql`${attachments}`,
    seen: sql`0`,
    key: [attachments.id, sql`0`],
    at: attachments.addedAt,
    unitId: attachments.unitId,
    planId: plans.id,
    words: [attachments.name, attachments.address],
    title: attachments.name,
    author: sql`(select name from people where id = ${attachments.addedById})`,
    isKept: sql`${attachments.removedAt} is null`,
  }),
  href: ({ key: [id] }) => attachmentPath(id),
}
