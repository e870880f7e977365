import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm"
import { type LedgerImport, ledgerImports, plans } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { draftsSeenBy } from "#src/plans/plan/scope.ts"

type State = StateColumn<LedgerImport["state"]>

/** Still to be looked through. */
export const isPending = (state: State = ledgerImports.state): SQL => oneOf(state, ["open"])

/**
 * Who sees one, of a plan that they see: the supervising office; and whoever brought it for a unit, as long as they see the
 * drafts of every unit of which it has rows. It shows what stands there now, so that no post counts but today's.
 */
export const broughtTo = (actor: Actor): SQL => {
  const offices = unitsOf(actor, "supervisor")
  const own = and(
    eq(ledgerImports.broughtById, actor.id),
    eq(ledgerImports.asOffice, false),
    sql`(${ledgerImports.unitId} is null or ${draftsSeenBy(actor, ledgerImports.unitId)})`,
    sql`not exists (select 1 from ledger_import_rows r join assignments a on a.id = r.assignment_id
      where r.import_id = ${ledgerImports.id} and not ${draftsSeenBy(actor, sql`a.unit_id`)})`,
  )
  return or(own, offices.length > 0 ? inArray(plans.supervisingUnitId, offices) : undefined) ?? sql`0`
}
