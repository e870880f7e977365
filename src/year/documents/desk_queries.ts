import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { documents, documentVersions, years } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { toRecord } from "./scope.ts"

/** Documents in queues of the desk: of no plan, so that a chosen one has none. */
const documentsInQueues: InQueues = {
  filings: ({ actor, within: { plan, unit } }) =>
    plan === null ? and(toRecord(actor), unit === null ? undefined : eq(documents.unitId, unit)) : sql`0`,
}

const counted = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(documentVersions)
    .innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .innerJoin(years, eq(years.year, documents.year))
    .where(condition)

export const documentsWaiting = waitingIn(documentsInQueues, counted)
