import { and, inArray, or, type SQL, sql } from "drizzle-orm"
import { type Bulletin, type BulletinKind, type BulletinState, bulletins, rounds } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader, unitsOf } from "#src/office/people/actor.ts"
import type { Deciding } from "#src/office/people/decider.ts"
import { isWithdrawn, visibleTo } from "#src/plans/plan/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { ACROSS, OUTSIDE } from "./workflow.ts"

type State = StateColumn<BulletinState>

/** Is being written. */
export const isDraft = (state: State = bulletins.state): SQL => oneOf(state, ["draft"])

/** What makes two papers the same: the kind and form in which a round is told, and what they correct. */
export type Sameness = Pick<Bulletin, "planId" | "kind" | "form" | "roundId" | "correctsId">

/** The same paper is being written already. */
export const isBeingWritten = ({ planId, kind, form, roundId, correctsId }: Sameness): SQL =>
  sql`exists (select 1 from ${bulletins} where ${bulletins.planId} = ${planId} and ${bulletins.kind} = ${kind}
    and ${bulletins.form} = ${form} and ${bulletins.roundId} = ${roundId}
    and ${bulletins.correctsId} is ${correctsId} and ${isDraft()})`

/** A round is no longer cut off as it was: opened again, or cut off anew. */
export const isThawed = (roundId: number, asOf: number): SQL =>
  sql`(select ${rounds.cutOffAt} from ${rounds} where ${rounds.id} = ${roundId}) is not ${asOf}`

/** Has left the office. */
export const isOutside = (state: State = bulletins.state): SQL => oneOf(state, OUTSIDE)

/** Waits for a leader. */
export const awaitsApproval = (state: State = bulletins.state): SQL => oneOf(state, ["approving"])

/** Withdrawn after it was issued. */
export const isTakenBack = (state: State = bulletins.state): SQL => oneOf(state, ["withdrawn"])

/** Was not given up as a draft. */
export const isKept = (state: State = bulletins.state): SQL => not(oneOf(state, ["discarded"]))

/** Its words were sent and are not being written anew. */
export const isSent = (state: State = bulletins.state): SQL => not(oneOf(state, ["draft", "discarded"]))

/** 通报: for the units of the plan too. */
const isAcross = (kind: StateColumn<BulletinKind> = bulletins.kind): SQL => oneOf(kind, ACROSS)

/**
 * Who sees a paper, as a condition on `bulletins` joined with `plans`: the office; once it was sent the leader who is
 * asked; once it is issued every leader, and of a 通报 whoever sees the plan.
 */
export function visibleBulletins(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  const offices = unitsOf(actor, "supervisor")
  const isAsked = sql`(${bulletins.latest} > 0 and coalesce(${bulletins.leaderId}, ${actor.id}) = ${actor.id})`
  return (
    or(
      offices.length > 0 ? inArray(bulletins.officeId, offices) : undefined,
      isLeader(actor) ? and(isKept(), or(isAsked, isOutside())) : undefined,
      and(isOutside(), isAcross(), not(isWithdrawn()), visibleTo(actor)),
    ) ?? sql`0`
  )
}

/** The same of their words: of a withdrawn one only the office and leaders read them (`readsWords` of policy.ts). */
export const readableBulletins = (actor: Actor): SQL =>
  isLeader(actor)
    ? visibleBulletins(actor)
    : sql`(${visibleBulletins(actor)} and (not ${isTakenBack()}
        or ${bulletins.officeId} in (select value from json_each(${JSON.stringify(unitsOf(actor, "supervisor"))}))))`

/** `approves` of policy.ts as a condition: what waits for somebody's 审定. Any leader has the id 0. */
export const approvable = ({ me, leads }: Deciding): SQL => sql`(
  ${awaitsApproval()} and ${isRunning()} and ${leads}
  and ${bulletins.draftedById} <> ${me} and coalesce(${bulletins.sentById}, 0) <> ${me}
  and (${me} = 0 or ${bulletins.leaderId} is null or ${bulletins.leaderId} = ${me}))`
