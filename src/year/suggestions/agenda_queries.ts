import { and, sql } from "drizzle-orm"
import { bodies, suggestions, years } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { suggestionPath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { bodySeenBy } from "#src/year/years/scope.ts"
import { isOpen } from "./scope.ts"

/** 答复期限 of what is not answered. */
export const suggestionsDated: Dateable = {
  rank: 57,
  kind: "suggestion",
  days: ({ actor, units: ids }) => ({
    from: sql`${suggestions} join ${years} on ${years.year} = ${suggestions.year}
      left join ${bodies} on ${bodies.year} = ${suggestions.year} and ${bodies.unitId} = ${suggestions.unitId}`,
    where: and(
      bodySeenBy(actor),
      isOpen(),
      sql`${suggestions.dueBy} is not null`,
      ids === null ? undefined : sql`${suggestions.unitId} in (select value from json_each(${JSON.stringify(ids)}))`,
    ),
    key: [suggestions.id, sql`0`],
    on: suggestions.dueBy,
    title: sql`substr(${suggestions.text}, 1, 60)`,
    units: sql`json_array(${suggestions.unitId})`,
    history: sql`e.subject = ${subjectOf("suggestion", suggestions.id)}`,
    ofNoPlan: { since: sql`${suggestions.year} || '-01-01'` },
  }),
  href: ({ key: [id] }) => suggestionPath(id),
}
