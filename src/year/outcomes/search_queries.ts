import { sql } from "drizzle-orm"
import { bodies, outcomes, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { yearOutcomesPath } from "#src/paths.ts"
import { bodySeenBy } from "#src/year/years/scope.ts"
import { stands } from "./scope.ts"

/** 表彰、经验和结果运用, for whoever sees the unit. */
export const outcomesSought: Findable = {
  rank: 51,
  kind: "outcome",
  source: (actor) => ({
    from: sql`${outcomes} join ${years} on ${years.year} = ${outcomes.year}
      left join ${bodies} on ${bodies.year} = ${outcomes.year} and ${bodies.unitId} = ${outcomes.unitId}`,
    seen: bodySeenBy(actor),
    isKept: stands(),
    key: [outcomes.id, outcomes.year],
    at: outcomes.enteredAt,
    unitId: outcomes.unitId,
    planId: sql`null`,
    words: [outcomes.title, outcomes.text],
    title: outcomes.title,
    author: sql`(select name from people where id = ${outcomes.enteredById})`,
  }),
  href: ({ key: [, year] }) => yearOutcomesPath(year),
}
