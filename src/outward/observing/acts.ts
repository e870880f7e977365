import { yearOf } from "#src/clock.ts"
import { act } from "#src/door/act.ts"
import { ensureHolds } from "#src/office/people/actor.ts"
import { givenFits, giveSuggestion } from "#src/year/suggestions/commands.ts"
import { Giving } from "./input.ts"
import { observedYear } from "./queries.ts"

/** 提出意见建议, by an invited 外部监督, of the year that runs. */
export const GIVE = act({
  find: ({ database, actor, today }) => observedYear(database, actor, yearOf(today), today),
  may: (actor) => ensureHolds(actor, "observer"),
  input: Giving,
  fits: ({ by }, found, { unit: unitId, ...words }) => givenFits(found, { unitId, ...words }, by),
  does: async ({ database, by }, found, { unit: unitId, ...words }) => ({
    said: "suggestion_given",
    made: await giveSuggestion(database, found, { unitId, ...words }, by),
  }),
})
