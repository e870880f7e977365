import { sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { documents, filedDuties } from "#db/schema.ts"

type Sent = { id: number; year: number; unitId: number; number: number; sending: number }

/** The list as it is sent: each item that stands in it, in its newest wording. */
export const listSent = (
  { db }: Pick<Database, "db">,
  { id, year, unitId, number, sending }: Sent,
): BatchItem<"sqlite"> =>
  // In the order of the table's columns.
  db.insert(filedDuties).select(sql`select ${id}, ${number}, ${sending}, d.id, d.latest, d.position from duties d
    where d.year = ${year} and d.unit_id = ${unitId} and d.struck_on is null`)

/** So many items stand in the list that a row of `documents` is about. */
export const dutiesListed = sql<number>`(select count(*) from duties cd where ${documents.kind} = 'duty_list'
  and cd.year = ${documents.year} and cd.unit_id = ${documents.unitId} and cd.struck_on is null)`
