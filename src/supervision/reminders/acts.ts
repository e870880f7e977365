import { act } from "#src/door/act.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { remind } from "./commands.ts"
import { Reminding } from "./input.ts"
import { type OwedRound, owedIn } from "./queries.ts"

/** One note a unit, of those that still owe something. */
const notesTo = (units: readonly number[], { owed }: OwedRound) =>
  [...new Set(units)].flatMap((unitId) => {
    const items = owed.filter((item) => item.unitId === unitId)
    const [first] = items
    return first ? [{ unitId, unit: first.unit, assignmentIds: items.map(({ assignmentId }) => assignmentId) }] : []
  })

/** 催办 in one round of a plan. */
export const REMIND = act({
  find: ({ database, actor, number, today }) => owedIn(database, actor, number("plan"), number("round"), today),
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
    ensureRunning(plan)
  },
  input: Reminding,
  does: async ({ database, by }, found, { units, kind, text }) => {
    const notes = notesTo(units, found)
    // Nobody of them owes anything any more: there is no one to remind.
    if (notes.length === 0) throw conflict("all_reported")
    await remind(database, found.plan, found.round, notes, { kind, text }, by)
    return kind === "telephoned" ? "telephoned" : `reminded.${notes.length}`
  },
})
