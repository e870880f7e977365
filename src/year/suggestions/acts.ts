import { type Asked, act } from "#src/door/act.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import { forbidden } from "#src/refusal.ts"
import {
  answerFits,
  answerSuggestion,
  discardSuggestion,
  ensureHandsOut,
  ensureRates,
  enterSuggestion,
  noteSuggestionsTaken,
  rateAnswer,
  reviseSuggestion,
  revisionFits,
  wordsFit,
} from "./commands.ts"
import { Answering, Discarding, Entering, Rating, Revising, Taking } from "./input.ts"
import { pickedIn } from "./picked.ts"
import { answers } from "./policy.ts"
import { type FoundSuggestion, findSuggestion, suggestionsOfYear, suggestionsToTake } from "./queries.ts"

/* 意见建议 of 人大, 政协 and others: entered and handed out by the year's office, answered by units. The pages are in routes.tsx. */

/** The register of the year in the address. */
export const register = ({ database, actor, number, query, today }: Asked) =>
  suggestionsOfYear(database, actor, number("year"), {
    picked: pickedIn(query.get("state")),
    page: Math.max(1, numberAsked(query.get("page") ?? "") ?? 1),
    today,
  })

export const ENTER = act({
  find: register,
  may: ensureHandsOut,
  input: Entering,
  fits: ({ today }, found, { unit: unitId, ...words }) => wordsFit(found, { unitId, ...words }, today),
  does: async ({ database, by }, found, { unit: unitId, ...words }) => ({
    said: "suggestion_entered",
    made: await enterSuggestion(database, found, { unitId, ...words }, by),
  }),
})

export const theSuggestion = ({ database, actor, number, today }: Asked) =>
  findSuggestion(database, actor, number("suggestion"), today)

const ofOffice = {
  find: theSuggestion,
  may: ensureHandsOut,
  version: ({ suggestion }: FoundSuggestion) => suggestion.version,
}

export const REVISE = act({
  ...ofOffice,
  input: Revising,
  fits: ({ today }, found, { unit: unitId, version: _, ...words }) => revisionFits(found, { unitId, ...words }, today),
  does: async ({ database, by }, found, { version: _, unit: unitId, ...words }) => {
    await reviseSuggestion(database, found, { unitId, ...words }, by)
    return "suggestion_revised"
  },
})

export const ANSWER = act({
  ...ofOffice,
  may: (actor, { suggestion, year }) => {
    if (!answers(actor, year, suggestion)) throw forbidden()
  },
  input: Answering,
  fits: ({ today }, found, answer) => answerFits(found, answer, today),
  does: async ({ database, by }, found, { version: _, ...answer }) => {
    await answerSuggestion(database, found, answer, by)
    return "suggestion_answered"
  },
})

export const RATE = act({
  ...ofOffice,
  may: ensureRates,
  input: Rating,
  fits: ({ today }, _found, { satisfaction, dueBy }) =>
    satisfaction === "unsatisfied" && dueBy !== null && dueBy < today
      ? { dueBy: ["重新答复的期限不能早于今天"] }
      : null,
  does: async ({ database, by }, found, { version: _, ...rating }) => {
    await rateAnswer(database, found, rating, by)
    return rating.satisfaction === "unsatisfied" ? "suggestion_open_again" : "suggestion_closed"
  },
})

export const DISCARD = act({
  ...ofOffice,
  input: Discarding,
  does: async ({ database, by }, found, { remark }) => {
    await discardSuggestion(database, found, remark, by)
    return "suggestion_discarded"
  },
})

const taking = (file: "xlsx" | "csv") =>
  act({
    find: ({ database, actor, number, query, today }: Asked) =>
      suggestionsToTake(database, actor, number("year"), { picked: pickedIn(query.get("state")), today }),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      await noteSuggestionsTaken(database, { year: found.year.year, file, rows: found.suggestions.length }, by)
      return { said: null, made: found.suggestions.length }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
