import { type Asked, act } from "#src/door/act.ts"
import {
  advance,
  auditSheet,
  changeRules,
  ensureEnters,
  ensureKeeps,
  ensureOpen,
  ensureWriting,
  marksFit,
  returnSheet,
  rulesFit,
  saveSheet,
  startAppraisal,
  startFits,
  submitSheet,
} from "./commands.ts"
import { ChangingRules, Returning, Saving, Starting, Submitting, Versioned } from "./input.ts"
import { cycleOfYear, cycleToAdvance, type FoundTarget, findTarget, type WithCycle } from "./queries.ts"

/* 履职评议 of a year, and the sheet of each unit. The pages are in routes.tsx. */

const theYear = ({ database, actor, number }: Asked) => cycleOfYear(database, actor, number("year"))

export const START = act({
  find: theYear,
  may: ensureKeeps,
  input: Starting,
  fits: (_asked, found, given) => startFits(found, given),
  does: async ({ database, by }, found, given) => {
    await startAppraisal(database, found, given, by)
    return "appraisal_started"
  },
})

/** The year with its cycle; without one there is nothing to be done to it. */
export async function theCycle(asked: Asked): Promise<WithCycle | null> {
  const found = await theYear(asked)
  const cycle = found?.cycle
  return found && cycle ? { ...found, cycle } : null
}

const onCycle = { find: theCycle, may: ensureKeeps }

export const CHANGE_RULES = act({
  ...onCycle,
  version: (found) => {
    ensureOpen(found)
    return found.cycle.appraisal.version
  },
  input: ChangingRules,
  fits: (_asked, _found, typed) => rulesFit(typed),
  does: async ({ database, by }, found, { version: _, ...typed }) => {
    await changeRules(database, found, typed, by)
    return "appraisal_changed"
  },
})

export const ADVANCE = act({
  find: ({ database, actor, number }: Asked) => cycleToAdvance(database, actor, number("year")),
  may: ensureKeeps,
  version: ({ cycle }) => cycle.appraisal.version,
  input: Versioned,
  does: async ({ database, by, settings }, found) => {
    await advance(database, found, settings, by)
    return "appraisal_advanced"
  },
})

export const theTarget = ({ database, actor, number }: Asked) => findTarget(database, actor, number("target"))

const writing = {
  find: theTarget,
  may: ensureEnters,
  version: (found: FoundTarget) => {
    ensureWriting(found)
    return found.target.version
  },
}

export const SAVE = act({
  ...writing,
  input: Saving,
  fits: (_asked, found, { marks }) => marksFit(found, marks, false),
  does: async ({ database, by }, found, { marks }) => {
    await saveSheet(database, found, marks, by)
    return "self_scored"
  },
})

export const SUBMIT = act({
  ...writing,
  input: Submitting,
  fits: (_asked, found, { marks }) => marksFit(found, marks, true),
  does: async ({ database, by }, found, { marks, signedBy }) => {
    await submitSheet(database, found, marks, signedBy, by)
    return "self_submitted"
  },
})

const judging = { find: theTarget, may: ensureKeeps, version: ({ target }: FoundTarget) => target.version }

export const RETURN = act({
  ...judging,
  input: Returning,
  does: async ({ database, by }, found, { remark }) => {
    await returnSheet(database, found, remark, by)
    return "self_returned"
  },
})

export const AUDIT = act({
  ...judging,
  input: Saving,
  fits: (_asked, found, { marks }) => marksFit(found, marks, true),
  does: async ({ database, by }, found, { marks }) => {
    await auditSheet(database, found, marks, by)
    return "self_audited"
  },
})
