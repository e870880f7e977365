import { overrideLight } from "#src/board/lights/commands.ts"
import { Overriding } from "#src/board/lights/input.ts"
import { Confirming } from "#src/confirming/input.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { type Asked, act, nothingThere } from "#src/door/act.ts"
import { type Actor, isOfUnit } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { type Joining, joining } from "#src/plans/rounds/joining.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { Versioned } from "#src/reports/report/input.ts"
import type { Said } from "#src/trail/actions.ts"
import {
  acknowledge,
  allow,
  allowUnit,
  confirmClosure,
  decideAssignment,
  describe,
  ensureAcknowledging,
  hand,
  judgeClaim,
  moveAssignment,
  reassign,
  rectifyFits,
  suspendFits,
  withdrawClaim,
} from "./commands.ts"
import {
  Acknowledging,
  AcknowledgingAll,
  Answering,
  Handing,
  Judging,
  Prolonging,
  Reasoned,
  Redistributing,
  Reopening,
  Suspending,
  Terminating,
} from "./input.ts"
import {
  assignmentsById,
  colleagues,
  type FoundAssignment,
  type FoundToMove,
  findAssignment,
  findClaim,
  findToDecide,
  findToMove,
  reassignmentFacts,
  type ToDecide,
} from "./queries.ts"
import type { AssignmentMove } from "./workflow.ts"

/*
 * What is done with one part: by its unit (签收, 具体措施, 转经办人, 异议, 申请办结 and its withdrawal) and by the office
 * (答复, 销号, 挂起 and so on, 回头看, the light). The browser's pages of them are in routes.tsx.
 */

const version = ({ assignment }: FoundAssignment) => assignment.version
const theUnit = (actor: Actor, found: FoundAssignment) => allowUnit(actor, found)
const whoMay = (move: AssignmentMove) => (actor: Actor, found: FoundAssignment) => allow(actor, found, move)

function theOffice(actor: Actor, { plan }: FoundAssignment) {
  if (!supervises(actor, plan)) throw forbidden()
}

const assignment = ({ database, actor, number }: Asked) => findAssignment(database, actor, number("assignment"))
/** One that an act may take into the round that runs. */
const toMove = ({ database, actor, number }: Asked) => findToMove(database, actor, number("assignment"))
/** One that is decided about, with what may be chosen. */
const toDecide = ({ database, actor, number }: Asked) => findToDecide(database, actor, number("assignment"))

type Runs = Pick<FoundToMove, "assignment" | "plan" | "running">
type Told = Pick<Asked, "today" | "calendar" | "settings">

/** The round that the part may be taken into. */
export const joiningOf = (asked: Told, found: Runs) => joiningAs(asked, found, found.running?.isListed === 1)

/** The same for another unit in its place, which no round knows yet. */
export const joiningAnother = (asked: Told, found: Runs) => joiningAs(asked, found, false)

function joiningAs({ today, calendar, settings }: Told, { assignment, plan, running }: Runs, isListed: boolean) {
  const part = { role: assignment.role, rhythm: running?.rhythm ?? null, isListed }
  return joining(plan, running, part, { today, calendar, lastPeriodDays: settings.lastPeriodDays })
}

/** Where the round is not named beside the box, only one that would usually ask for the part is meant. */
const usualRound = (join: Joining | null) => (join?.usual ? join.round : null)

export const ACKNOWLEDGE = act({
  find: assignment,
  may: theUnit,
  input: Acknowledging,
  version,
  does: async ({ database, by }, found, { version: _, ...planning }) => {
    await acknowledge(database, [found], by, planning)
    return "acknowledged"
  },
})

/** Parts that wait for their unit's 签收, by their ids: all of them, or it is said of which it cannot be. */
export async function toAcknowledge({ database, actor }: Pick<Asked, "database" | "actor">, ids: number[]) {
  const [founds] = await database.read([assignmentsById(database, actor, ids)])
  if (founds.length !== new Set(ids).size) throw missing()
  ensureAcknowledging(actor, founds)
  return founds
}

/** 签收 of several at once: which they are, the input says. */
export const ACKNOWLEDGE_ALL = act({
  find: nothingThere,
  may: (actor) => {
    if (!isOfUnit(actor)) throw forbidden()
  },
  input: AcknowledgingAll,
  does: async (asked, _found, { ids, confirmed: _, revise: __, ...planning }) => {
    const founds = await toAcknowledge(asked, ids)
    await acknowledge(asked.database, founds, asked.by, planning)
    return `acknowledged_all.${founds.length}`
  },
})

export const DESCRIBE = act({
  find: assignment,
  may: theUnit,
  input: Acknowledging,
  version,
  does: async ({ database, by }, found, { version: _, ...planning }) => {
    await describe(database, found, planning, by)
    return "planned"
  },
})

export const HAND = act({
  find: assignment,
  may: theUnit,
  input: Handing,
  version,
  does: async ({ database, by }, found, { handlerId }) => {
    const [staff] = await database.read([colleagues(database, [found.assignment.unitId])])
    const handler = staff.find(({ id }) => id === handlerId) ?? null
    if (handlerId !== null && !handler) throw missing()
    await hand(database, found, handler, by)
    return "handed"
  },
})

/** 答复 of an 异议: 维持分工 or 改派. */
export const ANSWER = act({
  find: toMove,
  may: whoMay("uphold"),
  input: Answering,
  version,
  does: async (asked, found, { answer, remark, unitId, listed }) => {
    const { database, by } = asked
    if (answer === "uphold") {
      const into = listed ? usualRound(joiningOf(asked, found)) : null
      await moveAssignment(database, found, "uphold", by, { remark }, into)
      return into ? "upheld_listed" : "upheld"
    }
    const facts = await reassignmentFacts(database, found, unitId ?? 0)
    if (!facts) throw missing()
    const into = listed ? usualRound(joiningAnother(asked, found)) : null
    await reassign(database, found, facts, by, { remark }, into)
    return into ? "reassigned_listed" : "reassigned"
  },
})

const DONE_BY_VERDICT = {
  close: "closed",
  hand_back: "handed_back",
  rectify: "rectifying",
  suspend: "suspended",
  prolong: "prolonged",
  terminate: "terminated",
} as const

const doneBy = (verdict: keyof typeof DONE_BY_VERDICT, { task }: FoundAssignment) =>
  verdict === "close" && task.deadline === "yearly" ? ("year_completed" as const) : DONE_BY_VERDICT[verdict]

export const JUDGE = act({
  find: assignment,
  may: whoMay("close"),
  input: Judging,
  fits: ({ by }, _found, { answerBy }) => rectifyFits(answerBy, by),
  version,
  does: async ({ database, by }, found, { verdict, remark, answerBy }) => {
    const outcome = await judgeClaim(database, found, verdict, by, { remark, answerBy })
    return outcome === "proposed" ? "proposed" : doneBy(verdict, found)
  },
})

export const CONFIRM = act({
  find: assignment,
  may: (actor, { plan }) => {
    if (!isNamedConfirmer(actor, plan)) throw forbidden()
  },
  input: Confirming,
  version,
  does: async ({ database, by }, found, { agrees, decision }) => {
    const verdict = await confirmClosure(database, found, by, { agrees, decision })
    return agrees ? doneBy(verdict, found) : "proposal_declined"
  },
})

export const OVERRIDE_LIGHT = act({
  find: assignment,
  may: theOffice,
  input: Overriding,
  version,
  does: async ({ database, by }, found, input) => {
    await overrideLight(database, found, input, by)
    return "light_overridden"
  },
})

const suspending = (move: "suspend" | "prolong", input: typeof Suspending) =>
  act({
    find: toDecide,
    may: whoMay(move),
    input,
    fits: ({ by }, _found, { untilOn }) => suspendFits(untilOn, by),
    version,
    does: async ({ database, by }, found, { version: _, ...decision }) => {
      const outcome = await decideAssignment(database, found, move, by, decision)
      return outcome === "proposed" ? "proposed" : DONE_BY_VERDICT[move]
    },
  })

/** What the office decides on a page of its own, by the noun of its address. */
export const DECISIONS = {
  suspension: { move: "suspend", act: suspending("suspend", Suspending) },
  prolongation: { move: "prolong", act: suspending("prolong", Prolonging) },
  termination: {
    move: "terminate",
    act: act({
      find: toDecide,
      may: whoMay("terminate"),
      input: Terminating,
      version,
      does: async ({ database, by }, found, { version: _, mergedIntoId, ...decision }) => {
        const mergedInto = mergedIntoId === null ? null : mergeTarget(found, mergedIntoId)
        const outcome = await decideAssignment(database, found, "terminate", by, { ...decision, mergedInto })
        return outcome === "proposed" ? "proposed" : "terminated"
      },
    }),
  },
  reassignment: {
    move: "reassign",
    act: act({
      find: toDecide,
      may: whoMay("reassign"),
      input: Redistributing,
      version,
      does: async (asked, found, { version: _, unitId, listed, ...decision }) => {
        const { database, by } = asked
        const facts = await reassignmentFacts(database, found, unitId ?? 0)
        if (!facts) throw missing()
        const into = listed ? (joiningAnother(asked, found)?.round ?? null) : null
        await reassign(database, found, facts, by, decision, into)
        return into ? "reassigned_listed" : "reassigned"
      },
    }),
  },
  reopening: {
    move: "reopen",
    act: act({
      find: toDecide,
      may: whoMay("reopen"),
      input: Reopening,
      version,
      does: async (asked, found, { remark, authority, listed }) => {
        const into = listed ? (joiningOf(asked, found)?.round ?? null) : null
        await moveAssignment(asked.database, found, "reopen", asked.by, { remark, authority }, into)
        return into ? "reopened_listed" : "reopened"
      },
    }),
  },
} as const

/** The part that another is merged into: of the same plan, and at work. */
function mergeTarget({ choices }: ToDecide, id: number) {
  const part = choices.parts.find((one) => one.id === id)
  if (!part) throw missing()
  return { id, name: `${part.unit}${part.label}` }
}

export const WITHDRAW_CLAIM = act({
  find: ({ database, actor, number }) => findClaim(database, actor, number("assignment")),
  may: theUnit,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await withdrawClaim(database, found, by)
    return "claim_withdrawn"
  },
})

/** A plain move with its reason. */
const reasoned = (move: AssignmentMove, done: Said, doneListed = done) =>
  act({
    find: toMove,
    may: whoMay(move),
    input: Reasoned,
    version,
    does: async (asked, found, { remark, listed }) => {
      const into = move === "resume" && listed ? usualRound(joiningOf(asked, found)) : null
      await moveAssignment(asked.database, found, move, asked.by, { remark }, into)
      return into ? doneListed : done
    },
  })

export const DISPUTE = reasoned("dispute", "disputed")
export const CLAIM = reasoned("claim", "claimed")
export const RESUME = reasoned("resume", "resumed", "resumed_listed")
