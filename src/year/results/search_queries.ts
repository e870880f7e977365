import { sql } from "drizzle-orm"
import { results, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { resultPath } from "#src/paths.ts"
import { isNamed, resultSeenBy } from "./scope.ts"

/** People by name, for whoever reads the names of their unit. */
export const resultsSought: Findable = {
  rank: 78,
  kind: "result",
  source: (actor) => ({
    from: sql`${results} join ${years} on ${years.year} = ${results.year}`,
    seen: resultSeenBy(actor),
    isKept: isNamed(),
    key: [results.id, sql`0`],
    at: results.enteredAt,
    unitId: results.unitId,
    planId: sql`null`,
    words: [results.name],
    title: results.name,
    author: sql`(select name from people where id = ${results.enteredById})`,
  }),
  href: ({ key: [id] }) => resultPath(id),
}
