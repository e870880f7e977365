import { sql } from "drizzle-orm"
import { bulletins, bulletinVersions, plans } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { paperPath } from "#src/paths.ts"
import { readableBulletins } from "./scope.ts"

/** 〔2026〕第3期, once it has one. */
const titled = sql`coalesce('〔' || ${bulletins.year} || '〕第' || ${bulletins.number} || '期 ', '') || ${bulletins.title}`

/** All parts of the text, as it was sent last. */
const text = sql`(select group_concat(json_extract(block.value, '$.text'), char(10))
  from json_each(${bulletinVersions.content}, '$.blocks') block)`

/** 文稿 that were sent or issued; what is still being written is nobody's to find. */
export const bulletinsSought: Findable = {
  rank: 45,
  kind: "paper",
  source: (actor) => ({
    from: sql`${bulletins} inner join ${plans} on ${plans.id} = ${bulletins.planId}
      inner join ${bulletinVersions} on ${bulletinVersions.bulletinId} = ${bulletins.id}
        and ${bulletinVersions.number} = ${bulletins.latest}`,
    seen: readableBulletins(actor),
    key: [bulletins.id, sql`0`],
    at: sql`coalesce(${bulletins.issuedAt}, ${bulletins.sentAt})`,
    unitId: bulletins.officeId,
    planId: plans.id,
    words: [titled, text],
    title: titled,
    author: sql`(select name from people where id = coalesce(${bulletins.issuedById}, ${bulletins.sentById}))`,
  }),
  href: ({ key: [id] }) => paperPath(id),
}
