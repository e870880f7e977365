import { isNull, or, type Placeholder, type SQL, sql } from "drizzle-orm"
import { plans, rounds } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { isKept } from "#src/supervision/notices/scope.ts"

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

/**
 * Something rests on the 统计封账 that was the last word on a round: the next one is open, or a 督办单 or 通报建议 has been
 * drafted since. By the order of the trail; of two instants that are the same none comes first.
 */
export const restedOn = (round: { planId: SQL | number; number: SQL | number; version: SQL | number }): SQL => sql`(
  exists (select 1 from rounds newer where newer.plan_id = ${round.planId} and newer.number > ${round.number})
  or exists (select 1 from notices n join events drafted on drafted.subject = 'notice:' || n.id and drafted.version = 1
    where n.plan_id = ${round.planId} and ${isKept(stateOf("n"))} and drafted.id > ${lastWord(round, sql`e.id`)}))`
