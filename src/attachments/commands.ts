import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Attachment, attachments } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { dateOf } from "#src/clock.ts"
import { record } from "#src/events/record.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { ensureWritable } from "#src/reports/commands.ts"
import { mayDraft } from "#src/reports/policy.ts"
import type { FoundReport } from "#src/reports/queries.ts"
import { attachStatements, type NewFile, reportFile } from "./statements.ts"

/** Adds evidence to the report that a unit is preparing. File and pieces land together. */
export async function attach(database: Database, found: FoundReport, file: NewFile, by: Doer) {
  if (!mayDraft(by.actor, found)) throw forbidden()
  ensureWritable(found, dateOf(by.at))
  const { act, changes } = attachStatements(database, reportFile(found), "evidence", file, by)
  await record(database, by, [act], changes)
}

/** Takes evidence off the report that is being prepared; the bytes are kept. */
export async function removeAttachment(database: Database, attachment: Attachment, found: FoundReport, by: Doer) {
  // The scan of a paper report belongs to the office that entered it.
  if (!mayDraft(by.actor, found) || attachment.kind === "scan") throw forbidden()
  if (attachment.removedAt !== null) throw conflict()
  ensureWritable(found, dateOf(by.at))
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
