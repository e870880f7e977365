import { sql } from "drizzle-orm"
import { leadingGroups, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { groupPath } from "#src/paths.ts"
import { groupSeenBy, isKept } from "./scope.ts"

/** 领导小组, by name and by who is in it, for whoever sees its year. */
export const groupsSought: Findable = {
  rank: 77,
  kind: "group",
  source: (actor) => ({
    from: sql`${leadingGroups} cross join ${years} on ${years.year} = ${leadingGroups.year}`,
    seen: groupSeenBy(actor),
    isKept: isKept(),
    key: [leadingGroups.id, sql`0`],
    at: sql`null`,
    unitId: leadingGroups.unitId,
    planId: sql`null`,
    words: [leadingGroups.name, leadingGroups.head, leadingGroups.deputies, leadingGroups.members],
    title: leadingGroups.name,
    author: sql`null`,
  }),
  href: ({ key: [id] }) => groupPath(id),
}
