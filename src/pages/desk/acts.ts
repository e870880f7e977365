import { type Asked, act, nothingThere } from "#src/door/act.ts"
import { type Actor, decides, isSupervisor } from "#src/office/people/actor.ts"
import { removePhrase, savePhrase } from "#src/office/phrases/commands.ts"
import { Removing, Saving } from "#src/office/phrases/input.ts"
import { findPhrases } from "#src/office/phrases/queries.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { Together } from "#src/reports/report/input.ts"
import { acceptTogether } from "#src/reports/report/verdict_commands.ts"
import { ticked } from "./queries.ts"

/* What is done from 督查工作台 alone: 成批采纳, and one's own 常用语. */

/** Supervisors, and leaders and heads who may be named to confirm or to approve. */
export function theDesk(actor: Actor) {
  if (!decides(actor)) throw forbidden()
}

export function aSupervisor(actor: Actor) {
  if (!isSupervisor(actor)) throw forbidden()
}

const ownPhrases = ({ database, actor }: Asked) => findPhrases(database, actor.id)

export const SAVE_PHRASE = act({
  find: ownPhrases,
  may: theDesk,
  input: Saving,
  does: async ({ database, by }, found, phrase) => {
    await savePhrase(database, found, phrase, by)
    return "phrase_saved"
  },
})

/** One's own; that of somebody else is not there. */
export const REMOVE_PHRASE = act({
  find: async (asked) => {
    const found = await ownPhrases(asked)
    const id = asked.number("phrase")
    return found.phrases.some((one) => one.id === id) ? { found, id } : null
  },
  may: theDesk,
  input: Removing,
  does: async ({ database, by }, { found, id }) => {
    await removePhrase(database, found, id, by)
    return "phrase_removed"
  },
})

/** 成批采纳 of what the form names; `made`: what was accepted, and what was left with the reason of each. */
export const ACCEPT_TOGETHER = act({
  find: nothingThere,
  may: aSupervisor,
  input: Together,
  does: async ({ database, actor, by }, _found, { items, opinion }) => {
    const rows = await ticked(database, actor, items)
    if (rows.length === 0) throw missing()
    const made = await acceptTogether(database, rows, by, opinion)
    return { said: `accepted_together.${made.accepted.length}`, made }
  },
})
