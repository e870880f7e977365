import { sql } from "drizzle-orm"
import { comments, plans, releases, years } from "#db/schema.ts"
import { officeId } from "#src/outward/public/scope.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { commentPath } from "#src/paths.ts"
import { commentSeenBy } from "./scope.ts"

/** 公众意见 and what was answered, for the office and leaders. */
export const commentsSought: Findable = {
  rank: 53,
  kind: "comment",
  source: (actor) => ({
    from: sql`${comments} join ${releases} on ${releases.id} = ${comments.releaseId}
      left join ${years} on ${years.year} = ${releases.year} left join ${plans} on ${plans.id} = ${releases.planId}`,
    seen: commentSeenBy(actor),
    key: [comments.id, sql`0`],
    at: comments.receivedAt,
    unitId: officeId,
    planId: releases.planId,
    words: [comments.text, comments.answer],
    title: sql`(select v.title from release_versions v where v.release_id = ${releases.id}
      order by v.number desc limit 1)`,
    author: sql`null`,
  }),
  href: ({ key: [id] }) => commentPath(id),
}
