import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { assignments, type Extension, extensions, notices } from "#db/schema.ts"
import { type Decision, type Deed, judge, type Matter, settle } from "#src/confirming/commands.ts"
import type { Judged } from "#src/confirming/judging.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { deadlineOf } from "#src/plans/assignments/deadline.ts"
import type { FoundAssignment } from "#src/plans/assignments/queries.ts"
import { isHeldToDeadline } from "#src/plans/assignments/workflow.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { noticeSubject } from "#src/supervision/notices/commands.ts"
import type { FoundNotice } from "#src/supervision/notices/queries.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, assignmentSubject, type By, record } from "#src/trail/record.ts"
import { type FoundExtension, openExtension } from "./queries.ts"
import { canMove, isInTime } from "./workflow.ts"

export type Asking = Pick<Extension, "wantedBy" | "reason" | "progress">

/** What is to be extended: the subject its events belong to, whose it is, and the day that stands. */
export type ExtensionTarget = {
  target: Extension["target"]
  assignmentId: number | null
  noticeId: number | null
  planId: number
  taskId?: number
  unitId: number
  formerBy: string
  version: number
}

/**
 * The day of an assignment that may be extended: of its 整改 while that runs, else of the task, later granted days
 * counted. Null: it has none, or is no longer at work.
 */
export function targetOfAssignment({
  assignment,
  task,
  plan,
  grantedBy,
  doneYear,
}: Extendable): ExtensionTarget | null {
  const own = {
    assignmentId: assignment.id,
    noticeId: null,
    planId: plan.id,
    taskId: task.id,
    unitId: assignment.unitId,
    version: assignment.version,
  }
  if (assignment.state === "rectifying") {
    return assignment.rectifyBy === null ? null : { ...own, target: "rectification", formerBy: assignment.rectifyBy }
  }
  const dueBy = deadlineOf(task, grantedBy, doneYear)
  return isHeldToDeadline(assignment.state) && dueBy !== null ? { ...own, target: "deadline", formerBy: dueBy } : null
}

type Extendable = Pick<FoundAssignment, "assignment" | "task" | "plan" | "grantedBy" | "doneYear">

/** The day of a notice while its answer is awaited. */
export const targetOfNotice = ({ notice, plan }: Pick<FoundNotice, "notice" | "plan">): ExtensionTarget | null =>
  isAwaitingAnswer(notice.state)
    ? {
        target: "notice",
        assignmentId: null,
        noticeId: notice.id,
        planId: plan.id,
        unitId: notice.unitId,
        formerBy: notice.dueBy,
        version: notice.version,
      }
    : null

/** The event of an extension, on the assignment or the notice that it is about, and what counts its version on. */
function happened({ db }: Database, of: ExtensionTarget, action: Action, particulars: Record<string, unknown>) {
  const version = of.version + 1
  const { assignmentId, noticeId, planId, taskId } = of
  const subject = noticeId === null ? assignmentSubject(assignmentId ?? 0) : noticeSubject(noticeId)
  const told = { target: of.target, ...particulars }
  const act = { action, subject, version, planId, taskId, particulars: told } satisfies Act
  const change: BatchItem<"sqlite"> =
    noticeId === null
      ? db
          .update(assignments)
          .set({ version })
          .where(eq(assignments.id, assignmentId ?? 0))
      : db.update(notices).set({ version }).where(eq(notices.id, noticeId))
  return { act, change }
}

/** The day that is asked for comes after the one that stands. */
export const askFits = ({ formerBy }: Pick<ExtensionTarget, "formerBy">, wantedBy: string): Problems | null =>
  wantedBy <= formerBy ? { wantedBy: ["申请的日期须晚于现在的期限"] } : null

/** 申请延期, with the reason, what has been done and the day by which it will be finished. */
export async function askExtension(database: Database, of: ExtensionTarget | null, asking: Asking, by: By) {
  if (!of) throw conflict("nothing_to_extend")
  if (!speaksFor(by.actor, of.unitId)) throw forbidden()
  ensureFits(askFits(of, asking.wantedBy))
  if (!isInTime(of.formerBy, by.today)) throw conflict("asked_too_late")
  const [open] = await database.read([
    openExtension(database, of.noticeId === null ? { assignmentId: of.assignmentId ?? 0 } : { noticeId: of.noticeId }),
  ])
  if (open.length > 0) throw conflict("extension_open")
  const { act, change } = happened(database, of, "extension_asked", {
    remark: asking.reason,
    progress: asking.progress,
    formerBy: of.formerBy,
    wantedBy: asking.wantedBy,
  })
  const { target, assignmentId, noticeId, planId, unitId, formerBy } = of
  await record(
    database,
    by,
    [act],
    [
      change,
      database.db.insert(extensions).values({
        target,
        assignmentId,
        noticeId,
        planId,
        unitId,
        formerBy,
        ...asking,
        state: "asked",
        askedById: by.actor.id,
        askedAt: by.at,
      }),
    ],
  )
}

const targetOf = ({ extension, about, version }: FoundExtension): ExtensionTarget => ({
  ...extension,
  taskId: about.taskId ?? undefined,
  version,
})

/** 撤回 of a request that nobody has decided. */
export async function withdrawExtension(database: Database, found: FoundExtension, by: By) {
  const { extension } = found
  if (!speaksFor(by.actor, extension.unitId)) throw forbidden()
  ensureAsked(found, "withdraw")
  if (found.proposal) throw conflict("proposal_open")
  const { act, change } = happened(database, targetOf(found), "extension_withdrawn", {})
  const settled = { state: "withdrawn", decidedById: by.actor.id, decidedAt: by.at } as const
  await record(database, by, [act], [change, updated(database, extension.id, settled)])
}

const updated = ({ db }: Database, id: number, changes: Partial<Extension>) =>
  db.update(extensions).set(changes).where(eq(extensions.id, id))

function ensureAsked({ extension }: FoundExtension, move: "withdraw" | "grant" | "refuse") {
  if (!canMove(extension.state, move)) throw conflict("wrong_state", { state: extension.state })
}

/** What a 初核 of it is about; its events are those of the part or the notice whose day it is. */
const extensionSubject = (id: number) => `extension:${id}`

export type ExtensionVerdict = "grant" | "refuse"
export type Deciding = { remark: string; grantedBy: string | null }

const judgedExtension = ({ plan, extension }: FoundExtension): Judged => ({
  plan,
  unitId: extension.unitId,
  authors: [extension.askedById],
})

/** The day that is granted comes after the one that stood when it was asked for. */
export const grantFits = ({ extension }: FoundExtension, grantedBy: string | null): Problems | null =>
  grantedBy !== null && grantedBy <= extension.formerBy ? { grantedBy: ["新的期限须晚于原定期限"] } : null

/** 同意, with the new day, or 不同意. The office's own request takes two: the first call proposes (初核). */
export const decideExtension = (
  database: Database,
  found: FoundExtension,
  verdict: ExtensionVerdict,
  by: By,
  { remark, grantedBy }: Deciding,
): Promise<"done" | "proposed"> =>
  judge(database, matterOf(database, found, by), { verdict, opinion: remark, answerBy: grantedBy }, by, () =>
    ensureFits(grantFits(found, grantedBy)),
  )

const matterOf = (database: Database, found: FoundExtension, by: By): Matter<ExtensionVerdict> => ({
  subject: extensionSubject(found.extension.id),
  planId: found.plan.id,
  judged: () => judgedExtension(found),
  verdicts: ["grant", "refuse"],
  proposal: found.proposal,
  carriedOut({ verdict, opinion: remark, answerBy: grantedBy }) {
    ensureAsked(found, verdict)
    return decided(database, found, verdict, by, { remark, grantedBy })
  },
  // The day that is wished for: `answerBy` would be one that somebody is held to.
  proposed: ({ verdict, opinion: remark, answerBy: wantedBy }) =>
    standingStill(database, found, "extension_decision_proposed", { verdict, remark, wantedBy }),
  declined: (verdict, remark) => standingStill(database, found, "extension_proposal_declined", { verdict, remark }),
})

function standingStill(
  database: Database,
  found: FoundExtension,
  action: Action,
  particulars: Record<string, unknown>,
): Deed {
  const { act, change } = happened(database, targetOf(found), action, particulars)
  return { act, changes: [change] }
}

/** 复核 of a decision about the office's own request. Resolves with what it was about. */
export const confirmExtension = (
  database: Database,
  found: FoundExtension,
  by: By,
  decision: Decision,
): Promise<ExtensionVerdict> => settle(database, matterOf(database, found, by), decision, by)

/** The event of a decision and what it changes: the row, and the day of what was extended. */
function decided(
  database: Database,
  found: FoundExtension,
  verdict: ExtensionVerdict,
  by: By,
  { remark, grantedBy }: Deciding,
): Deed {
  const { extension } = found
  const of = targetOf(found)
  const state = { decidedById: by.actor.id, decidedAt: by.at, opinion: remark }
  if (verdict === "refuse" || grantedBy === null) {
    const { act, change } = happened(database, of, "extension_refused", { remark, formerBy: extension.formerBy })
    return { act, changes: [change, updated(database, extension.id, { ...state, state: "refused" })] }
  }
  // The trail keeps the day of a state beside it, so that a cut-off finds both; a deadline belongs to no state.
  const stays = of.target === "deadline" ? {} : { from: found.targetState, to: found.targetState, answerBy: grantedBy }
  const { formerBy } = extension
  const { act, change } = happened(database, of, "extension_granted", { remark, formerBy, grantedBy, ...stays })
  return {
    act,
    changes: [
      change,
      updated(database, extension.id, { ...state, state: "granted", grantedBy }),
      ...moved(database, of, grantedBy),
    ],
  }
}

/** Where the day itself is kept; a task's own deadline stays, and the extension stands beside it. */
function moved({ db }: Database, { target, assignmentId, noticeId }: ExtensionTarget, grantedBy: string) {
  if (target === "rectification") {
    return [
      db
        .update(assignments)
        .set({ rectifyBy: grantedBy })
        .where(eq(assignments.id, assignmentId ?? 0)),
    ]
  }
  if (target === "notice") {
    return [
      db
        .update(notices)
        .set({ dueBy: grantedBy })
        .where(eq(notices.id, noticeId ?? 0)),
    ]
  }
  return []
}
