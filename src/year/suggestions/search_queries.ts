import { sql } from "drizzle-orm"
import { bodies, suggestionAnswers, suggestions, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { suggestionPath } from "#src/paths.ts"
import { isKept, suggestionSeenBy } from "./scope.ts"

/** 意见建议 with their latest answer, for whoever sees the unit that answers, or gave it. */
export const suggestionsSought: Findable = {
  rank: 50,
  kind: "suggestion",
  source: (actor) => ({
    from: sql`${suggestions} join ${years} on ${years.year} = ${suggestions.year}
      left join ${bodies} on ${bodies.year} = ${suggestions.year} and ${bodies.unitId} = ${suggestions.unitId}
      left join ${suggestionAnswers} on ${suggestionAnswers.suggestionId} = ${suggestions.id}
        and ${suggestionAnswers.number} = ${suggestions.latest}`,
    seen: suggestionSeenBy(actor),
    isKept: isKept(),
    key: [suggestions.id, sql`0`],
    at: sql`coalesce(${suggestionAnswers.at}, ${suggestions.enteredAt})`,
    unitId: suggestions.unitId,
    planId: sql`null`,
    words: [suggestions.text, suggestionAnswers.text],
    title: suggestions.source,
    author: sql`(select name from people where id = coalesce(${suggestionAnswers.byId}, ${suggestions.enteredById}))`,
  }),
  href: ({ key: [id] }) => suggestionPath(id),
  outside: ({ key: [id] }) => suggestionPath(id),
}
