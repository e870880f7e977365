import { eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { units } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { isUnfinished } from "#src/assignments/scope.ts"
import { isAsked } from "#src/extensions/scope.ts"
import { awaitsAnswer, isOpen } from "#src/notices/scope.ts"
import { isReportOwed, joined, unreported } from "#src/owing/scope.ts"
import { isRunning } from "#src/plans/scope.ts"

/**
 * What a unit has to do and who stands for it, as numbers without a name or a word: they are for the 系统管理员, who sees
 * no plan, before the unit is put out of use. One round trip.
 */
export async function openWorkOf({ db, read }: Database, unitId: number, today: string) {
  const unfinished = sql`from assignments a join plans p on p.id = a.plan_id
    where a.unit_id = ${unitId} and ${isUnfinished(stateOf("a"))} and ${isRunning(stateOf("p"))}`
  const ofNotices = sql`from notices n join plans p on p.id = n.plan_id where n.unit_id = ${unitId} and ${isRunning(stateOf("p"))}`
  const inForce = sql`s.from_on <= ${today} and (s.until_on is null or s.until_on >= ${today})`
  const [[found]] = await read([
    db
      .select({
        parts: sql<number>`(select count(*) ${unfinished})`,
        plans: sql<number>`(select count(distinct a.plan_id) ${unfinished})`,
        reports: sql<number>`(select count(*) from ${joined}
          where ${unreported({ units: sql`(${unitId})` })} and dues.unit_id = ${unitId} and ${isReportOwed(today)})`,
        awaited: sql<number>`(select count(*) ${ofNotices} and ${awaitsAnswer(stateOf("n"))})`,
        notices: sql<number>`(select count(*) ${ofNotices} and ${isOpen(stateOf("n"))})`,
        extensions: sql<number>`(select count(*) from extensions e where e.unit_id = ${unitId} and ${isAsked(stateOf("e"))})`,
        /** Plans that it supervises itself. */
        supervised: sql<number>`(select count(*) from plans p where p.supervising_unit_id = ${unitId} and ${isRunning(stateOf("p"))})`,
        posts: sql<number>`(select count(*) from posts s where s.unit_id = ${unitId} and ${inForce})`,
        lower: sql<number>`(select count(*) from units l where l.parent_id = ${unitId} and l.active)`,
      })
      .from(units)
      .where(eq(units.id, unitId)),
  ])
  if (!found) throw new Error("open work of a unit that is not there")
  return found
}

export type OpenWork = Awaited<ReturnType<typeof openWorkOf>>

export const isNothing = (work: OpenWork): boolean => Object.values(work).every((n) => n === 0)
