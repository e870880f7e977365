import { OUTCOME_KINDS } from "#db/schema.ts"
import { type Asked, act } from "#src/door/act.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import { discardOutcome, ensureKeeps, enterOutcome, noteOutcomesTaken, wordsFit } from "./commands.ts"
import { Discarding, Entering, Taking } from "./input.ts"
import { findOutcome, outcomesOfYear } from "./queries.ts"

/* 表彰、经验和结果运用: entered by the year's office. The pages are in routes.tsx. */

export const kindAsked = (text: string | null | undefined) => OUTCOME_KINDS.find((kind) => kind === text) ?? null

export const register = ({ database, actor, number, query }: Asked) =>
  outcomesOfYear(database, actor, number("year"), {
    kind: kindAsked(query.get("kind")),
    page: Math.max(1, numberAsked(query.get("page") ?? "") ?? 1),
  })

export const ENTER = act({
  find: register,
  may: ensureKeeps,
  input: Entering,
  fits: ({ today }, found, { unit: unitId, happenedOn }) => wordsFit(found, { unitId, happenedOn }, today),
  does: async ({ database, by }, found, { unit: unitId, ...words }) => {
    await enterOutcome(database, found, { unitId, ...words }, by)
    return "outcome_entered"
  },
})

export const DISCARD = act({
  find: ({ database, actor, number }: Asked) => findOutcome(database, actor, number("outcome")),
  may: ensureKeeps,
  input: Discarding,
  version: ({ outcome }) => outcome.version,
  does: async ({ database, by }, found, { remark }) => {
    await discardOutcome(database, found, remark, by)
    return "outcome_discarded"
  },
})

const taking = (file: "xlsx" | "csv") =>
  act({
    find: ({ database, actor, number, query }: Asked) =>
      outcomesOfYear(database, actor, number("year"), { kind: kindAsked(query.get("kind")), page: null }),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      await noteOutcomesTaken(database, { year: found.year.year, file, rows: found.outcomes.length }, by)
      return { said: null, made: found.outcomes.length }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
