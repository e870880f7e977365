import { yearOf } from "#src/clock.ts"
import { type Asked, act } from "#src/door/act.ts"
import { noteRegister } from "#src/year/years/commands.ts"
import { VIEW_LABEL } from "#views/verifying/words.ts"
import {
  claimItems,
  ensureClaims,
  ensureExplains,
  ensureKeeps,
  explainResult,
  resultFits,
  setDay,
  tellResults,
  verifyItems,
} from "./commands.ts"
import { Claiming, Explaining, SettingDay, Taking, Telling, Verifying } from "./input.ts"
import { filterIn } from "./lists.ts"
import { findVerification, resultsToTell, verifyingOfYear, verifyingToTake } from "./queries.ts"
import { toldOf, untoldVersion } from "./shown.ts"

/* 督查核实: the unit says how far its items are, the office says what it found and tells the unit. The pages are in routes.tsx. */

const asking = ({ number, query, asks }: Asked) => ({
  year: number("year"),
  filter: filterIn(query),
  page: Math.max(1, asks("page") ?? 1),
})

/** What the address shows: the form is about the rows of this very page. */
export const theYear = (asked: Asked) => verifyingOfYear(asked.database, asked.actor, asking(asked))

export const VERIFY = act({
  find: theYear,
  may: ensureKeeps,
  input: Verifying,
  fits: ({ today }, found, given) => resultFits(found, given, today),
  does: async ({ database, by }, found, given) =>
    `verifications_found.${await verifyItems(database, found, given, by)}`,
})

export const TELL = act({
  find: (asked: Asked) => resultsToTell(asked.database, asked.actor, asking(asked)),
  may: ensureKeeps,
  input: Telling,
  version: ({ rows }) => untoldVersion(rows),
  does: async ({ database, by }, found) => `verifications_told.${await tellResults(database, found, by)}`,
})

export const CLAIM = act({
  find: theYear,
  may: ensureClaims,
  input: Claiming,
  does: async ({ database, by }, found, { claims }) =>
    `verifications_claimed.${await claimItems(database, found, claims, by)}`,
})

export const SET_DAY = act({
  find: theYear,
  may: ensureKeeps,
  input: SettingDay,
  fits: (_asked, { year }, { fromOn }) =>
    [year.year, year.year + 1].includes(yearOf(fromOn))
      ? null
      : { fromOn: [`请填写${year.year}年或${year.year + 1}年的日期`] },
  version: ({ day }) => day.version,
  does: async ({ database, by }, found, { fromOn }) => {
    await setDay(database, found, fromOn, by)
    return "verification_day_set"
  },
})

export const theItem = ({ database, actor, number }: Asked) => findVerification(database, actor, number("duty"))

export const EXPLAIN = act({
  find: theItem,
  may: ensureExplains,
  input: Explaining,
  version: (found) => toldOf(found)?.number ?? 0,
  does: async ({ database, by }, found, { explanation }) => {
    await explainResult(database, found, explanation, by)
    return "verification_explained"
  },
})

export const taking = (file: "xlsx" | "csv") =>
  act({
    find: (asked: Asked) => verifyingToTake(asked.database, asked.actor, asking(asked)),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      const picked = found.filter.view === null ? "" : VIEW_LABEL[found.filter.view]
      const taken = { year: found.year.year, register: "督查核实", picked, file, rows: found.rows.length }
      await noteRegister(database, taken, by)
      return { said: null, made: found.rows.length }
    },
  })
