import { type Asked, act } from "#src/door/act.ts"
import { holds, isSupervisor } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { recallDraft } from "./approval_commands.ts"
import { findDraft } from "./draft_queries.ts"
import { Recalling } from "./input.ts"

/** The draft of the address; to whoever does not supervise, drafts are closed altogether. */
function draftOf({ database, actor, word, today, settings }: Asked) {
  if (!isSupervisor(actor)) throw forbidden()
  const key = word("draft")
  return findDraft(database, actor, key, { today, approver: settings.planApprover })
}

/** 撤回送审. */
export const RECALL_DRAFT = act({
  find: draftOf,
  may: (actor, { draft }) => {
    if (!holds(actor, "supervisor", draft.unitId)) throw forbidden()
  },
  input: Recalling,
  version: ({ draft }) => draft.version,
  does: async ({ database, by }, { draft }) => {
    await recallDraft(database, draft, by)
    return "plan_recalled"
  },
})
