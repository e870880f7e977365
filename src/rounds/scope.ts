import { isNull, or, type SQL, sql } from "drizzle-orm"
import { rounds } from "#db/schema.ts"

/** A round takes first reports while it is open; the newest one also after its cut-off, marked 迟报. */
export const stillTaken: SQL = or(
  isNull(rounds.cutOffAt),
  sql`${rounds.number} = (select max(newer.number) from rounds newer where newer.plan_id = ${rounds.planId})`,
) as SQL
