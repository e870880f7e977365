import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { plans } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { planPath } from "#src/paths.ts"
import { visibleTo } from "./scope.ts"

/** The first instant of a civil day (src/clock.ts), in milliseconds. */
export const beginningOf = (day: SQLWrapper): SQL => sql`(unixepoch(${day}) - 28800) * 1000`

/** A kind by the word for it, as pages print it. */
export const labelled = <K extends string>(kind: SQLWrapper, labels: Readonly<Record<K, string>>): SQL =>
  sql`case ${kind} ${sql.join(
    Object.entries<string>(labels).map(([one, label]) => sql`when ${one} then ${label}`),
    sql` `,
  )} end`

const nothing = sql`null`

export const plansSought: Findable = {
  rank: 20,
  kind: "plan",
  source: (actor) => ({
    from: sql`${plans}`,
    seen: visibleTo(actor),
    key: [plans.id, sql`0`],
    at: beginningOf(plans.issuedOn),
    unitId: nothing,
    planId: plans.id,
    words: [plans.title, plans.docNumber, plans.preamble, plans.closing],
    title: plans.title,
    author: plans.issuer,
  }),
  href: ({ key: [id] }) => planPath(id),
}
