import { isNull, or, type Placeholder, type SQL, sql } from "drizzle-orm"
import { plans, rounds } from "#db/schema.ts"

/** A round takes first reports while it is open; the newest one also after its cut-off, marked 迟报. */
export const stillTaken: SQL = or(
  isNull(rounds.cutOffAt),
  sql`${rounds.number} = (select max(newer.number) from rounds newer where newer.plan_id = ${rounds.planId})`,
) as SQL

/** The id of the round of `plans` that was opened last. */
export const currentRound = (today: string | Placeholder): SQL =>
  sql`(select id from rounds where plan_id = ${plans.id} and opens_on <= ${today} order by number desc limit 1)`

/** The event that brought a round to its version. */
export const lastWord = (
  round: { planId: SQL | number; number: SQL | number; version: SQL | number },
  what: SQL,
): SQL =>
  sql`(select ${what} from events e
    where e.subject = 'round:' || cast(${round.planId} as integer) || '/' || cast(${round.number} as integer)
      and e.version = ${round.version})`
