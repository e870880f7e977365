import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { bodies, dutyTexts, verificationResults, verifications, years } from "#db/schema.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { isRecordedLast } from "#src/year/duties/scope.ts"
import { keptBy, takesPart } from "#src/year/years/scope.ts"
import type { VerifyingView } from "./lists.ts"
import { USUAL_DAY } from "./workflow.ts"

/** 应核实: applies, and stands in the newest list that was recorded, of a body that takes part. On `duty_texts` and `bodies`. */
export const isDue = (): SQL => sql`(${dutyTexts.applies} and ${takesPart(bodies.leftOn)} and ${isRecordedLast()})`

/** `overlooksYear` as a condition on `years`. */
export function untoldReadBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  return isLeader(actor) ? sql`1` : keptBy(actor)
}

/**
 * The result of an item in which the actor reads it: the office and leaders the newest, everybody else the one that the unit
 * was told last. A condition on `verifications`, `verification_results` and `years`, of which one row at most holds.
 */
export const isResultRead = (actor: Actor): SQL =>
  sql`${verificationResults.number} = case when ${untoldReadBy(actor)} then ${verifications.latest} else ${verifications.told} end`

/** The unit was told. */
export const wasTold = (toldAt: SQLWrapper = verificationResults.toldAt): SQL => sql`${toldAt} is not null`

/** A result, whichever it is of its item, that the actor reads: a condition on `verification_results` and `years`. */
export const isResultOpen = (actor: Actor): SQL => sql`(${wasTold()} or ${untoldReadBy(actor)})`

/** `awaitsAnswer` as a condition. */
export const isUnexplained = (): SQL =>
  sql`(${verificationResults.result} = 'untrue' and ${wasTold()} and ${verificationResults.answeredAt} is null)`

/** The rows of a view, by the result that is read; without one its columns are null. */
export function verifyingIn(view: VerifyingView): SQL {
  if (view === "all") return sql`1`
  if (view === "pending") return sql`${verificationResults.number} is null`
  if (view === "verified") return sql`${verificationResults.number} is not null`
  if (view === "untold") return sql`(${verificationResults.number} is not null and not ${wasTold()})`
  if (view === "unexplained") return sql`coalesce(${isUnexplained()}, 0)`
  return sql`coalesce(${verificationResults.result} = ${view}, 0)`
}

/** From which day on the items of a year are verified, of rows that are called so. */
const dayOf = (days: string, year: string) => sql.raw(`coalesce(${days}.from_on, ${year}.year || '${USUAL_DAY}')`)

/** The newest year of its office of which the day has come: a condition on `years`. */
export const isBegun = (today: SQLWrapper | string): SQL => sql`${years.year} = (select max(y.year) from years y
    left join verification_days vd on vd.year = y.year
    where y.office_id = ${years.officeId} and ${dayOf("vd", "y")} <= ${today})`

/** Its unit has said nothing of it, and was told nothing: a condition on `verifications`, which may have no row. */
export const isUnclaimed = (): SQL =>
  sql`(coalesce(${verifications.claims}, 0) = 0 and coalesce(${verifications.told}, 0) = 0)`

/**
 * Waits for the office of the actor: of the newest year of which the day has come, since its page shows one year. A condition on
 * `years`.
 */
export const toVerify = (actor: Actor, today: string): SQL =>
  sql`(${keptBy(actor)} and ${isBegun(today)} and ${isDue()} and ${verifyingIn("pending")})`
