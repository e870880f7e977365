import { and, asc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { units } from "#db/schema.ts"
import type { OwedThing } from "#src/owing/owing.ts"
import { owedOn } from "#src/owing/queries.ts"
import { type Part, partOf } from "#src/owing/scope.ts"
import { internalBy, isReportAsked, isUnsent } from "./scope.ts"

/**
 * 分解落实: what lower units owe to the units above them by the 内部期限. The office neither asks for it nor counts it, so
 * it stands in no list of the office's.
 */
const owedBelow = (today: string | Placeholder, part: Part): SQL => sql`
  select 'breakdown' what, 'breakdown:' || breakdowns.id || '/' || rounds.id item, breakdowns.unit_id,
    breakdowns.plan_id, null assignment_id, ${internalBy} due_by, 'liaison' waits_for
  from breakdowns join rounds on rounds.plan_id = breakdowns.plan_id
  left join breakdown_reports on breakdown_reports.breakdown_id = breakdowns.id and breakdown_reports.round_id = rounds.id
  where breakdowns.unit_id is not null and ${isReportAsked(today)} and ${isUnsent()}${partOf("breakdowns", part)}`

/** Everything that units owe, to whomever: for what is told to them alone. */
export const owedByUnits = (today: string | Placeholder, part: Part = {}): SQL =>
  sql`${owedOn(today, part)} union all ${owedBelow(today, part)}`

/** Among `digest_items i`: what the office asks for; what a unit was told of its lower bodies' business is left out. */
export const isForOffice = sql`i.item not like 'breakdown:%'`

/** What may be asked for today, in 单位排序: what is owed, of the units that are in use. */
export const owedToday = ({ db }: Pick<Database, "db">, today: string) =>
  db
    .select({
      what: sql<OwedThing>`o.what`,
      item: sql<string>`o.item`,
      unitId: units.id,
      unit: units.name,
      planId: sql<number>`o.plan_id`,
      assignmentId: sql<number | null>`o.assignment_id`,
      dueBy: sql<string>`o.due_by`,
      waitsFor: sql<"liaison" | "head">`o.waits_for`,
    })
    .from(sql`(${owedByUnits(today)}) o`)
    .innerJoin(units, and(eq(units.id, sql`o.unit_id`), units.active))
    .orderBy(asc(units.position), asc(units.id), sql`o.due_by`, sql`o.item`)
