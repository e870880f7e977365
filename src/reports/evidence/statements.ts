import { createHash } from "node:crypto"
import { eq, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import {
  type Attachment,
  attachmentPieces,
  attachments,
  ledgerImportPieces,
  uploadPieces,
  uploads,
} from "#db/schema.ts"
import { inPieces } from "#src/trail/pieces.ts"
import { type Act, type By, newestId, nextSubject, reportSubject } from "#src/trail/record.ts"
import type { NewAddress } from "./address.ts"
import { type FileType, fileName, TYPES } from "./content.ts"
import type { Staged } from "./staging.ts"

/** A file that is kept already, with a 台账 that came back. */
export type Kept = { importId: number; size: number; sha256: string }

/** A file that is to become evidence: its bytes, where they wait, or where they are kept besides. */
export type NewFile = { name: string; type: FileType } & ({ bytes: Uint8Array } | { staged: Staged } | { kept: Kept })

export const sizeOf = (file: NewFile): number => {
  if ("staged" in file) return file.staged.size
  return "kept" in file ? file.kept.size : file.bytes.length
}

const sha256Of = (file: NewFile): string => {
  if ("staged" in file) return file.staged.sha256
  return "kept" in file ? file.kept.sha256 : createHash("sha256").update(file.bytes).digest("hex")
}

/** What a file belongs to, and what the trail says of that. */
export type FileOwner = Pick<Attachment, "planId" | "unitId" | "subject"> & {
  taskId?: number
  particulars: Record<string, unknown>
  /** The events' id: null, or one that is taken if the owner has moved on meanwhile, which makes the act stale. */
  guard?: SQL<number | null>
}

/** What is added to somebody's evidence and what is taken off it, in one act. */
export type EvidenceChange = {
  files: NewFile[]
  address: NewAddress | null
  removed: Pick<Attachment, "id" | "name" | "version">[]
}

/** The report of one assignment for one round. */
export const reportFile = ({ assignment, round, plan, task }: OfReport): FileOwner => ({
  planId: plan.id,
  unitId: assignment.unitId,
  subject: reportSubject(assignment.id, round.id),
  taskId: task.id,
  particulars: { assignmentId: assignment.id, round: round.name },
})

type OfReport = {
  assignment: { id: number; unitId: number }
  round: { id: number; name: string }
  plan: { id: number }
  task: { id: number }
}

/** The event of one more file, and its row with all its pieces; `ahead`: so many others come before it in the batch; `subject` is SQL where that begins in it. */
export function attachStatements(
  { db }: Database,
  { taskId, particulars, guard, ...owner }: Omit<FileOwner, "subject"> & { subject: string | SQL<string> },
  kind: Attachment["kind"],
  file: NewFile,
  by: By,
  ahead = 0,
): { act: Act; changes: BatchItem<"sqlite">[] } {
  const name = fileName(file.name, file.type)
  const size = sizeOf(file)
  const sha256 = sha256Of(file)
  return {
    act: {
      action: "attachment_added",
      subject: nextSubject("attachment", attachments, ahead),
      version: 1,
      planId: owner.planId ?? undefined,
      taskId,
      particulars: { name, kind, size, sha256, ...particulars },
      id: guard,
    },
    changes: [
      db.insert(attachments).values({
        ...owner,
        kind,
        name,
        type: TYPES[file.type],
        size: "staged" in file ? stagedSize(file.staged) : size,
        sha256,
        addedById: by.actor.id,
        addedAt: by.at,
      }),
      ...piecesOf(db, file),
    ],
  }
}

function piecesOf(db: Database["db"], file: NewFile): BatchItem<"sqlite">[] {
  if ("staged" in file) return moved(db, file.staged)
  if ("kept" in file) return [copied(db, file.kept)]
  return inPieces(file.bytes).map((piece) =>
    db.insert(attachmentPieces).values({ attachmentId: newestId(attachments), ...piece }),
  )
}

const copied = (db: Database["db"], { importId }: Kept): BatchItem<"sqlite"> =>
  db.insert(attachmentPieces).select(
    sql`select ${newestId(attachments)}, ${ledgerImportPieces.position}, ${ledgerImportPieces.bytes}
      from ${ledgerImportPieces} where ${ledgerImportPieces.importId} = ${importId}`,
  )

/** Null, which no attachment's size may be, when the bytes are not all there any more: the whole batch fails. */
const stagedSize = ({ upload, size }: Staged) =>
  sql<number>`(select ${uploads.size} from ${uploads} where ${uploads.key} = ${upload} and ${uploads.size} = ${size})`

/** The pieces as they were staged become those of the attachment, in the same places. */
const moved = (db: Database["db"], { upload }: Staged): BatchItem<"sqlite">[] => [
  db
    .insert(attachmentPieces)
    .select(
      sql`select ${newestId(attachments)}, ${uploadPieces.position}, ${uploadPieces.bytes} from ${uploadPieces} where ${uploadPieces.upload} = ${upload}`,
    ),
  db.delete(uploadPieces).where(eq(uploadPieces.upload, upload)),
  db.delete(uploads).where(eq(uploads.key, upload)),
]

/** The event of evidence that is an address, and its row: there are no bytes, and none are ever fetched. */
export const addressStatements = (
  { db }: Database,
  { taskId, particulars, guard, ...owner }: FileOwner,
  { address, name }: NewAddress,
  by: By,
  ahead = 0,
): { act: Act; changes: BatchItem<"sqlite">[] } => ({
  act: {
    action: "attachment_added",
    subject: nextSubject("attachment", attachments, ahead),
    version: 1,
    planId: owner.planId ?? undefined,
    taskId,
    particulars: { name, kind: "evidence", address, ...particulars },
    id: guard,
  },
  changes: [
    db.insert(attachments).values({
      ...owner,
      kind: "evidence",
      name,
      type: "",
      size: 0,
      sha256: "",
      address,
      addedById: by.actor.id,
      addedAt: by.at,
    }),
  ],
})

/** The event that takes one off, and its mark; the bytes are kept for the versions that showed them. */
export const detachStatements = (
  { db }: Database,
  { planId, taskId, particulars, guard }: FileOwner,
  { id, name, version }: EvidenceChange["removed"][number],
  by: By,
): { act: Act; changes: BatchItem<"sqlite">[] } => ({
  act: {
    action: "attachment_removed",
    subject: `attachment:${id}`,
    version: version + 1,
    planId: planId ?? undefined,
    taskId,
    particulars: { name, ...particulars },
    id: guard,
  },
  changes: [
    db
      .update(attachments)
      .set({ removedAt: by.at, version: version + 1 })
      .where(eq(attachments.id, id)),
  ],
})
