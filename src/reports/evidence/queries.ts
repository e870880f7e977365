import { and, asc, eq, gte, lt, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, attachmentPieces, attachments, plans, type ReportState, rounds } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { planRules } from "#src/plans/assignments/queries.ts"
import { visibleOrHandedTo } from "#src/plans/plan/scope.ts"
import { isBoundTo } from "#src/reports/links/reach.ts"

/** An attachment as lists show it. */
export const fileColumns = {
  id: attachments.id,
  kind: attachments.kind,
  name: attachments.name,
  size: attachments.size,
  address: attachments.address,
  addedAt: attachments.addedAt,
  version: attachments.version,
}

/** Pieces read at once: 4 MB. A libSQL server answers with 10 MB at most, and bytes travel as base64. */
const PIECES = 8

const pieces = ({ db }: Database, id: number, from: number) =>
  db
    .select({ bytes: attachmentPieces.bytes })
    .from(attachmentPieces)
    .where(
      and(
        eq(attachmentPieces.attachmentId, id),
        gte(attachmentPieces.position, from),
        lt(attachmentPieces.position, from + PIECES),
      ),
    )
    .orderBy(asc(attachmentPieces.position))

/** An attachment with its plan, what it belongs to and its first bytes, scoped to who asks. */
export async function findAttachment(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [found, first] = await read([
    db
      .select({
        attachment: attachments,
        plan: planRules,
        roundNumber: rounds.number,
        handlerId: assignments.handlerId,
        reportState: sql<ReportState | null>`(select state from reports r where r.assignment_id = ${attachments.assignmentId} and r.round_id = ${attachments.roundId})`,
        /** It went with an answer that has been sent. */
        isAnswered: sql`exists (select 1 from notices n where n.id = ${attachments.noticeId}
          and n.answered_at >= ${attachments.addedAt})`.mapWith(Boolean),
        /** What an inspection found, and this with it, has been returned to the unit. */
        isFedBack: sql`exists (select 1 from conclusions c where c.inspection_id = ${attachments.inspectionId}
          and c.unit_id = ${attachments.unitId})`.mapWith(Boolean),
      })
      .from(attachments)
      .innerJoin(plans, eq(plans.id, attachments.planId))
      .leftJoin(rounds, eq(rounds.id, attachments.roundId))
      .leftJoin(assignments, eq(assignments.id, attachments.assignmentId))
      .where(and(eq(attachments.id, id), visibleOrHandedTo(actor))),
    pieces(database, id, 0),
  ])
  const [row] = found
  if (row && !isBoundTo(actor.link, row.attachment)) return null
  return row ? { ...row, first: first.map(({ bytes }) => bytes) } : null
}

export type FoundAttachment = NonNullable<Awaited<ReturnType<typeof findAttachment>>>

/** All bytes of an attachment, the next ones read when the ones before are on their way. */
export function bytesOf(database: Database, { attachment, first }: FoundAttachment): ReadableStream<Uint8Array> {
  let next = first
  let position = 0
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      for (const bytes of next) stream.enqueue(new Uint8Array(bytes))
      position += next.length
      if (next.length < PIECES) return stream.close()
      const [more] = await database.read([pieces(database, attachment.id, position)])
      next = more.map(({ bytes }) => bytes)
    },
  })
}
