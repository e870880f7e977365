import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { decisions, meetings, years } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { decisionsWaiting } from "./scope.ts"

/** Decisions in queues of the desk: of no plan, so that a chosen one has none. */
const decisionsInQueues: InQueues = {
  decisions: ({ actor, within: { plan, unit } }) =>
    plan === null ? and(decisionsWaiting(actor), unit === null ? undefined : eq(decisions.unitId, unit)) : sql`0`,
}

const counted = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(years, eq(years.year, meetings.year))
    .where(condition)

export const decisionsInDesk = waitingIn(decisionsInQueues, counted)
