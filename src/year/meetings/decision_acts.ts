import { type Asked, act } from "#src/door/act.ts"
import { evidence } from "#src/door/evidence.ts"
import { forbidden } from "#src/refusal.ts"
import { Attaching } from "#src/reports/evidence/input.ts"
import { basisOf, titleOf } from "#views/meetings/words.ts"
import {
  answerDecision,
  assignDecision,
  changeDecisionFiles,
  closeDecision,
  decisionFits,
  decisionRoom,
  demandDecision,
  dropDecision,
  ensureAnswers,
  noticeFits,
  reopenDecision,
  returnDecision,
  reviseDecision,
  strikeDecision,
} from "./decision_commands.ts"
import { type FoundDecision, findDecision } from "./decision_queries.ts"
import {
  Answering,
  Assigning,
  Closing,
  Dropping,
  Noticing,
  Reopening,
  Returning,
  RevisingDecision,
  Versioned,
} from "./input.ts"
import { convenes } from "./policy.ts"

/* 议定事项: written with the minutes, turned into a 分工 or a 督办单 or into nothing, answered by its unit, closed by the office. */

export const theDecision = ({ database, actor, number }: Asked) => findDecision(database, actor, number("decision"))

const ofOffice = {
  find: theDecision,
  may: (actor: Asked["actor"], { year }: FoundDecision) => {
    if (!convenes(actor, year)) throw forbidden()
  },
  version: ({ decision }: FoundDecision) => decision.version,
}

export const REVISE_DECISION = act({
  ...ofOffice,
  input: RevisingDecision,
  fits: (_asked, found, { unit: unitId, dueBy }) => decisionFits(found, { unitId, dueBy }),
  does: async ({ database, by }, found, { version: _, unit: unitId, ...words }) => {
    await reviseDecision(database, found, { unitId, ...words }, by)
    return "decision_revised"
  },
})

export const STRIKE = act({
  ...ofOffice,
  input: Versioned,
  does: async ({ database, by }, found) => {
    await strikeDecision(database, found, by)
    return "decision_struck"
  },
})

const NOT_OF_UNIT = { assignment: ["请从该单位的分工中选择"] }

const isCandidate = ({ candidates }: FoundDecision, assignment: number) =>
  candidates.some(({ id }) => id === assignment)

export const ASSIGN = act({
  ...ofOffice,
  input: Assigning,
  fits: (_asked, found, { assignment }) => (isCandidate(found, assignment) ? null : NOT_OF_UNIT),
  does: async ({ database, by }, found, { assignment }) => {
    await assignDecision(database, found, assignment, by)
    return "decision_turned"
  },
})

export const DEMAND = act({
  ...ofOffice,
  input: Noticing,
  fits: ({ by }, found, { assignment, answerBy }) =>
    isCandidate(found, assignment) ? noticeFits({ dueBy: answerBy }, by) : NOT_OF_UNIT,
  does: async ({ database, by }, found, { assignment, answerBy }) => {
    const words = { title: titleOf(found.decision), basis: basisOf(found), dueBy: answerBy }
    await demandDecision(database, found, assignment, words, by)
    return "decision_noticed"
  },
})

export const ANSWER = act({
  find: theDecision,
  may: ensureAnswers,
  input: Answering,
  version: ({ decision }: FoundDecision) => decision.version,
  does: async ({ database, by }, found, { text }) => {
    await answerDecision(database, found, text, by)
    return "decision_answered"
  },
})

export const DECISION_EVIDENCE = evidence({
  room: decisionRoom,
  listed: ({ files }: FoundDecision) => files,
  keep: ({ database, by }, found, change) => changeDecisionFiles(database, found, change, by),
})

export const ATTACH_ANSWER = act({
  find: theDecision,
  may: ensureAnswers,
  input: Attaching,
  does: async () => "attached.0",
})

export const CLOSE = act({
  ...ofOffice,
  input: Closing,
  does: async ({ database, by }, found, { remark }) => {
    await closeDecision(database, found, remark, by)
    return "decision_closed"
  },
})

export const RETURN = act({
  ...ofOffice,
  input: Returning,
  does: async ({ database, by }, found, { remark }) => {
    await returnDecision(database, found, remark, by)
    return "decision_returned"
  },
})

export const DROP = act({
  ...ofOffice,
  input: Dropping,
  does: async ({ database, by }, found, { remark }) => {
    await dropDecision(database, found, remark, by)
    return "decision_dropped"
  },
})

export const REOPEN = act({
  ...ofOffice,
  input: Reopening,
  does: async ({ database, by }, found, { remark }) => {
    await reopenDecision(database, found, remark, by)
    return "decision_reopened"
  },
})
