import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Comment, comments } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { hashToken, newToken } from "#src/office/people/sessions.ts"
import { publishes } from "#src/outward/public/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, nextSubject, record, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { mayShow } from "./policy.ts"
import type { FoundComment } from "./queries.ts"
import { type CommentMove, canMove, MOVES } from "./workflow.ts"

const ACTION_OF: Record<CommentMove, Action> = {
  answer: "comment_answered",
  dismiss: "comment_dismissed",
  show: "comment_shown",
  hide: "comment_hidden",
}

const DAY = 86_400_000
/** More than anybody could answer: whoever sends them does not mean to be answered. */
const MOST_A_DAY = 300

/**
 * Takes in what somebody wrote who has not signed in, with nothing of who it was. Resolves with the key of the address at
 * which the answer will stand; throws `Stale` when too many came today.
 */
export async function receiveComment(database: Database, releaseId: number, text: string, by: By<null>) {
  const key = newToken()
  const tooMany = sql`(select count(*) from ${comments} where ${comments.receivedAt} > ${by.at - DAY}) >= ${MOST_A_DAY}`
  await record(
    database,
    by,
    [
      {
        action: "comment_received",
        subject: nextSubject("comment", comments),
        version: 1,
        particulars: { to: "received" },
        id: staleWhen(tooMany),
      },
    ],
    [
      database.db
        .insert(comments)
        .values({ releaseId, text, keyHash: hashToken(key), receivedAt: by.at, state: "received" }),
    ],
  )
  return key
}

export function ensureAnswers(actor: Actor, of: { officeId: number }) {
  if (!publishes(actor, of)) throw forbidden()
}

/** Whoever answered is told that another has to decide. */
export function ensureShows(actor: Actor, found: Pick<FoundComment, "officeId" | "comment">) {
  ensureAnswers(actor, found)
  if (!mayShow(actor, found, found.comment)) throw forbidden("own_answer")
}

/** One move: its event takes the comment's next version, so only one of two lands. */
async function move(
  database: Database,
  { comment, officeId, planId }: FoundComment,
  name: CommentMove,
  changes: Partial<Comment>,
  by: By,
) {
  ensureAnswers(by.actor, { officeId })
  const { state } = comment
  if (!canMove(state, name)) throw conflict("wrong_state", { state, noun: "comment" })
  const { to } = MOVES[name]
  const remark = changes.answer === undefined ? {} : { remark: changes.answer }
  const event = {
    action: ACTION_OF[name],
    subject: `comment:${comment.id}`,
    particulars: { from: state, to, ...remark },
    ...(planId === null ? {} : { planId }),
  }
  const { act, change } = step(database, comments, comment, event, { ...changes, state: to })
  await record(database, by, [{ ...act, anytime: true }], [change])
}

/** 答复: whoever wrote it reads the answer at their own address. */
export const answerComment = (database: Database, found: FoundComment, answer: string, by: By) =>
  move(database, found, "answer", { answer, answeredById: by.actor.id, answeredAt: by.at }, by)

/** 不予办理, with its reason. */
export const dismissComment = (database: Database, found: FoundComment, answer: string, by: By) =>
  move(database, found, "dismiss", { answer, answeredById: by.actor.id, answeredAt: by.at }, by)

/** 公开 of comment and answer below what was released. */
export function showComment(database: Database, found: FoundComment, by: By) {
  ensureShows(by.actor, found)
  return move(database, found, "show", { shownById: by.actor.id, shownAt: by.at }, by)
}

export const hideComment = (database: Database, found: FoundComment, by: By) =>
  move(database, found, "hide", { shownById: null, shownAt: null }, by)
