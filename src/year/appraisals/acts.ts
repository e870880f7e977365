import { type Asked, act } from "#src/door/act.ts"
import { missing } from "#src/refusal.ts"
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
import { Advancing, ChangingRules, Returning, Saving, Starting, Submitting } from "./input.ts"
import { appraisalOfYear, findTarget, type WithCycle } from "./queries.ts"

/* 履职评议 of a year, and the sheet of each unit. The pages are in routes.tsx. */

export const theYear = ({ database, actor, number, asks }: Asked) =>
  appraisalOfYear(database, actor, number("year"), Math.max(1, asks("page") ?? 1))

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
  ...onCycle,
  version: ({ cycle }) => cycle.appraisal.version,
  input: Advancing,
  does: async ({ database, by }, found) => {
    await advance(database, found, by)
    return "appraisal_advanced"
  },
})

export async function theTarget({ database, actor, number }: Asked) {
  const found = await findTarget(database, actor, number("target"))
  if (!found) throw missing()
  return found
}

type Target = Awaited<ReturnType<typeof theTarget>>

const writing = {
  find: theTarget,
  may: ensureEnters,
  version: (found: Target) => {
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

const judging = { find: theTarget, may: ensureKeeps, version: ({ target }: Target) => target.version }

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
