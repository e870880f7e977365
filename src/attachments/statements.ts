import { createHash } from "node:crypto"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Attachment, attachmentPieces, attachments } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { type Act, newestId, nextSubject } from "#src/events/record.ts"
import { cleanName, type FileType, TYPES } from "./content.ts"

/** A libSQL server takes a statement of this size without complaint; a file is at most 20 of them. */
const PIECE = 512 * 1024

export type NewFile = { name: string; type: FileType; bytes: Uint8Array }

/** What a file belongs to, and what the trail says of that. */
export type FileOwner = Pick<Attachment, "planId" | "unitId"> &
  Partial<Pick<Attachment, "assignmentId" | "roundId" | "noticeId" | "inspectionId">> & {
    taskId?: number
    particulars: Record<string, unknown>
  }

/** The report of one assignment for one round. */
export const reportFile = ({ assignment, round, plan, task }: OfReport): FileOwner => ({
  planId: plan.id,
  unitId: assignment.unitId,
  assignmentId: assignment.id,
  roundId: round.id,
  taskId: task.id,
  particulars: { assignmentId: assignment.id, round: round.name },
})

type OfReport = {
  assignment: { id: number; unitId: number }
  round: { id: number; name: string }
  plan: { id: number }
  task: { id: number }
}

/** The event of one more file, and its row with all its pieces; `ahead`: so many others come before it in the batch. */
export function attachStatements(
  { db }: Database,
  { taskId, particulars, ...owner }: FileOwner,
  kind: Attachment["kind"],
  file: NewFile,
  by: Doer,
  ahead = 0,
): { act: Act; changes: BatchItem<"sqlite">[] } {
  const name = cleanName(file.name)
  const size = file.bytes.length
  const sha256 = createHash("sha256").update(file.bytes).digest("hex")
  const pieces: BatchItem<"sqlite">[] = []
  for (let at = 0; at < size; at += PIECE) {
    const bytes = Buffer.from(file.bytes.subarray(at, at + PIECE))
    pieces.push(
      db.insert(attachmentPieces).values({ attachmentId: newestId(attachments), position: at / PIECE, bytes }),
    )
  }
  return {
    act: {
      action: "attachment_added",
      subject: nextSubject("attachment", attachments, ahead),
      version: 1,
      planId: owner.planId,
      taskId,
      particulars: { name, kind, size, sha256, ...particulars },
    },
    changes: [
      db.insert(attachments).values({
        ...owner,
        kind,
        name,
        type: TYPES[file.type],
        size,
        sha256,
        addedById: by.actor.id,
        addedAt: by.at,
      }),
      ...pieces,
    ],
  }
}
