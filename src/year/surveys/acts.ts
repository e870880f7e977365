import { type Asked, act } from "#src/door/act.ts"
import { discardSurvey, ensureKeeps, enterSurvey, noteSurveysTaken, wordsFit } from "./commands.ts"
import { Discarding, Entering, Taking } from "./input.ts"
import { findSurvey, surveysOfYear } from "./queries.ts"

/* 测评: rates that surveys found, entered by the year's office. The pages are in routes.tsx. */

export const register = ({ database, actor, number }: Asked) => surveysOfYear(database, actor, number("year"))

export const ENTER = act({
  find: register,
  may: ensureKeeps,
  input: Entering,
  fits: ({ today }, found, { unit: unitId, surveyedOn }) => wordsFit(found, { unitId, surveyedOn }, today),
  does: async ({ database, by }, found, { unit: unitId, ...words }) => {
    await enterSurvey(database, found, { unitId, ...words }, by)
    return "survey_entered"
  },
})

export const DISCARD = act({
  find: ({ database, actor, number }: Asked) => findSurvey(database, actor, number("survey")),
  may: ensureKeeps,
  input: Discarding,
  version: ({ survey }) => survey.version,
  does: async ({ database, by }, found, { remark }) => {
    await discardSurvey(database, found, remark, by)
    return "survey_discarded"
  },
})

const taking = (file: "xlsx" | "csv") =>
  act({
    find: ({ database, actor, number }: Asked) => surveysOfYear(database, actor, number("year"), { whole: true }),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      await noteSurveysTaken(database, { year: found.year.year, file, rows: found.surveys.length }, by)
      return { said: null, made: found.surveys.length }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
