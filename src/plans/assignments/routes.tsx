import type { Context } from "hono"
import type { z } from "zod"
import { overrideLight } from "#src/board/lights/commands.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { ensureCurrent, numberIn, ownPath } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { overAlready } from "#src/office/calendar/asked.ts"
import { isOfUnit } from "#src/office/people/actor.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { directory } from "#src/office/units/directory.ts"
import { assignmentPath, taskPath } from "#src/paths.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { type Joining, joining } from "#src/plans/rounds/joining.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { Confirming, Versioned } from "#src/reports/report/input.ts"
import { AcknowledgeAgain, AcknowledgeTogether, ActAgain } from "#views/assignments/act_again.tsx"
import { DecisionPage } from "#views/assignments/decision.tsx"
import { MOVE_LABEL } from "#views/assignments/words.ts"
import {
  acknowledge,
  allow,
  allowUnit,
  confirmClosure,
  decideAssignment,
  ensureAcknowledging,
  hand,
  judgeClaim,
  moveAssignment,
  plan,
  reassign,
  withdrawClaim,
} from "./commands.ts"
import {
  Acknowledging,
  AcknowledgingAll,
  Answering,
  Handing,
  Judging,
  Overriding,
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

type C = Context<Env>

const by = (c: C) => ({ actor: c.var.actor, at: c.var.now, today: c.var.today })

async function assignmentIn(c: C): Promise<FoundAssignment> {
  const found = await findAssignment(c.var.database, c.var.actor, numberIn(c, "assignment"))
  if (!found) throw missing()
  return found
}

/** One that an act may take into the round that runs. */
async function toMoveIn(c: C): Promise<FoundToMove> {
  const found = await findToMove(c.var.database, c.var.actor, numberIn(c, "assignment"))
  if (!found) throw missing()
  return found
}

type Runs = Pick<FoundToMove, "assignment" | "plan" | "running">

/** The round that the part may be taken into. */
const joiningIn = (c: C, found: Runs) => joiningAs(c, found, found.running?.isListed === 1)

/** The same for another unit in its place, which no round knows yet. */
const joiningAnother = (c: C, found: Runs) => joiningAs(c, found, false)

function joiningAs(c: C, { assignment, plan, running }: Runs, isListed: boolean): Joining | null {
  const { today, calendar, settings } = c.var
  const part = { role: assignment.role, rhythm: running?.rhythm ?? null, isListed }
  return joining(plan, running, part, { today, calendar, lastPeriodDays: settings.lastPeriodDays })
}

/** Where the round is not named beside the box, only one that would usually ask for the part is meant. */
const usualRound = (join: Joining | null) => (join?.usual ? join.round : null)

/** Back to where the person came from in the program, else to the assignment on its task's page. */
const back = (next: string | undefined, { plan, task, assignment }: FoundAssignment) =>
  ownPath(next) ?? `${taskPath(plan.id, task.ordinal)}#unit-${assignment.unitId}`

const again = (c: C, found: FoundAssignment, act: string, flaws: Flawed) =>
  page(
    c,
    { title: "请补充", status: 422 },
    <ActAgain found={found} action={assignmentPath(found.assignment.id, act)} flaws={flaws} />,
  )

/** 改派 without saying to whom. */
async function chooseUnit(c: C, found: FoundAssignment, typed: Typed) {
  const units = (await directory(c.var.database)).rows.filter(({ active }) => active)
  return page(
    c,
    { title: "请补充", status: 422 },
    <ActAgain
      found={found}
      action={assignmentPath(found.assignment.id, "answer")}
      flaws={{ ok: false, typed, problems: { unitId: ["请选择改派给哪个单位"] } }}
      units={units.map(({ id, name }) => [String(id), name])}
    />,
  )
}

/** The plain moves with a reason, by the noun of their address. */
const REASONED: Record<string, { move: AssignmentMove; done: string }> = {
  dispute: { move: "dispute", done: "disputed" },
  claim: { move: "claim", done: "claimed" },
  resumption: { move: "resume", done: "resumed" },
}

/** What the office decides on a page of its own, by the noun of its address. */
const DECISIONS = {
  suspension: { move: "suspend", schema: Suspending },
  prolongation: { move: "prolong", schema: Prolonging },
  termination: { move: "terminate", schema: Terminating },
  reassignment: { move: "reassign", schema: Redistributing },
  reopening: { move: "reopen", schema: Reopening },
} as const satisfies Record<string, { move: AssignmentMove; schema: z.ZodType }>

const isDecision = (act: string): act is keyof typeof DECISIONS => act in DECISIONS

/** The assignment that is decided about, with what may be chosen. */
async function toDecideIn(c: C): Promise<ToDecide> {
  const found = await findToDecide(c.var.database, c.var.actor, numberIn(c, "assignment"))
  if (!found) throw missing()
  return found
}

/** The page of a decision: what it means for lights and rates, before it is made. */
function showDecision(c: C, found: ToDecide, act: string, flaws?: Flawed) {
  if (!isDecision(act)) throw missing()
  allow(c.var.actor, found, DECISIONS[act].move)
  ensureRunning(found.plan)
  return page(
    c,
    { title: MOVE_LABEL[DECISIONS[act].move], status: flaws ? 422 : 200 },
    <DecisionPage
      found={found}
      act={act}
      move={DECISIONS[act].move}
      back={back(undefined, found)}
      join={act === "reassignment" ? joiningAnother(c, found) : joiningIn(c, found)}
      today={c.var.today}
      flaws={flaws}
    />,
  )
}

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

export const assignments = factory
  .createApp()
  .post("/todo/acknowledgement", async (c) => {
    if (!isOfUnit(c.var.actor)) throw forbidden()
    const form = await read(c, AcknowledgingAll)
    if (!form.ok) return page(c, { title: "签收", status: 422 }, <AcknowledgeAgain flaws={form} />)
    const { ids, confirmed, revise, ...planning } = form.data
    if (revise) {
      return page(c, { title: "签收" }, <AcknowledgeAgain flaws={{ typed: form.typed, problems: {} }} />)
    }
    const [founds] = await c.var.database.read([assignmentsById(c.var.database, c.var.actor, ids)])
    if (founds.length !== new Set(ids).size) throw missing()
    ensureAcknowledging(c.var.actor, founds)
    if (confirmed !== founds.length) {
      return page(c, { title: "核对签收" }, <AcknowledgeTogether founds={founds} typed={form.typed} />)
    }
    await acknowledge(c.var.database, founds, by(c), planning)
    say(c, `acknowledged_all.${founds.length}`)
    return onward(c, "/todo")
  })
  .post("/assignments/:assignment/acknowledgement", async (c) => {
    const found = await assignmentIn(c)
    allowUnit(c.var.actor, found)
    const form = await read(c, Acknowledging)
    if (!form.ok) return again(c, found, "acknowledgement", form)
    ensureCurrent(form.data.version, found.assignment.version)
    const { office, personInCharge, measures } = form.data
    await acknowledge(c.var.database, [found], by(c), { office, personInCharge, measures })
    say(c, "acknowledged")
    return onward(c, back(form.data.next, found))
  })
  .post("/assignments/:assignment/planning", async (c) => {
    const found = await assignmentIn(c)
    allowUnit(c.var.actor, found)
    const form = await read(c, Acknowledging)
    if (!form.ok) return again(c, found, "planning", form)
    ensureCurrent(form.data.version, found.assignment.version)
    const { office, personInCharge, measures } = form.data
    await plan(c.var.database, found, { office, personInCharge, measures }, by(c))
    say(c, "planned")
    return onward(c, back(form.data.next, found))
  })
  .post("/assignments/:assignment/handler", async (c) => {
    const found = await assignmentIn(c)
    allowUnit(c.var.actor, found)
    const form = await read(c, Handing)
    if (!form.ok) return again(c, found, "handler", form)
    ensureCurrent(form.data.version, found.assignment.version)
    const [staff] = await c.var.database.read([colleagues(c.var.database, [found.assignment.unitId])])
    const handler = staff.find(({ id }) => id === form.data.handlerId) ?? null
    if (form.data.handlerId !== null && !handler) throw missing()
    await hand(c.var.database, found, handler, by(c))
    say(c, "handed")
    return onward(c, ownPath(form.data.next) ?? "/todo")
  })
  .post("/assignments/:assignment/answer", async (c) => {
    const found = await toMoveIn(c)
    allow(c.var.actor, found, "uphold")
    const form = await read(c, Answering)
    if (!form.ok) return again(c, found, "answer", form)
    ensureCurrent(form.data.version, found.assignment.version)
    const { answer, remark, unitId } = form.data
    if (answer === "uphold") {
      const into = form.data.listed ? usualRound(joiningIn(c, found)) : null
      await moveAssignment(c.var.database, found, "uphold", by(c), { remark }, into)
      say(c, into ? "upheld_listed" : "upheld")
    } else {
      if (unitId === null) return chooseUnit(c, found, form.typed)
      const facts = await reassignmentFacts(c.var.database, found, unitId)
      if (!facts) throw missing()
      const into = form.data.listed ? usualRound(joiningAnother(c, found)) : null
      await reassign(c.var.database, found, facts, by(c), { remark }, into)
      say(c, into ? "reassigned_listed" : "reassigned")
    }
    return onward(c, back(form.data.next, found))
  })
  .post("/assignments/:assignment/verdict", async (c) => {
    const found = await assignmentIn(c)
    allow(c.var.actor, found, "close")
    const form = await read(c, Judging)
    if (!form.ok) return again(c, found, "verdict", form)
    const { verdict, remark, answerBy, version, next } = form.data
    if (verdict === "rectify") {
      const problems =
        answerBy === null
          ? { answerBy: ["要求整改须写明整改期限"] }
          : overAlready(c, { field: "answerBy", what: "整改期限", on: answerBy })
      if (problems) return again(c, found, "verdict", { ok: false, typed: form.typed, problems })
    }
    ensureCurrent(version, found.assignment.version)
    const words = { remark, answerBy: verdict === "rectify" ? answerBy : null }
    const outcome = await judgeClaim(c.var.database, found, verdict, by(c), words)
    say(c, outcome === "proposed" ? "proposed" : doneBy(verdict, found))
    return onward(c, back(next, found))
  })
  .post("/assignments/:assignment/confirmation", async (c) => {
    const found = await assignmentIn(c)
    if (!isNamedConfirmer(c.var.actor, found.plan)) throw forbidden()
    const form = await read(c, Confirming)
    if (!form.ok) return again(c, found, "confirmation", form)
    ensureCurrent(form.data.version, found.assignment.version)
    const agrees = form.data.agrees
    const verdict = await confirmClosure(c.var.database, found, by(c), { agrees, decision: form.data.decision })
    say(c, agrees ? doneBy(verdict, found) : "proposal_declined")
    return onward(c, back(form.data.next, found))
  })
  .post("/assignments/:assignment/light", async (c) => {
    const found = await assignmentIn(c)
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    const form = await read(c, Overriding)
    if (!form.ok) return again(c, found, "light", form)
    ensureCurrent(form.data.version, found.assignment.version)
    await overrideLight(c.var.database, found, form.data, by(c))
    say(c, "light_overridden")
    return onward(c, back(form.data.next, found))
  })
  .get("/assignments/:assignment/:act{suspension|prolongation|termination|reassignment|reopening}", async (c) =>
    showDecision(c, await toDecideIn(c), c.req.param("act")),
  )
  .post("/assignments/:assignment/:act{suspension|prolongation}", async (c) => {
    const found = await toDecideIn(c)
    const act = c.req.param("act") === "suspension" ? "suspension" : "prolongation"
    const { move, schema } = DECISIONS[act]
    allow(c.var.actor, found, move)
    const form = await read(c, schema)
    if (!form.ok) return showDecision(c, found, act, form)
    const { version, next, ...decision } = form.data
    const problems = overAlready(c, { field: "untilOn", what: "预计恢复日期", on: decision.untilOn })
    if (problems) return showDecision(c, found, act, { ok: false, typed: form.typed, problems })
    ensureCurrent(version, found.assignment.version)
    const outcome = await decideAssignment(c.var.database, found, move, by(c), decision)
    say(c, outcome === "proposed" ? "proposed" : DONE_BY_VERDICT[move])
    return onward(c, back(next, found))
  })
  .post("/assignments/:assignment/termination", async (c) => {
    const found = await toDecideIn(c)
    allow(c.var.actor, found, "terminate")
    const form = await read(c, Terminating)
    if (!form.ok) return showDecision(c, found, "termination", form)
    const { version, next, mergedIntoId, ...decision } = form.data
    ensureCurrent(version, found.assignment.version)
    const mergedInto = mergedIntoId === null ? null : mergeTarget(found, mergedIntoId)
    const outcome = await decideAssignment(c.var.database, found, "terminate", by(c), { ...decision, mergedInto })
    say(c, outcome === "proposed" ? "proposed" : "terminated")
    return onward(c, back(next, found))
  })
  .post("/assignments/:assignment/reassignment", async (c) => {
    const found = await toDecideIn(c)
    allow(c.var.actor, found, "reassign")
    const form = await read(c, Redistributing)
    if (!form.ok) return showDecision(c, found, "reassignment", form)
    const { version, next, unitId, listed, ...decision } = form.data
    ensureCurrent(version, found.assignment.version)
    const facts = await reassignmentFacts(c.var.database, found, unitId ?? 0)
    if (!facts) throw missing()
    const into = listed ? (joiningAnother(c, found)?.round ?? null) : null
    await reassign(c.var.database, found, facts, by(c), decision, into)
    say(c, into ? "reassigned_listed" : "reassigned")
    return onward(c, back(next, found))
  })
  .post("/assignments/:assignment/reopening", async (c) => {
    const found = await toDecideIn(c)
    allow(c.var.actor, found, "reopen")
    const form = await read(c, Reopening)
    if (!form.ok) return showDecision(c, found, "reopening", form)
    const { version, next, remark, authority, listed } = form.data
    ensureCurrent(version, found.assignment.version)
    const into = listed ? (joiningIn(c, found)?.round ?? null) : null
    await moveAssignment(c.var.database, found, "reopen", by(c), { remark, authority }, into)
    say(c, into ? "reopened_listed" : "reopened")
    return onward(c, back(next, found))
  })
  .post("/assignments/:assignment/withdrawal", async (c) => {
    const found = await findClaim(c.var.database, c.var.actor, numberIn(c, "assignment"))
    if (!found) throw missing()
    allowUnit(c.var.actor, found)
    const form = await read(c, Versioned)
    if (!form.ok) return again(c, found, "withdrawal", form)
    ensureCurrent(form.data.version, found.assignment.version)
    await withdrawClaim(c.var.database, found, by(c))
    say(c, "claim_withdrawn")
    return onward(c, back(form.data.next, found))
  })
  .post("/assignments/:assignment/:act{dispute|claim|resumption}", async (c) => {
    const found = await toMoveIn(c)
    const act = c.req.param("act")
    const reasoned = REASONED[act]
    if (!reasoned) throw missing()
    allow(c.var.actor, found, reasoned.move)
    const form = await read(c, Reasoned)
    if (!form.ok) return again(c, found, act, form)
    ensureCurrent(form.data.version, found.assignment.version)
    const into = reasoned.move === "resume" && form.data.listed ? usualRound(joiningIn(c, found)) : null
    await moveAssignment(c.var.database, found, reasoned.move, by(c), { remark: form.data.remark }, into)
    say(c, into ? `${reasoned.done}_listed` : reasoned.done)
    return onward(c, back(form.data.next, found))
  })

/** The part that another is merged into: of the same plan, and at work. */
function mergeTarget({ choices }: ToDecide, id: number) {
  const part = choices.parts.find((one) => one.id === id)
  if (!part) throw missing()
  return { id, name: `${part.unit}${part.label}` }
}
