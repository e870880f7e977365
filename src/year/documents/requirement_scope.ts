import { type SQL, sql } from "drizzle-orm"
import { DOCUMENT_KINDS } from "#db/schema.ts"
import { USUAL } from "./requirements.ts"

/** The same day so many years later, or the last of its month. */
const yearsOn = (day: string, years: string) =>
  `min(date(${day}, (${years}) || ' years'), date(${day}, 'start of month', (${years}) || ' years', '+1 month', '-1 day'))`

const quoted = (text: string | null) => (text === null ? "null" : `'${text}'`)

/** By when what is usual is asked: the year is known only to the statement. */
const usualRows = DOCUMENT_KINDS.map((kind, i) => {
  const { asked, day, before, paper } = USUAL[kind]
  return `select '${kind}' as kind, ${i} as place, ${asked ? 1 : 0} as asked, ${quoted(day)} as day,
    ${quoted(before)} as before, ${paper ? 1 : 0} as paper`
}).join(" union all ")

const dayOf = (column: "public_by" | "internal_by", usual: "day" | "before") => `case
  when r.year is null then y.year || '-' || u.${usual}
  when r.year = y.year then r.${column}
  when r.yearly then ${yearsOn(`r.${column}`, "y.year - r.year")} end as ${column}`

/**
 * 报送要求 of every year and kind as a table (year, kind, place, asked, paper, public_by, internal_by), as
 * `requirementsOf` has them.
 */
export const requirementsAsked: SQL = sql.raw(`(select y.year, u.kind, u.place, coalesce(r.asked, u.asked) as asked,
    coalesce(r.paper, u.paper) as paper, ${dayOf("public_by", "day")}, ${dayOf("internal_by", "before")}
  from years y join (${usualRows}) u
  left join filing_rules r on r.kind = u.kind and r.year = (select max(f.year) from filing_rules f
    where f.kind = u.kind and f.year <= y.year))`)
