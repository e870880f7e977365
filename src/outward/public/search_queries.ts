import { sql } from "drizzle-orm"
import { plans, releases, releaseVersions, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { releasePath } from "#src/paths.ts"
import { isFindable, officeId, versionSeenBy } from "./scope.ts"

/** All words of its blocks, cell by cell. */
const text = sql`(select group_concat(piece.value, '　') from json_tree(${releaseVersions.body}, '$.blocks') piece
  where piece.type = 'text' and piece.key is not 'is')`

/** 公开内容: what stands at its address, and what is on its way there. */
export const releasesSought: Findable = {
  rank: 52,
  kind: "release",
  source: (actor) => ({
    from: sql`${releaseVersions} join ${releases} on ${releases.id} = ${releaseVersions.releaseId}
      left join ${years} on ${years.year} = ${releases.year} left join ${plans} on ${plans.id} = ${releases.planId}`,
    seen: versionSeenBy(actor),
    isKept: isFindable(),
    key: [releases.id, releaseVersions.number],
    at: sql`coalesce(${releaseVersions.releasedAt}, ${releaseVersions.preparedAt})`,
    unitId: officeId,
    planId: releases.planId,
    words: [releaseVersions.title, text],
    title: releaseVersions.title,
    author: sql`(select name from people where id = ${releaseVersions.preparedById})`,
  }),
  href: ({ key: [id, number] }) => releasePath(id, number),
}
