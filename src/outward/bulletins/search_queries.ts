import { sql } from "drizzle-orm"
import { type BulletinKind, bulletins, bulletinVersions, plans } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { paperPath } from "#src/paths.ts"
import { labelled } from "#src/plans/plan/search_queries.ts"
import { isSent, readableBulletins } from "./scope.ts"

type Labels = Readonly<Record<BulletinKind, string>>

/** 〔2026〕第3期, once it has one. */
const numbered = sql`'〔' || ${bulletins.year} || '〕第' || ${bulletins.number} || '期'`
/** 督查通报〔2026〕第3期 with its title, as every page names it. */
const titled = (labels: Labels) =>
  sql`${labelled(bulletins.kind, labels)} || coalesce(${numbered}, '') || ' ' || ${bulletins.title}`

/** All parts of the text, as it was sent last. */
const text = sql`(select group_concat(json_extract(block.value, '$.text'), char(10))
  from json_each(${bulletinVersions.content}, '$.blocks') block)`

/** 文稿 that were sent or issued; what is being written, for the first time or anew, is nobody's to find. */
export const bulletinsSought = (labels: Labels): Findable => ({
  rank: 45,
  kind: "paper",
  source: (actor) => ({
    from: sql`${bulletins} inner join ${plans} on ${plans.id} = ${bulletins.planId}
      inner join ${bulletinVersions} on ${bulletinVersions.bulletinId} = ${bulletins.id}
        and ${bulletinVersions.number} = ${bulletins.latest}`,
    seen: readableBulletins(actor),
    isKept: isSent(),
    key: [bulletins.id, sql`0`],
    at: sql`coalesce(${bulletins.issuedAt}, ${bulletins.sentAt})`,
    unitId: bulletins.officeId,
    planId: plans.id,
    words: [titled(labels), text],
    title: titled(labels),
    author: sql`(select name from people where id = coalesce(${bulletins.issuedById}, ${bulletins.sentById}))`,
  }),
  href: ({ key: [id] }) => paperPath(id),
})
