import { createHash } from "node:crypto"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Attachment, attachmentPieces, attachments } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { type Act, newestId, nextSubject } from "#src/events/record.ts"
import type { FoundReport } from "#src/reports/queries.ts"
import { cleanName, type FileType, TYPES } from "./content.ts"

/** A libSQL server takes a statement of this size without complaint; a file is at most 20 of them. */
const PIECE = 512 * 1024

export type NewFile = { name: string; type: FileType; bytes: Uint8Array }

/** The event of one more file, and its row with all its pieces; `ahead`: so many others come before it in the batch. */
export function attachStatements(
  { db }: Database,
  { assignment, round, plan, task }: Pick<FoundReport, "assignment" | "round" | "plan" | "task">,
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
      planId: plan.id,
      taskId: task.id,
      particulars: { name, kind, size, sha256, assignmentId: assignment.id, round: round.name },
    },
    changes: [
      db.insert(attachments).values({
        planId: plan.id,
        unitId: assignment.unitId,
        assignmentId: assignment.id,
        roundId: round.id,
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
