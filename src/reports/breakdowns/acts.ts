import { dateOf } from "#src/clock.ts"
import { type Asked, act } from "#src/door/act.ts"
import { ensureUpon } from "#src/drafting/draft.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { ensureRunning } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { saysSomething } from "#src/reports/report/words.ts"
import { dayWords } from "#views/words.ts"
import {
  againFits,
  answer,
  lowerDraft,
  passAgain,
  passingFits,
  passOn,
  returnDown,
  returnFits,
  saveLowerDraft,
  sendUp,
  takeBackUp,
  takeOff,
  takingUp,
  urge,
} from "./commands.ts"
import { belowIn, Declining, Drafting, Ending, Passing, Reporting, Returning, Revising, Versioned } from "./input.ts"
import { mayAnswer, mayPass } from "./policy.ts"
import {
  type Below,
  type FoundBreakdown,
  type FoundPassing,
  findBreakdown,
  findPassing,
  type LowerReport,
} from "./queries.ts"
import { type Boxes, lastSent, notUnchanged, takenFrom, withRolledUp } from "./roll_up.ts"

/*
 * 分解落实: passed on, changed, urged, returned and ended by the unit above; signed for, objected to, written, sent and taken
 * back by the one below. Its pages are in routes.tsx.
 */

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
    fits: ({ by }, found, { units: unitIds, handlerId, internalBy }) =>
      passingFits(found, { unitIds, handlerId, internalBy }, by),
    does: async ({ database, by }, found, { units: unitIds, office, handlerId, words, internalBy }) => {
      await passOn(database, found, { unitIds, office, handlerId, words: words.trim(), internalBy }, by)
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
  fits: ({ by }, found, { internalBy }) => againFits(found, internalBy, by),
  version,
  does: async ({ database, by }, found, { words, internalBy }) => {
    await passAgain(database, found, { words: words.trim(), internalBy }, by)
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

/** The report that the lower body writes. */
const REPORTING = { find: report, may: (actor: Actor, { found }: FoundReport) => theLower(actor, found) }

/** What its own lower bodies have sent for one round. */
const sentFromBelow = ({ belowReports }: FoundBreakdown, { round }: LowerReport) =>
  belowReports.filter(({ roundId }) => roundId === round.id)

/** What is being typed, saved as it stands; `made` is its new revision. */
export const DRAFT = act({
  ...REPORTING,
  input: Drafting,
  does: async ({ database, by }, { found, one }, { revision, overwrite, below, ...boxes }) => {
    const upon = overwrite ?? revision
    if (below === undefined) {
      return { said: "draft_saved", made: await saveLowerDraft(database, found, one, boxes, upon, by) }
    }
    const taken = takenFrom(sentFromBelow(found, one), belowIn(below))
    const words = taken.reduce((written, lower) => withRolledUp(written, lower.bodyShort, lower), boxes)
    const made = await saveLowerDraft(database, found, one, words, upon, by, takingUp(database, taken))
    return { said: `rolled_up.${taken.length}`, made }
  },
})

/** 无变化 has to say since when. */
const unchangedBoxes = ({ round, words }: LowerReport, today: string): Boxes => ({
  achieved: `自${round.name}${words ? `（${dayWords(dateOf(words.at), today)}上报）` : ""}以来无变化，继续按原措施推进。`,
  problems: "",
  nextSteps: "",
  hasDifficulty: false,
})

/** 上报. */
export const SEND_UP = act({
  ...REPORTING,
  input: Reporting,
  fits: ({ refusalWords }, { found, one }, { unchanged, ...typed }) => {
    const draft = saysSomething(typed) ? typed : one.draft
    const before = lastSent(found, one)?.words ?? null
    const refusal = unchanged ? notUnchanged({ report: one.report, draft }, before) : null
    return refusal && { "": [refusalWords(refusal)] }
  },
  version: reportVersion,
  does: async ({ database, by }, { found, one }, { revision, overwrite, version: _, unchanged, ...typed }) => {
    ensureUpon(lowerDraft(found, one), overwrite ?? revision)
    const before = unchanged ? lastSent(found, one) : null
    await sendUp(database, found, one, before ? unchangedBoxes(before, by.today) : typed, by)
    return "breakdown_report_sent"
  },
})

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
