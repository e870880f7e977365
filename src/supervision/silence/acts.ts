import { type Asked, act } from "#src/door/act.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { registerTalk, talkFits } from "./commands.ts"
import { Talking } from "./input.ts"
import { silenceIn } from "./queries.ts"

export const findSilence = (asked: Asked) =>
  silenceIn(asked.database, asked.actor, asked.number("plan"), readingAs(asked))

/** 沟通 about parts that have been silent for long. */
export const TALK = act({
  find: findSilence,
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
    ensureRunning(plan)
  },
  input: Talking,
  fits: ({ by }, _found, talk) => talkFits(talk, by),
  does: async ({ database, by }, { plan, roundId, round, parts: silent }, { parts, ...talk }) => {
    const chosen = silent.filter(({ assignmentId }) => parts.includes(assignmentId))
    // Somebody has registered it meanwhile, or the unit has spoken.
    if (chosen.length !== new Set(parts).size || roundId === null || round === null) throw conflict("not_silent")
    await registerTalk(database, plan, { id: roundId, name: round }, chosen, talk, by)
    return `talk_registered.${chosen.length}`
  },
})
