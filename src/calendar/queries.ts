import { and, asc, desc, eq, gte, isNotNull, isNull, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, calendarYears, reports, rounds, tasks } from "#db/schema.ts"
import type { OpenDate } from "./preview.ts"

export const calendarTables = ({ db }: Pick<Database, "db">) =>
  db.select().from(calendarYears).orderBy(desc(calendarYears.year))

/** The tables, and every open date without a word of what it is about. One round trip. */
export async function calendarAndDates({ db, read }: Database, today: string) {
  const count = sql<number>`count(*)`
  const [tables, open, returned, rectifying, deadlines] = await read([
    calendarTables({ db }),
    db
      .select({ planId: rounds.planId, name: rounds.name, by: rounds.dueBy })
      .from(rounds)
      .where(isNull(rounds.cutOffAt))
      .orderBy(asc(rounds.dueBy)),
    db
      .select({ planId: reports.planId, by: sql<string>`${reports.resubmitBy}`, count })
      .from(reports)
      .where(and(eq(reports.state, "returned"), isNotNull(reports.resubmitBy)))
      .groupBy(reports.planId, reports.resubmitBy),
    db
      .select({ planId: assignments.planId, by: sql<string>`${assignments.rectifyBy}`, count })
      .from(assignments)
      .where(and(eq(assignments.state, "rectifying"), isNotNull(assignments.rectifyBy)))
      .groupBy(assignments.planId, assignments.rectifyBy),
    db
      .select({ planId: tasks.planId, by: sql<string>`${tasks.dueBy}`, count })
      .from(tasks)
      .where(gte(tasks.dueBy, today))
      .groupBy(tasks.planId, tasks.dueBy),
  ])
  const dates: OpenDate[] = [
    ...open.map((row) => ({ ...row, kind: "round" as const, count: 1 })),
    ...returned.map((row) => ({ ...row, kind: "resubmit" as const, name: null })),
    ...rectifying.map((row) => ({ ...row, kind: "rectify" as const, name: null })),
    ...deadlines.map((row) => ({ ...row, kind: "deadline" as const, name: null })),
  ]
  return { tables, dates }
}

export type CalendarTable = typeof calendarYears.$inferSelect
