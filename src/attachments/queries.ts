import { and, asc, eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { attachmentPieces, attachments, plans, rounds } from "#db/schema.ts"
import { planRules } from "#src/assignments/queries.ts"
import type { Actor } from "#src/people/actor.ts"
import { visibleTo } from "#src/plans/scope.ts"

/** An attachment with its plan and all its bytes, scoped to who asks. */
export async function findAttachment({ db, read }: Database, actor: Actor, id: number) {
  const [found, pieces] = await read([
    db
      .select({ attachment: attachments, plan: planRules, roundNumber: rounds.number })
      .from(attachments)
      .innerJoin(plans, eq(plans.id, attachments.planId))
      .innerJoin(rounds, eq(rounds.id, attachments.roundId))
      .where(and(eq(attachments.id, id), visibleTo(actor))),
    db
      .select({ bytes: attachmentPieces.bytes })
      .from(attachmentPieces)
      .where(eq(attachmentPieces.attachmentId, id))
      .orderBy(asc(attachmentPieces.position)),
  ])
  const [row] = found
  return row ? { ...row, pieces: pieces.map(({ bytes }) => bytes) } : null
}
