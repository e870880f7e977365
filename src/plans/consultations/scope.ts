import { and, inArray, or, type SQL, sql } from "drizzle-orm"
import { type Consultation, consultations } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isAdministrator, placesOf, unitsOf } from "#src/office/people/actor.ts"
import { OPEN, SHOWN } from "./workflow.ts"

type State = StateColumn<Consultation["state"]>

/** Units may say something. */
export const isOpen = (state: State = consultations.state): SQL => oneOf(state, OPEN)

/** Was not taken back. */
export const isShown = (state: State = consultations.state): SQL => oneOf(state, SHOWN)

/** The office's own, and those that the units of the actor were shown. */
export function visibleConsultations(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  return (
    or(
      inArray(consultations.officeId, unitsOf(actor, "supervisor")),
      and(
        isShown(),
        sql`exists (select 1 from consultation_units u where u.consultation_id = ${consultations.id}
          and u.unit_id in (select value from json_each(${JSON.stringify(placesOf(actor))})))`,
      ),
    ) ?? sql`0`
  )
}
