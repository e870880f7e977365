import { type Asked, act } from "#src/door/act.ts"
import { type Actor, isSupervisor } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { transferFits, transferWork } from "./commands.ts"
import { Transferring } from "./input.ts"
import { transferOf } from "./queries.ts"

/* 移交: all that a unit has open goes over to another, as the page has shown it before. */

/** The unit's open work as the actor's office follows it up, and who is asked to take it over. */
export const openWork = ({ database, actor, number, asks }: Asked) =>
  transferOf(database, actor, number("unit"), asks("to"))

export function theOffice(actor: Actor) {
  if (!isSupervisor(actor)) throw forbidden()
}

export const TRANSFER = act({
  find: openWork,
  may: theOffice,
  input: Transferring,
  fits: ({ by }, found, choosing) => transferFits(found, choosing, by),
  does: async ({ database, by }, found, choosing) => {
    const done = await transferWork(database, found, choosing, by)
    return `transferred.${done.parts + done.notices}`
  },
})
