import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { ensureRunning } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { DAY_PROBLEM_LABEL } from "#views/breakdowns/words.ts"
import { answer, bodiesFit, passAgain, passOn, returnDown, returnFits, takeBackUp, takeOff, urge } from "./commands.ts"
import { type Due, dayProblem, daysBefore, latestBy } from "./days.ts"
import { Declining, Ending, Passing, Returning, Revising, Versioned } from "./input.ts"
import { mayAnswer, mayPass } from "./policy.ts"
import {
  type Below,
  type FoundBreakdown,
  type FoundPassing,
  findBreakdown,
  findPassing,
  type LowerReport,
} from "./queries.ts"

/*
 * 分解落实: passed on, changed, urged, returned and ended by the unit above; signed for, objected to and taken back by the
 * one below. Its pages, and the report that is being written, are in routes.tsx.
 */

/** Why 内部期限 is of no use, at its field. */
function dayFits(internalBy: string | null, round: Due, ownDaysBefore: number, today: string): Problems | null {
  const problem = dayProblem(internalBy, latestBy(round, ownDaysBefore), today)
  return problem && { internalBy: [DAY_PROBLEM_LABEL[problem]] }
}

const passing = (below: (asked: Asked) => Below) => (asked: Asked) =>
  findPassing(asked.database, asked.actor, below(asked), asked.today)

const toPass = {
  assignment: passing(({ number }) => ({ assignmentId: number("assignment") })),
  breakdown: passing(({ number }) => ({ upperId: number("breakdown") })),
}

/** Whoever sees the part and is not of its unit is told so. */
function mayPassOn(actor: Actor, { unit }: FoundPassing) {
  if (!mayPass(actor, unit.id)) throw forbidden()
}

/** What may be passed on from a part, or from what was passed on itself; for its pages too. */
export const PASSING = {
  assignment: { find: toPass.assignment, may: mayPassOn },
  breakdown: { find: toPass.breakdown, may: mayPassOn },
}

const passes = (find: (asked: Asked) => Promise<FoundPassing | null>) =>
  act({
    find,
    may: (actor, found) => {
      mayPassOn(actor, found)
      ensureRunning(found.plan)
    },
    input: Passing,
    fits: ({ today }, found, { units: unitIds, handlerId, internalBy }) => {
      const problems = {
        ...bodiesFit(found, { unitIds, handlerId }),
        ...dayFits(internalBy, found.round, found.daysBefore, today),
      }
      return Object.keys(problems).length > 0 ? problems : null
    },
    does: async ({ database, by }, found, { units: unitIds, office, handlerId, words, internalBy }) => {
      const days = daysBefore(internalBy, found.round, found.daysBefore)
      await passOn(database, found, { unitIds, office, handlerId, words: words.trim(), daysBefore: days }, by)
      return `breakdown_passed.${unitIds.length + (handlerId === null ? 0 : 1)}`
    },
  })

export const PASS_ON = passes(toPass.assignment)
export const PASS_DOWN = passes(toPass.breakdown)

export const breakdown = ({ database, actor, number, today }: Asked) =>
  findBreakdown(database, actor, number("breakdown"), today)

const version = ({ breakdown }: FoundBreakdown) => breakdown.version

function theLower(actor: Actor, { breakdown }: FoundBreakdown) {
  if (!mayAnswer(actor, breakdown)) throw forbidden()
}

function theUpper(actor: Actor, { breakdown }: FoundBreakdown) {
  if (!mayPass(actor, breakdown.fromUnitId)) throw forbidden()
}

export const ACCEPT = act({
  find: breakdown,
  may: theLower,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await answer(database, found, "accept", by)
    return "breakdown_accepted"
  },
})

export const DECLINE = act({
  find: breakdown,
  may: theLower,
  input: Declining,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await answer(database, found, "decline", by, remark)
    return "breakdown_declined"
  },
})

export const REVISE = act({
  find: breakdown,
  may: theUpper,
  input: Revising,
  fits: ({ today }, { next, ownDaysBefore }, { internalBy }) => dayFits(internalBy, next, ownDaysBefore, today),
  version,
  does: async ({ database, by }, found, { words, internalBy }) => {
    const { breakdown, next, ownDaysBefore } = found
    const days = internalBy === null ? breakdown.daysBefore : daysBefore(internalBy, next, ownDaysBefore)
    await passAgain(database, found, { words: words.trim(), daysBefore: days }, by)
    return "breakdown_passed_again"
  },
})

export const TAKE_OFF = act({
  find: breakdown,
  may: theUpper,
  input: Ending,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await takeOff(database, found, by, remark)
    return found.wasSent ? "breakdown_ended" : "breakdown_withdrawn"
  },
})

export const URGE = act({
  find: breakdown,
  may: theUpper,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await urge(database, found, by)
    return "breakdown_urged"
  },
})

export type FoundReport = { found: FoundBreakdown; one: LowerReport }

/** Its report for the round that the address names. */
async function report(asked: Asked): Promise<FoundReport | null> {
  const found = await breakdown(asked)
  const number = asked.number("round")
  const one = found?.reports.find(({ round }) => round.number === number)
  return found && one ? { found, one } : null
}

const reportVersion = ({ one }: FoundReport) => one.report?.version ?? 0

/** The report that the lower body writes; for what it types too. */
export const REPORTING = { find: report, may: (actor: Actor, { found }: FoundReport) => theLower(actor, found) }

export const TAKE_BACK = act({
  ...REPORTING,
  input: Versioned,
  version: reportVersion,
  does: async ({ database, by }, { found, one }) => {
    await takeBackUp(database, found, one, by)
    return "breakdown_report_taken_back"
  },
})

export const RETURN = act({
  find: report,
  may: (actor, { found }) => theUpper(actor, found),
  input: Returning,
  fits: ({ today }, _found, input) => returnFits(input, today),
  version: reportVersion,
  does: async ({ database, by }, { found, one }, { remark, resubmitBy }) => {
    await returnDown(database, found, one, { remark, resubmitBy }, by)
    return "breakdown_report_returned"
  },
})
