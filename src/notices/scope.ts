import { and, eq, inArray, notInArray, or, type SQL, sql } from "drizzle-orm"
import { notices, plans } from "#db/schema.ts"
import { type Actor, isAdministrator, isLeader, unitsOf } from "#src/people/actor.ts"
import { unitsSeenFrom } from "#src/plans/policy.ts"

const drafted = notInArray(notices.state, ["draft", "discarded"])
const issued = notInArray(notices.state, ["draft", "approving", "discarded"])

/**
 * Who sees a notice, as a condition on `notices` joined with its plan: the office; once it is submitted also those who
 * may approve it; once it is issued its addressee, leaders, and the unit that confirms what the office does itself.
 */
export function visibleNotices(actor: Actor): SQL {
  if (isAdministrator(actor)) return sql`0`
  const among = (column: typeof notices.officeId | typeof notices.unitId, units: number[]) =>
    units.length > 0 ? inArray(column, units) : sql`0`
  const confirming = unitsOf(actor, "supervisor", "head")
  return (
    or(
      among(notices.officeId, unitsOf(actor, "supervisor")),
      and(drafted, among(notices.officeId, unitsOf(actor, "head"))),
      isLeader(actor) ? drafted : undefined,
      and(issued, among(notices.unitId, unitsSeenFrom(actor))),
      confirming.length > 0
        ? and(issued, eq(notices.unitId, notices.officeId), inArray(plans.confirmingUnitId, confirming))
        : undefined,
    ) ?? sql`0`
  )
}
