import { and, eq, exists, inArray, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { breakdownDrafts, breakdownReports, breakdowns, breakdownVersions } from "#db/schema.ts"
import { type Besides, draftAgain, draftEnds, hasMovedOn, saveDraft } from "#src/drafting/commands.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { ensureRunning } from "#src/plans/plan/policy.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { wholeText } from "#src/reports/report/words.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, type By, nextSubject, record, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { type DayProblem, type Due, dayProblem, daysBefore, latestBy } from "./days.ts"
import { mayAnswer, mayPass } from "./policy.ts"
import type { FoundBreakdown, FoundPassing, LowerReport, RolledUp } from "./queries.ts"
import type { Boxes } from "./roll_up.ts"
import { isOpen as isOpenIn } from "./scope.ts"
import {
  type BreakdownMove,
  canMove,
  canReportMove,
  isOwed,
  isTakenUp,
  type LowerMove,
  MOVES,
  owesSomething,
  REPORT_MOVES,
  standingOf,
  unitsWithIt,
} from "./workflow.ts"

const subjectOf = (id: number) => `breakdown:${id}`
const reportSubjectOf = (id: number, roundId: number) => `breakdown_report:${id}/${roundId}`

export type Passing = {
  unitIds: number[]
  office: string
  handlerId: number | null
  words: string
  /** 内部期限 in the round that runs; what is kept is how many days that is before the round's own. */
  internalBy: string | null
}

const DAY_PROBLEM: Record<DayProblem, string> = {
  after_own: "内部期限晚于本单位自己的期限，请改早",
  past: "内部期限已过，请填今天或以后的日期",
}

/** 内部期限 is of use: not after the unit's own day, and none that has passed. */
function dayFits(internalBy: string | null, round: Due, ownDaysBefore: number, today: string): Problems | null {
  const problem = dayProblem(internalBy, latestBy(round, ownDaysBefore), today)
  return problem && { internalBy: [DAY_PROBLEM[problem]] }
}

/** To bodies of this unit, each once, for a day that is of use. */
export function passingFits(
  found: Pick<FoundPassing, "bodies" | "staff" | "passed" | "round" | "daysBefore">,
  { internalBy, ...to }: Pick<Passing, "unitIds" | "handlerId" | "internalBy">,
  { today }: { today: string },
): Problems | null {
  const problems = { ...bodiesFit(found, to), ...dayFits(internalBy, found.round, found.daysBefore, today) }
  return Object.keys(problems).length > 0 ? problems : null
}

/** The same of another day. */
export const againFits = (
  { next, ownDaysBefore }: Pick<FoundBreakdown, "next" | "ownDaysBefore">,
  internalBy: string | null,
  { today }: { today: string },
) => dayFits(internalBy, next, ownDaysBefore, today)

function bodiesFit(
  { bodies, staff, passed }: Pick<FoundPassing, "bodies" | "staff" | "passed">,
  { unitIds, handlerId }: Pick<Passing, "unitIds" | "handlerId">,
): Problems | null {
  const taken = unitsWithIt(passed)
  const isKnown = unitIds.every((id) => bodies.some((one) => one.id === id))
  const problems = {
    ...(isKnown ? {} : { units: ["请从本单位的下级单位中选择"] }),
    ...(unitIds.some((id) => taken.includes(id)) ? { units: ["所选单位中有的已经交办过，请在下面的列表中查看"] } : {}),
    ...(handlerId === null || staff.some(({ id }) => id === handlerId) ? {} : { handlerId: ["请从本单位人员中选择"] }),
  }
  return Object.keys(problems).length > 0 ? problems : null
}

/** 分解: passes a part on to lower units, and to a 科室 that is only a name; all in one act. */
export async function passOn(database: Database, found: FoundPassing, passing: Passing, by: By) {
  const { unit, below, plan, task, assignmentId } = found
  if (!mayPass(by.actor, unit.id)) throw forbidden()
  ensureFits(passingFits(found, passing, by))
  if (!found.isAlive) throw conflict("part_at_rest")
  const { db } = database
  const days = daysBefore(passing.internalBy, found.round, found.daysBefore)
  const upperId = "upperId" in below ? below.upperId : null
  const bodies = [
    ...passing.unitIds.map((unitId) => ({ unitId, office: "", handlerId: null })),
    ...(passing.handlerId === null ? [] : [{ unitId: null, office: passing.office, handlerId: passing.handlerId }]),
  ]
  const nameOf = (unitId: number | null) => found.bodies.find(({ id }) => id === unitId)?.name ?? passing.office
  const acts = bodies.map(
    ({ unitId }, i): Act => ({
      action: "breakdown_passed",
      subject: nextSubject("breakdown", breakdowns, i),
      version: 1,
      planId: plan.id,
      taskId: task.id,
      particulars: { to: "passed", body: nameOf(unitId), words: passing.words, daysBefore: days },
      // Somebody has just passed it to the same unit.
      ...(unitId === null ? {} : { id: staleWhen(hasItAlready(database, assignmentId, unit.id, unitId)) }),
    }),
  )
  const [first, ...rest] = acts
  if (!first) throw conflict("nobody_below")
  await record(
    database,
    by,
    [first, ...rest],
    bodies.map((body) =>
      db.insert(breakdowns).values({
        ...body,
        planId: plan.id,
        taskId: task.id,
        assignmentId,
        upperId,
        fromUnitId: unit.id,
        words: passing.words,
        daysBefore: days,
        state: "passed",
        passedById: by.actor.id,
        passedAt: by.at,
      }),
    ),
  )
}

const hasItAlready = ({ db }: Database, assignmentId: number, fromUnitId: number, unitId: number) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(breakdowns)
      .where(
        and(
          eq(breakdowns.assignmentId, assignmentId),
          eq(breakdowns.fromUnitId, fromUnitId),
          eq(breakdowns.unitId, unitId),
          isOpenIn(),
        ),
      ),
  )

const ACTION_OF: Record<BreakdownMove, Action> = {
  accept: "breakdown_accepted",
  begin: "breakdown_begun",
  decline: "breakdown_declined",
  pass_again: "breakdown_passed_again",
  withdraw: "breakdown_withdrawn",
  end: "breakdown_ended",
}

type Moved = Pick<FoundBreakdown, "breakdown" | "plan" | "task" | "body">
type Changes = Partial<Pick<FoundBreakdown["breakdown"], "words" | "daysBefore" | "remark">>

/** The event of a breakdown's move with the change that goes with it. */
function moving(database: Database, found: Moved, move: BreakdownMove, by: By, changes: Changes = {}) {
  const { breakdown, plan, task, body } = found
  if (!canMove(breakdown.state, move)) throw conflict("breakdown_moved")
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: subjectOf(breakdown.id),
    planId: plan.id,
    taskId: task.id,
    particulars: { from: breakdown.state, to, body, ...changes },
  }
  const standing = { remark: "", ...changes, state: to, movedById: by.actor.id, movedAt: by.at }
  return step(database, breakdowns, breakdown, event, standing)
}

/** 签收, 异议 by the lower body. */
export async function answer(
  database: Database,
  found: FoundBreakdown,
  move: "accept" | "decline",
  by: By,
  remark = "",
) {
  if (!mayAnswer(by.actor, found.breakdown)) throw forbidden()
  if (!found.isAlive) throw conflict("part_at_rest")
  // What was passed on from here would hang in the air.
  if (move === "decline" && (found.wasSent || found.beneath.length > 0)) throw conflict("breakdown_reported")
  const { act, change } = moving(database, found, move, by, { remark })
  await record(database, by, [act], [change])
}

/** 重新交办: with other words or another day; also what a lower body had sent back. */
export async function passAgain(
  database: Database,
  found: FoundBreakdown,
  { words, internalBy }: Pick<Passing, "words" | "internalBy">,
  by: By,
) {
  const { breakdown, next, ownDaysBefore } = found
  if (!mayPass(by.actor, breakdown.fromUnitId)) throw forbidden()
  ensureFits(againFits(found, internalBy, by))
  if (!found.isAlive) throw conflict("part_at_rest")
  const days = internalBy === null ? breakdown.daysBefore : daysBefore(internalBy, next, ownDaysBefore)
  const { act, change } = moving(database, found, "pass_again", by, { words, daysBefore: days })
  await record(database, by, [act], [change])
}

/**
 * 撤回分解 while nothing was sent, else 结束分解: it asks for nothing more, and what was sent stays. What the lower body
 * has passed on itself ends with it.
 */
export async function takeOff(database: Database, found: FoundBreakdown, by: By, remark: string) {
  if (!mayPass(by.actor, found.breakdown.fromUnitId)) throw forbidden()
  const all = [found, ...found.beneath]
  const moves = all.map((one) => moving(database, one, one.wasSent ? "end" : "withdraw", by, { remark }))
  const [first, ...rest] = moves.map(({ act }) => act)
  if (!first) throw conflict()
  await record(
    database,
    by,
    [first, ...rest],
    moves.map(({ change }) => change),
  )
}

/** 催办 within the unit: the lower body reads it in 我的待办. Moves nothing. */
export async function urge(database: Database, found: FoundBreakdown, by: By) {
  const { breakdown, plan, task, body } = found
  if (!mayPass(by.actor, breakdown.fromUnitId)) throw forbidden()
  if (!owesSomething(breakdown.state, found.reports)) throw conflict("nothing_owed_below")
  const version = breakdown.version + 1
  const act: Act = {
    action: "breakdown_urged",
    subject: subjectOf(breakdown.id),
    version,
    planId: plan.id,
    taskId: task.id,
    particulars: { body },
  }
  const { db } = database
  await record(
    database,
    by,
    [act],
    [db.update(breakdowns).set({ urgedAt: by.at, version }).where(eq(breakdowns.id, breakdown.id))],
  )
}

const REPORT_ACTION_OF: Record<LowerMove, Action> = {
  send: "breakdown_report_sent",
  take_back: "breakdown_report_taken_back",
  return: "breakdown_report_returned",
}

/** The event of a lower report's move, and where the report stands after it. */
function reporting(
  { db }: Database,
  found: FoundBreakdown,
  one: LowerReport,
  move: LowerMove,
  changes: Partial<typeof breakdownReports.$inferInsert> = {},
) {
  if (!canReportMove(standingOf(one), move)) throw conflict("breakdown_moved")
  const { breakdown, plan, task, body } = found
  const { round, report } = one
  const version = (report?.version ?? 0) + 1
  const act: Act = {
    action: REPORT_ACTION_OF[move],
    subject: reportSubjectOf(breakdown.id, round.id),
    version,
    planId: plan.id,
    taskId: task.id,
    particulars: {
      from: standingOf(one),
      to: REPORT_MOVES[move].to,
      body,
      round: round.name,
      ...(changes.remark ? { remark: changes.remark, answerBy: changes.resubmitBy } : {}),
      ...(changes.latest ? { number: changes.latest } : {}),
    },
  }
  const standing = { latest: report?.latest ?? 0, ...changes, state: REPORT_MOVES[move].to, version }
  const change = db
    .insert(breakdownReports)
    .values({ breakdownId: breakdown.id, roundId: round.id, ...standing })
    .onConflictDoUpdate({ target: [breakdownReports.breakdownId, breakdownReports.roundId], set: standing })
  return { act, change }
}

/** The draft of a lower report. */
export const lowerDraft = ({ breakdown }: Pick<FoundBreakdown, "breakdown">, { round, draft }: LowerReport) => ({
  table: breakdownDrafts,
  key: { breakdownId: breakdown.id, roundId: round.id },
  kept: draft,
  told: wholeText,
})

function ensureWritable(found: FoundBreakdown, one: LowerReport, by: By) {
  if (!mayAnswer(by.actor, found.breakdown)) throw forbidden()
  ensureRunning(found.plan)
  if (!isOwed(one)) throw conflict("breakdown_moved")
}

/** Saves what a lower body is typing. Resolves with the new revision. */
export async function saveLowerDraft(
  database: Database,
  found: FoundBreakdown,
  one: LowerReport,
  boxes: Boxes,
  revision: number,
  by: By,
  besides?: Besides,
): Promise<number> {
  ensureWritable(found, one, by)
  return saveDraft(database, lowerDraft(found, one), boxes, revision, by, besides)
}

/** 上报: to the unit that passed it on, and nobody further up. Signs for it where that was not done. */
export async function sendUp(database: Database, found: FoundBreakdown, one: LowerReport, boxes: Boxes, by: By) {
  ensureWritable(found, one, by)
  if (boxes.achieved.trim() === "") throw conflict("nothing_to_send")
  const { db } = database
  const { breakdown } = found
  const number = (one.report?.latest ?? 0) + 1
  const { act, change } = reporting(database, found, one, "send", {
    latest: number,
    sentAt: by.at,
    firstSentAt: one.report?.firstSentAt ?? by.at,
  })
  const begun = canMove(breakdown.state, "begin") ? moving(database, found, "begin", by) : null
  await record(
    database,
    by,
    [{ ...act, id: staleWhen(hasMovedOn(database, lowerDraft(found, one))) }, ...(begun ? [begun.act] : [])],
    [
      db.insert(breakdownVersions).values({
        breakdownId: breakdown.id,
        roundId: one.round.id,
        number,
        achieved: boxes.achieved,
        problems: boxes.problems,
        nextSteps: boxes.nextSteps,
        hasDifficulty: boxes.hasDifficulty,
        sentById: by.actor.id,
        at: by.at,
      }),
      change,
      draftEnds(database, lowerDraft(found, one)),
      ...(begun ? [begun.change] : []),
    ],
  )
}

/** 撤回 by the lower body, as long as the unit above has not taken it into its own report: back into the boxes. */
export async function takeBackUp(database: Database, found: FoundBreakdown, one: LowerReport, by: By) {
  if (!mayAnswer(by.actor, found.breakdown)) throw forbidden()
  const { report, words } = one
  if (report && isTakenUp(report)) throw conflict("taken_up")
  if (!one.isAsked || !report || !words) throw conflict("breakdown_moved")
  const { act, change } = reporting(database, found, one, "take_back")
  const { achieved, problems, nextSteps, hasDifficulty } = words
  const again = draftAgain(
    database,
    lowerDraft(found, one),
    { achieved, problems, nextSteps, hasDifficulty },
    { savedById: by.actor.id, savedAt: by.at },
  )
  await record(database, by, [act], [change, again])
}

/** 重新上报日期 lies ahead. */
export const returnFits = ({ resubmitBy }: { resubmitBy: string }, today: string) =>
  overAlready({ field: "resubmitBy", what: "重新上报日期", on: resubmitBy }, today)

/** 发还 by the unit above, with words and a day of its own. */
export async function returnDown(
  database: Database,
  found: FoundBreakdown,
  one: LowerReport,
  { remark, resubmitBy }: { remark: string; resubmitBy: string },
  by: By,
) {
  if (!mayPass(by.actor, found.breakdown.fromUnitId)) throw forbidden()
  ensureFits(returnFits({ resubmitBy }, by.today))
  if (!one.isAsked) throw conflict("breakdown_moved")
  const { act, change } = reporting(database, found, one, "return", { remark, resubmitBy, takenUp: null })
  await record(database, by, [act], [change])
}

type TakenUp = Pick<RolledUp, "id" | "roundId" | "body" | "latest" | "reportVersion" | "planId" | "taskId">

/** 汇入: that the words of lower bodies stand in the report above now; lands with the draft that has them. */
export function takingUp({ db }: Pick<Database, "db">, taken: readonly TakenUp[]): Besides {
  const acts = taken.map(
    (one): Act => ({
      action: "breakdown_report_taken_up",
      subject: reportSubjectOf(one.id, one.roundId),
      version: (one.reportVersion ?? 0) + 1,
      planId: one.planId,
      taskId: one.taskId,
      particulars: { body: one.body, number: one.latest },
    }),
  )
  const [first, ...rest] = acts
  if (!first) throw conflict("nothing_to_take_up")
  return {
    acts: [first, ...rest],
    changes: [
      db
        .update(breakdownReports)
        .set({ takenUp: sql`${breakdownReports.latest}`, version: sql`${breakdownReports.version} + 1` })
        .where(
          and(
            inArray(
              breakdownReports.breakdownId,
              taken.map(({ id }) => id),
            ),
            eq(breakdownReports.roundId, taken[0]?.roundId ?? 0),
          ),
        ),
    ],
  }
}
