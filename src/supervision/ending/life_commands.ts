import type { Database } from "#db/database.ts"
import { type Plan, plans } from "#db/schema.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import {
  canMove,
  isAllDone,
  isReportedOn,
  MOVES,
  type PlanMove,
  type SentIn,
  type StillOpen,
} from "#src/plans/plan/workflow.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, type By, record, staleWhen } from "#src/trail/record.ts"
import { isRunning } from "#src/trail/running.ts"
import { step } from "#src/trail/statements.ts"
import { hasSentIn } from "./life_queries.ts"

/** The moves of a plan after 下达; those before it are of its draft (src/intake). */
type LaterMove = Extract<PlanMove, "withdraw" | "archive" | "restore">

const ACTION_OF: Record<LaterMove, Action> = {
  withdraw: "plan_withdrawn",
  archive: "plan_archived",
  restore: "plan_restored",
}

async function move(
  database: Database,
  plan: Plan,
  made: LaterMove,
  by: By,
  remark: string,
  { particulars = {}, ...rest }: Pick<Act, "id" | "anytime"> & { particulars?: Record<string, unknown> } = {},
) {
  const { to } = MOVES[made]
  const event = {
    ...rest,
    action: ACTION_OF[made],
    subject: `plan:${plan.id}`,
    planId: plan.id,
    particulars: { from: plan.state, to, remark, ...particulars },
  }
  const ended = { state: to, remark, movedById: by.actor.id, movedAt: by.at }
  const { act, change } = step(database, plans, plan, event, ended)
  await record(database, by, [act], [change])
}

function ensure({ state }: Plan, made: LaterMove) {
  if (!canMove(state, made)) throw conflict(isRunning(state) ? "plan_running" : "plan_ended", { state })
}

/**
 * 撤回下达, of a plan that was issued by mistake, as long as nobody has reported on it. A report that is sent at the same
 * moment is either there first, and the plan stays; or it comes second and finds the plan withdrawn.
 */
export async function withdrawPlan(database: Database, plan: Plan, sent: SentIn, remark: string, by: By) {
  if (!supervises(by.actor, plan)) throw forbidden()
  ensure(plan, "withdraw")
  if (isReportedOn(sent)) throw conflict("plan_reported_on")
  await move(database, plan, "withdraw", by, remark, { id: staleWhen(hasSentIn(plan.id)) })
}

/** 归档 of a plan that is done. What is still open has been shown; it is let go of knowingly, and stands in the trail. */
export async function archivePlan(
  database: Database,
  plan: Plan,
  open: StillOpen,
  { remark, anyway }: { remark: string; anyway: boolean },
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  ensure(plan, "archive")
  if (!isAllDone(open) && !anyway) throw conflict("still_open")
  const left = Object.fromEntries(Object.entries(open).filter(([, n]) => n > 0))
  await move(database, plan, "archive", by, remark, { particulars: { left } })
}

/** 恢复: the plan goes on where it stood. */
export async function restorePlan(database: Database, plan: Plan, remark: string, by: By) {
  if (!supervises(by.actor, plan)) throw forbidden()
  ensure(plan, "restore")
  await move(database, plan, "restore", by, remark, { anytime: true })
}
