import { asc, isNull, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { rounds } from "#db/schema.ts"
import { calendarTables } from "#src/office/calendar/queries.ts"
import type { What } from "#src/owing/owing.ts"
import { owedOn } from "#src/owing/queries.ts"
import type { OpenDate } from "./preview.ts"

/** Further ahead nobody sets a day. */
const EVER = "+10 years"

/** The tables, and every open date without a word of what it is about. One round trip. */
export async function calendarAndDates({ db, read }: Database, today: string) {
  const [tables, open, owed] = await read([
    calendarTables({ db }),
    db
      .select({ planId: rounds.planId, name: rounds.name, by: rounds.dueBy })
      .from(rounds)
      .where(isNull(rounds.cutOffAt))
      .orderBy(asc(rounds.dueBy)),
    db
      .select({
        what: sql<What>`o.what`,
        planId: sql<number>`o.plan_id`,
        by: sql<string>`o.due_by`,
        count: sql<number>`count(*)`,
      })
      .from(sql`(${owedOn(today, {}, EVER)}) o`)
      .groupBy(sql`o.what`, sql`o.plan_id`, sql`o.due_by`)
      .orderBy(sql`o.due_by`),
  ])
  const dates: OpenDate[] = [
    ...open.map((row) => ({ ...row, kind: "round" as const, count: 1 })),
    // The rounds stand above, with those that nobody is late for.
    ...owed.flatMap(({ what, ...row }) => (what === "report" ? [] : [{ ...row, kind: what, name: null }])),
  ]
  return { tables, dates }
}
