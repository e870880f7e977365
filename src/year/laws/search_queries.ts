import { sql } from "drizzle-orm"
import { laws } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { lawPath } from "#src/paths.ts"
import { beginningOf } from "#src/plans/plan/search_queries.ts"

/** 法律法规 by title: the register is open to whoever searches. */
export const lawsSought: Findable = {
  rank: 78,
  kind: "law",
  source: () => ({
    from: sql`${laws}`,
    seen: undefined,
    key: [laws.id, sql`0`],
    // Of the day since which it holds: laws are many, and what people wrote is newer.
    at: beginningOf(sql`coalesce(${laws.effectiveOn}, ${laws.issuedOn})`),
    unitId: sql`null`,
    planId: sql`null`,
    words: [laws.title],
    title: laws.title,
    author: sql`null`,
  }),
  href: ({ key: [id] }) => lawPath(id),
}
