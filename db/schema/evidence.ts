import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"

export const ATTACHMENT_KINDS = ["evidence", "scan"] as const

/**
 * 佐证材料 and scans of whatever `subject` names, as an event's does: `report:12/3`, `notice:4` (its answer), `inspection:5/12`
 * (what was found of a part), `signed_sheet:3/1`. The bytes are in `attachment_pieces`; a removed one stays for the
 * versions that showed it. One that is an address on the web has no bytes: no type, no sha256, size 0.
 */
export const attachments = sqliteTable(
  "attachments",
  {
    id: id(),
    /** Null: of no plan. */
    planId: integer("plan_id"),
    /** The unit whose affair it is. */
    unitId: integer("unit_id").notNull(),
    subject: text("subject").notNull(),
    kind: text("kind", { enum: ATTACHMENT_KINDS }).notNull(),
    name: text("name").notNull(),
    type: text("type").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    addedById: integer("added_by_id").notNull(),
    addedAt: integer("added_at").notNull(),
    removedAt: integer("removed_at"),
    version: versionColumn(),
    /** Evidence by address: opened by people, never by the program. */
    address: text("address"),
  },
  (t) => [index("attachments_plan").on(t.planId, t.unitId, t.size), index("attachments_subject").on(t.subject)],
)

export const attachmentPieces = sqliteTable(
  "attachment_pieces",
  {
    attachmentId: integer("attachment_id").notNull(),
    position: integer("position").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.attachmentId, t.position] })],
)

/** A file on its way, and for what: counted in the quotas, and nobody's evidence before its event. */
export const uploads = sqliteTable(
  "uploads",
  {
    key: text("key").primaryKey(),
    personId: integer("person_id").notNull(),
    planId: integer("plan_id"),
    unitId: integer("unit_id"),
    subject: text("subject"),
    size: integer("size").notNull(),
    startedAt: integer("started_at").notNull(),
  },
  (t) => [index("uploads_plan").on(t.planId, t.unitId, t.size), index("uploads_subject").on(t.subject)],
)

export const uploadPieces = sqliteTable(
  "upload_pieces",
  {
    upload: text("upload").notNull(),
    position: integer("position").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.upload, t.position] })],
)

export type Attachment = typeof attachments.$inferSelect
