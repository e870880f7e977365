import { and, type SQL, sql } from "drizzle-orm"
import { DOCUMENT_KINDS, type DocumentKind, years } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import type { Asking, Dateable, Days } from "#src/outward/agenda/source.ts"
import { filingsPath } from "#src/paths.ts"
import { keptBy, takesPart, yearSeenBy } from "#src/year/years/scope.ts"
import { requirementsAsked } from "./requirement_scope.ts"
import { isWithOffice } from "./scope.ts"

/** One of these units is still to file it. */
const asksThem = (units: readonly number[] | null): SQL | undefined =>
  units === null
    ? undefined
    : sql`exists (select 1 from bodies b where b.year = a.year and ${takesPart(sql`b.left_on`)}
        and b.unit_id in (select value from json_each(${JSON.stringify(units)}))
        and not exists (select 1 from documents d join document_versions v on v.document_id = d.id
          where d.year = a.year and d.unit_id = b.unit_id and d.kind = a.kind and ${isWithOffice(stateOf("v"))}))`

const filingDays =
  (labels: Readonly<Record<DocumentKind, string>>, day: "public_by" | "internal_by") =>
  ({ units }: Asking): Days => ({
    from: sql`${requirementsAsked} a join ${years} on ${years.year} = a.year`,
    where: and(sql`a.asked and ${sql.raw(`a.${day}`)} is not null`, asksThem(units)),
    key: [sql`a.year`, sql`a.place`],
    on: sql.raw(`a.${day}`),
    title: sql`case a.kind ${sql.join(
      DOCUMENT_KINDS.map((kind) => sql`when ${kind} then ${labels[kind]}`),
      sql` `,
    )} end`,
    history: sql`e.subject = 'filing_rule:' || a.year || '/' || a.kind`,
    ofNoPlan: { since: sql`a.year || '-01-01'` },
  })

const href: Dateable["href"] = ({ key: [year, place] }) =>
  filingsPath(year, "", { kind: DOCUMENT_KINDS[place], show: "due" })

/** 报送期限 of a year's 报备文件, for whoever sees the year. */
export const filingsDated = (labels: Readonly<Record<DocumentKind, string>>): Dateable => ({
  rank: 5,
  kind: "filing",
  days: (asking) => {
    const days = filingDays(labels, "public_by")(asking)
    return { ...days, where: and(days.where, yearSeenBy(asking.actor)) }
  },
  href,
})

/** The office's own day before it. */
export const internalFilingsDated = (labels: Readonly<Record<DocumentKind, string>>): Dateable => ({
  rank: 6,
  kind: "filing_internal",
  days: (asking) => {
    const days = filingDays(labels, "internal_by")(asking)
    return { ...days, where: and(days.where, keptBy(asking.actor)) }
  },
  href,
})
