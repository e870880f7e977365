import { and, sql } from "drizzle-orm"
import { verificationDays, years } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { verifyingPath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { yearSeenBy } from "#src/year/years/scope.ts"

/** The day from which on a year is verified, once its office has set it. */
export const verifyingDated: Dateable = {
  rank: 63,
  kind: "verifying",
  days: ({ actor, units: ids }) => ({
    from: sql`${verificationDays} join ${years} on ${years.year} = ${verificationDays.year}`,
    where: and(
      yearSeenBy(actor),
      ids === null
        ? undefined
        : sql`exists (select 1 from bodies vb where vb.year = ${years.year}
            and vb.unit_id in (select value from json_each(${JSON.stringify(ids)})))`,
    ),
    key: [years.year, sql`0`],
    on: verificationDays.fromOn,
    title: sql`${years.year} || '年责任清单督查核实'`,
    history: sql`e.subject = ${subjectOf("verification_day", years.year)}`,
    ofNoPlan: { since: sql`${years.year} || '-01-01'` },
  }),
  href: ({ key: [year] }) => verifyingPath(year),
}
