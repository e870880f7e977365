import { sql } from "drizzle-orm"
import { bodies, cases, caseVersions, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { casePath } from "#src/paths.ts"
import { casesSeenBy, isKept, titleReadBy, versionsReadBy } from "./scope.ts"

const part = (name: string) => sql`json_extract(${caseVersions.content}, ${`$.${name}`})`

/** 案例, as they were at their latest step; what is being written is nobody's to find. */
export const casesSought: Findable = {
  rank: 47,
  kind: "case",
  source: (actor) => ({
    from: sql`${cases} inner join ${years} on ${years.year} = ${cases.year}
      inner join ${caseVersions} on ${caseVersions.caseId} = ${cases.id} and ${caseVersions.number} = ${cases.latest}
      left join ${bodies} on ${bodies.year} = ${cases.year} and ${bodies.unitId} = ${cases.unitId}`,
    seen: sql`${casesSeenBy(actor)} and ${versionsReadBy(actor)}`,
    isKept: isKept(),
    key: [cases.id, sql`0`],
    at: sql`coalesce(${cases.publishedAt}, ${cases.reportedAt}, ${caseVersions.at})`,
    unitId: cases.unitId,
    planId: sql`null`,
    words: [
      sql`${titleReadBy(actor)} || char(10) || ${part("keywords")}`,
      part("gist"),
      part("laws"),
      part("facts"),
      part("result"),
      part("reasoning"),
    ],
    title: titleReadBy(actor),
    author: sql`(select name from people where id = ${caseVersions.savedById})`,
  }),
  href: ({ key: [id] }) => casePath(id),
}
