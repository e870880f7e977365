import { sql } from "drizzle-orm"
import { units } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { unitPath } from "#src/paths.ts"

/** Units, which everybody who may search sees. A unit has no day, and stands before what was said on one. */
export const unitsSought: Findable = {
  rank: 10,
  kind: "unit",
  source: () => ({
    from: sql`${units}`,
    seen: undefined,
    key: [units.id, sql`0`],
    at: sql`null`,
    unitId: units.id,
    planId: sql`null`,
    words: [units.name, units.shortName, sql`(select group_concat(value, '、') from json_each(${units.aliases}))`],
    title: units.name,
    author: sql`null`,
  }),
  href: ({ key: [id] }) => unitPath(id),
}
