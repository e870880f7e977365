import { type SQL, sql } from "drizzle-orm"
import { stateOf } from "#db/states.ts"
import { lastWord } from "#src/plans/rounds/scope.ts"
import { isKept } from "#src/supervision/notices/scope.ts"

/**
 * Something rests on the 统计封账 that was the last word on a round: the next one is open, or a 督办单 or 通报建议 has been
 * drafted since. By the order of the trail; of two instants that are the same none comes first.
 */
export const restedOn = (round: { planId: SQL | number; number: SQL | number; version: SQL | number }): SQL => sql`(
  exists (select 1 from rounds newer where newer.plan_id = ${round.planId} and newer.number > ${round.number})
  or exists (select 1 from notices n join events drafted on drafted.subject = 'notice:' || n.id and drafted.version = 1
    where n.plan_id = ${round.planId} and ${isKept(stateOf("n"))} and drafted.id > ${lastWord(round, sql`e.id`)}))`
