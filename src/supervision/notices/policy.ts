import type { Notice, Plan } from "#db/schema.ts"
import { type Actor, holds, isLeader } from "#src/office/people/actor.ts"
import { speaksFor, supervises } from "#src/plans/plan/policy.ts"
import { goesUp, isInternal } from "./workflow.ts"

type Ruled = Pick<Plan, "supervisingUnitId" | "noticeApprover">
type Approver = Plan["noticeApprover"]
type Holder = Pick<Actor, "id" | "posts">

/** Who approves before a notice is issued. */
export const approverOf = (kind: Notice["kind"], plan: Ruled): Approver =>
  goesUp(kind) ? "leader" : plan.noticeApprover

/** Named to approve, and not the one who drafted it. */
export const approves = (holder: Holder, notice: Pick<Notice, "kind" | "draftedById">, plan: Ruled): boolean =>
  holder.id !== notice.draftedById && isApprover(holder, approverOf(notice.kind, plan), plan)

function isApprover({ posts }: Holder, approver: Approver, { supervisingUnitId: office }: Ruled): boolean {
  switch (approver) {
    case "none":
      return false
    case "supervisor":
      return posts.some(({ kind, unitId }) => kind === "supervisor" && unitId === office)
    case "head":
      return posts.some(({ kind, unitId }) => kind === "head" && unitId === office)
    case "leader":
      return posts.some(({ kind }) => kind === "leader")
  }
}

/** Who is told when it comes: the unit's liaisons; of a rectification its head too. */
export const audiencesOf = (kind: Notice["kind"]): ("liaison" | "head")[] =>
  kind === "rectification" ? ["liaison", "head"] : ["liaison"]

/** Acknowledges and prepares the answer: liaison or head of the addressee. */
export const mayPrepare = (actor: Actor, { unitId }: Pick<Notice, "unitId">): boolean => speaksFor(actor, unitId)

/** Sends the answer: where the plan asks for the head's signature only the head. */
export const mayAnswer = (actor: Actor, { unitId }: Pick<Notice, "unitId">, plan: Pick<Plan, "headSigns">): boolean =>
  plan.headSigns ? holds(actor, "head", unitId) : speaksFor(actor, unitId)

/** What happens inside the office before a notice is issued stays there. */
export const seesInside = (
  actor: Actor,
  notice: Pick<Notice, "state" | "kind" | "draftedById">,
  plan: Ruled,
): boolean => supervises(actor, plan) || approves(actor, notice, plan) || (!isInternal(notice.state) && isLeader(actor))

/** What goes up is a paper of the office and of leaders. */
export const seesPaper = (...[actor, notice, plan]: Parameters<typeof seesInside>): boolean =>
  !goesUp(notice.kind) || supervises(actor, plan) || isLeader(actor)
