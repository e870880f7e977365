import { sql } from "drizzle-orm"
import { offers, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { offerPath } from "#src/paths.ts"
import { yearSeenBy } from "#src/year/years/scope.ts"

/** 菜单, for all that take part in its year. */
export const offersSought: Findable = {
  rank: 77,
  kind: "offer",
  source: (actor) => ({
    from: sql`${offers} join ${years} on ${years.year} = ${offers.year}`,
    seen: yearSeenBy(actor),
    key: [offers.id, sql`0`],
    at: offers.enteredAt,
    unitId: offers.unitId,
    planId: sql`null`,
    words: [
      offers.title,
      sql`(select coalesce(group_concat(value, '、'), '') from json_each(${offers.laws}))`,
      offers.audience,
      offers.note,
    ],
    title: offers.title,
    author: sql`(select name from people where id = ${offers.enteredById})`,
  }),
  href: ({ key: [id] }) => offerPath(id),
}
