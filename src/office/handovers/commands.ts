import type { Database } from "#db/database.ts"
import { type Handover, handovers, type Post } from "#db/schema.ts"
import { ended, granted, guarded } from "#src/office/people/directory_commands.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, nextSubject, record } from "#src/trail/record.ts"
import { type Step, step } from "#src/trail/statements.ts"
import type { Heir } from "./heir.ts"
import {
  confirmationProblem,
  goesOn,
  isVacancy,
  mayHandOver,
  mayWithdraw,
  newPost,
  type Period,
  periodProblem,
  takeover,
} from "./policy.ts"
import type { FoundHandover, HandoverRow, PostToHandOver } from "./queries.ts"
import { canMove, type HandoverMove, MOVES } from "./workflow.ts"

export type Proposing = Period & { heir: Heir; cause: Handover["cause"]; remark: string }

type Passed = { post: Pick<Post, "id" | "kind">; unit: string | null; holder: string }

/** The event and the row of a post that is proposed to be handed over; the so-many-th of one batch. */
export function proposed(
  { db }: Pick<Database, "db">,
  { post, unit, holder }: Passed,
  { heir, ...proposing }: Proposing,
  by: By,
  ahead = 0,
): Step {
  const { to } = MOVES.propose
  const { standIn, fromOn, untilOn, cause, remark } = proposing
  const particulars = {
    to,
    kind: post.kind,
    unit,
    holder,
    successor: heir.person?.name ?? (heir.name || null),
    standIn,
    fromOn,
    untilOn,
    cause,
    remark,
  }
  return {
    act: { action: "handover_proposed", subject: nextSubject("handover", handovers, ahead), version: 1, particulars },
    change: db.insert(handovers).values({
      ...proposing,
      postId: post.id,
      toPersonId: heir.person?.id ?? null,
      toName: heir.person ? "" : heir.name,
      state: to,
      proposedById: by.actor.id,
      proposedAt: by.at,
    }),
  }
}

/** A post is handed over as long as it is held, and none that is not of a unit. */
export function ensureHeld({ post }: Pick<PostToHandOver, "post">, { actor, today }: Pick<By, "actor" | "today">) {
  if (!mayHandOver(actor, post, today)) throw conflict("post_is_over")
}

/** 交接: the holder of a unit's post names who takes it over, and from when. Nothing changes until it is confirmed. */
export async function proposeHandover(database: Database, found: PostToHandOver, proposing: Proposing, by: By) {
  ensureHeld(found, by)
  if (periodProblem(proposing, by.today)) throw conflict("ends_before_it_begins")
  if (isOpen(found, proposing)) throw conflict("handover_open")
  const { act, change } = proposed(database, { ...found, holder: by.actor.name }, proposing, by)
  await onlyOne(record(database, by, [act], [change]))
}

const isOpen = ({ open }: PostToHandOver, { standIn }: Period) => open.some((one) => one.handover.standIn === standIn)

/** Of two proposals for one post at the same moment the second meets the index that lets only one be open. */
async function onlyOne<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed: handovers/.test(error.message))
      throw conflict("handover_open")
    throw error
  }
}

const ACTION_OF: Record<Exclude<HandoverMove, "propose">, Action> = {
  confirm: "handover_confirmed",
  refuse: "handover_refused",
  withdraw: "handover_withdrawn",
}

/** The event and the change of one move, by whoever is asked elsewhere whether they may. */
export function moved(
  database: Pick<Database, "db">,
  { handover, post, unit, holder }: HandoverRow,
  move: Exclude<HandoverMove, "propose">,
  by: By,
  words: Record<string, unknown> = {},
): Step {
  if (!canMove(handover.state, move)) throw conflict("wrong_state", { state: handover.state })
  const { to } = MOVES[move]
  const opinion = typeof words.remark === "string" ? words.remark : ""
  const event = {
    action: ACTION_OF[move],
    subject: `handover:${handover.id}`,
    particulars: { from: handover.state, to, kind: post.kind, unit, holder: holder.name, ...words },
  }
  const decided = { state: to, decidedById: by.actor.id, decidedAt: by.at, opinion }
  return step(database, handovers, handover, event, decided)
}

/** 撤回 of what nobody has decided. */
export async function withdrawHandover(database: Database, found: HandoverRow, by: By) {
  if (!mayWithdraw(by.actor, found)) throw forbidden()
  const { act, change } = moved(database, found, "withdraw", by)
  await record(database, by, [act], [change])
}

export async function refuseHandover(database: Database, found: FoundHandover, remark: string, by: By) {
  const { act, change } = moved(database, found, "refuse", by, { remark })
  await record(database, by, [act], [change])
}

/**
 * 确认: the post ends on the day before and the other one holds it from then on, each with its own event; a stand-in
 * holds it beside, a vacancy only ends it. `personId` says who it is, where the proposal could only give a name.
 */
export async function confirmHandover(database: Database, found: FoundHandover, personId: number | null, by: By) {
  const { handover, post } = found
  const successor = successorIn(found, personId)
  if (personId !== null && !successor) throw missing()
  const problem = confirmationProblem(by.actor, handover, post, successor, by.today)
  if (problem === "own_grant") throw forbidden("own_grant")
  if (problem) throw conflict(problem)

  const { lastDay } = takeover(handover, post, by.today)
  const isGranted = successor !== null && !isVacancy(handover) && !goesOn(handover, post, successor)
  const parts = [
    moved(database, found, "confirm", by, { successor: successor?.name ?? null }),
    ...(lastDay === null ? [] : [ended(database, post, lastDay)]),
    ...(isGranted ? [granted(database, newPost(handover, post, successor.id, by.today))] : []),
  ] as const
  const [first, ...rest] = parts
  await guarded(
    record(
      database,
      by,
      [first.act, ...rest.map(({ act }) => act)],
      parts.map(({ change }) => change),
    ),
    "exclusive_post",
  )
}

/** Whom the proposal names; where that is only a name, who of the unit was chosen for it. */
export function successorIn(found: FoundHandover, personId: number | null) {
  const { handover, successor, colleagues, held } = found
  const heldBy = (id: number) => held.filter((one) => one.personId === id)
  if (handover.toPersonId !== null) {
    const { toPersonId: id } = handover
    return { id, name: successor?.name ?? "", active: successor?.active ?? false, held: heldBy(id) }
  }
  const chosen = colleagues.find(({ id }) => id === personId)
  return chosen ? { id: chosen.id, name: chosen.name, active: true, held: heldBy(chosen.id) } : null
}
