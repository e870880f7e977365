import { type SQL, sql } from "drizzle-orm"
import { type CommentState, comments } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { releasedBy } from "#src/outward/public/scope.ts"

type State = StateColumn<CommentState>

/** Nobody has answered it. */
export const isReceived = (state: State = comments.state): SQL => oneOf(state, ["received"])

/** Everybody can read it, with its answer. */
export const isShown = (state: State = comments.state): SQL => oneOf(state, ["shown"])

/** Waits for the office: a condition on `releases` joined with `years` and `plans` too. */
export const awaitsAnswer = (actor: Actor): SQL => sql`(${isReceived()} and ${releasedBy(actor)})`

/** The office and leaders: what the public writes is nobody else's to read before it is shown. */
export function commentSeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  return isLeader(actor) ? sql`1` : releasedBy(actor)
}
