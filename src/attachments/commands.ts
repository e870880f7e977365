import { createHash } from "node:crypto"
import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Attachment, attachmentPieces, attachments } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { newestId, nextSubject, record } from "#src/events/record.ts"
import { supervises } from "#src/plans/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { mayDraft } from "#src/reports/commands.ts"
import type { FoundReport } from "#src/reports/queries.ts"
import { cleanName, type FileType, TYPES } from "./content.ts"

/** A libSQL server takes a statement of this size without complaint; a file is at most 20 of them. */
const PIECE = 512 * 1024

export type NewFile = { name: string; type: FileType; bytes: Uint8Array }

/** Adds evidence to a unit's report, or the scan of a paper one. File and pieces land together. */
export async function attach(
  database: Database,
  found: FoundReport,
  kind: Attachment["kind"],
  file: NewFile,
  by: Doer,
) {
  if (!mayDraft(by.actor, found) && !supervises(by.actor, found.plan)) throw forbidden()
  const { db } = database
  const { assignment, round, plan, task } = found
  const name = cleanName(file.name)
  const sha256 = createHash("sha256").update(file.bytes).digest("hex")
  const pieces: BatchItem<"sqlite">[] = []
  for (let at = 0; at < file.bytes.length; at += PIECE) {
    const bytes = Buffer.from(file.bytes.subarray(at, at + PIECE))
    pieces.push(
      db.insert(attachmentPieces).values({ attachmentId: newestId(attachments), position: at / PIECE, bytes }),
    )
  }
  await record(
    database,
    by,
    [
      {
        action: "attachment_added",
        subject: nextSubject("attachment", attachments),
        version: 1,
        planId: plan.id,
        taskId: task.id,
        particulars: { name, kind, size: file.bytes.length, sha256, assignmentId: assignment.id, round: round.name },
      },
    ],
    [
      db.insert(attachments).values({
        planId: plan.id,
        unitId: assignment.unitId,
        assignmentId: assignment.id,
        roundId: round.id,
        kind,
        name,
        type: TYPES[file.type],
        size: file.bytes.length,
        sha256,
        addedById: by.actor.id,
        addedAt: by.at,
      }),
      ...pieces,
    ],
  )
}

/** Takes an attachment off the report that is being prepared; versions already sent keep showing it. */
export async function removeAttachment(database: Database, attachment: Attachment, found: FoundReport, by: Doer) {
  if (!mayDraft(by.actor, found)) throw forbidden()
  await record(
    database,
    by,
    [
      {
        action: "attachment_removed",
        subject: `attachment:${attachment.id}`,
        version: attachment.version + 1,
        planId: found.plan.id,
        taskId: found.task.id,
        particulars: { name: attachment.name },
      },
    ],
    [
      database.db
        .update(attachments)
        .set({ removedAt: by.at, version: attachment.version + 1 })
        .where(eq(attachments.id, attachment.id)),
    ],
  )
}
