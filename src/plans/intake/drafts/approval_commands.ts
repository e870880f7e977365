import { eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type PlanDraft, planDrafts } from "#db/schema.ts"
import { not } from "#db/states.ts"
import { holds } from "#src/office/people/actor.ts"
import { holdersOf } from "#src/office/people/queries.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { draftSubject } from "#src/plans/plan/commands.ts"
import { isDrafted } from "#src/plans/plan/scope.ts"
import { canMove, MOVES, type PlanMove } from "#src/plans/plan/workflow.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, record, staleWhen } from "#src/trail/record.ts"
import { approvesDraft, type Submission } from "./approval.ts"
import type { Step } from "./corrections.ts"
import type { FoundDraft } from "./draft_queries.ts"

/** The moves of a draft; 下达 itself is in src/plans/intake/drafts/issuing_commands.ts. */
type DraftMove = Extract<PlanMove, "submit" | "recall" | "decline">

const ACTION_OF: Record<DraftMove, Action> = {
  submit: "plan_submitted",
  recall: "plan_recalled",
  decline: "plan_declined",
}

type Asked = { approver: PlanApprover }

/**
 * 送审: from now on nobody corrects the draft, and it belongs to the office that will supervise the plan. What was typed
 * over its title and number stays in the draft. Refused where nobody could approve it.
 */
export async function submitDraft(
  database: Database,
  draft: FoundDraft,
  submission: Submission,
  renamed: Step,
  by: By,
  { approver }: Asked,
) {
  const unitId = submission.supervisingUnitId
  if (![draft.unitId, unitId].every((office) => holds(by.actor, "supervisor", office))) throw forbidden()
  ensure(draft, "submit")
  const mine = { ...draft, unitId, submittedById: by.actor.id }
  const [holders] = await database.read([holdersOf(database, ["leader", "head"], by.today)])
  const somebody = holders.some(({ personId, kind, unitId: of }) =>
    approvesDraft(
      { id: personId, posts: [{ kind, unitId: of, unitName: null, standIn: false, beat: [] }] },
      mine,
      approver,
    ),
  )
  if (!somebody) throw forbidden("no_plan_approver", { rule: approver })
  await move(database, draft, "submit", by, {
    ...(renamed.length > 0 ? { steps: [...draft.steps, renamed] } : {}),
    title: submission.title,
    revision: draft.revision + 1,
    unitId,
    submission,
    submittedById: by.actor.id,
    submittedAt: by.at,
    opinion: "",
    judgedById: null,
    judgedAt: null,
  })
}

/** 撤回送审, by anybody of the office. */
export async function recallDraft(database: Database, draft: FoundDraft, by: By) {
  if (!holds(by.actor, "supervisor", draft.unitId)) throw forbidden()
  ensure(draft, "recall")
  await move(database, draft, "recall", by, { submission: null })
}

/** 发还修改: the remark stands at the draft until the next 送审. */
export async function declineDraft(
  database: Database,
  draft: FoundDraft,
  opinion: string,
  by: By,
  { approver }: Asked,
) {
  ensure(draft, "decline")
  if (!approvesDraft(by.actor, draft, approver)) throw forbidden()
  await move(
    database,
    draft,
    "decline",
    by,
    { submission: null, opinion, judgedById: by.actor.id, judgedAt: by.at },
    { remark: opinion },
  )
}

function ensure({ state }: Pick<PlanDraft, "state">, made: DraftMove) {
  if (!canMove(state, made)) throw conflict(state === "approving" ? "draft_submitted" : "draft_not_submitted")
}

async function move(
  database: Database,
  { key, revision, version, state, planId }: FoundDraft,
  made: DraftMove,
  by: By,
  changes: Partial<PlanDraft>,
  words: Record<string, unknown> = {},
) {
  const { db } = database
  const { to } = MOVES[made]
  // A correction has no event: what is submitted is what was read, or nothing is.
  const asRead = sql`exists (select 1 from ${planDrafts}
    where ${planDrafts.key} = ${key} and ${planDrafts.revision} = ${revision} and ${isDrafted()})`
  await record(
    database,
    by,
    [
      {
        action: ACTION_OF[made],
        subject: draftSubject(key),
        version: version + 1,
        ...(planId === null ? {} : { planId }),
        particulars: { from: state, to, ...words },
        ...(made === "submit" ? { id: staleWhen(not(asRead)) } : {}),
      },
    ],
    [
      db
        .update(planDrafts)
        .set({ ...changes, state: to, version: version + 1 })
        .where(eq(planDrafts.key, key)),
    ],
  )
}
