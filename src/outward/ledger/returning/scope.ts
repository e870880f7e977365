import { eq, inArray, or, type SQL, sql } from "drizzle-orm"
import { type LedgerImport, ledgerImports, plans } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"

type State = StateColumn<LedgerImport["state"]>

/** Still to be looked through. */
export const isPending = (state: State = ledgerImports.state): SQL => oneOf(state, ["open"])

/** Who sees one, of a plan that they see: the supervising office, and whoever brought it. */
export const broughtTo = (actor: Actor): SQL => {
  const offices = unitsOf(actor, "supervisor")
  const own = eq(ledgerImports.broughtById, actor.id)
  return or(own, offices.length > 0 ? inArray(plans.supervisingUnitId, offices) : undefined) ?? sql`0`
}
