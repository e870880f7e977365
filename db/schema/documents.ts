import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { REMINDER_KINDS } from "./reminders.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 普法规划 (five years), 年度普法计划, 普法责任清单, 实施方案, 年度普法工作总结, 联络员登记表. */
export const DOCUMENT_KINDS = ["programme", "year_plan", "duty_list", "implementation", "summary", "liaisons"] as const

export const DOCUMENT_STATES = ["draft", "signing", "filed", "recorded", "released", "withdrawn"] as const

/** 电子版, 纸质件: each is taken in by itself. */
export const DOCUMENT_MEDIA = ["electronic", "paper"] as const

/** 报备文件 of a unit: one of a kind and year. What it says stands in its versions. */
export const documents = sqliteTable(
  "documents",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    kind: text("kind", { enum: DOCUMENT_KINDS }).notNull(),
    /** The years that it is about: of a 规划 five, of all others its own. */
    fromYear: integer("from_year").notNull(),
    untilYear: integer("until_year").notNull(),
    /** Number of the newest version. */
    latest: integer("latest").notNull(),
    /** The day on which it was first filed; late by this day it stays so, whatever is filed later. */
    firstFiledOn: text("first_filed_on"),
  },
  (t) => [
    uniqueIndex("documents_body").on(t.year, t.unitId, t.kind),
    index("documents_unit").on(t.unitId, t.year),
    index("documents_span").on(t.untilYear, t.fromYear),
  ],
)

/**
 * A version of a document, `filing:5/2` in the trail: drafted, filed, recorded, released. A change in the year is a new
 * one; those before it stay as they are. What was sent is in `document_texts`, one row for each sending.
 */
export const documentVersions = sqliteTable(
  "document_versions",
  {
    id: id(),
    documentId: integer("document_id")
      .notNull()
      .references(() => documents.id),
    number: integer("number").notNull(),
    state: text("state", { enum: DOCUMENT_STATES }).notNull(),
    begunById: integer("begun_by_id").notNull(),
    begunAt: integer("begun_at").notNull(),
    /** How often it was sent; the text of the last one counts. */
    sendings: integer("sendings").notNull().default(0),
    sentById: integer("sent_by_id"),
    sentAt: integer("sent_at"),
    signedById: integer("signed_by_id"),
    filedOn: text("filed_on"),
    /** Why it came back, from the head or from the office, and the day by which it is to be filed again. */
    opinion: text("opinion").notNull().default(""),
    againBy: text("again_by"),
    /** 备案号: of the office in order within the year and the kind. */
    serial: integer("serial"),
    serialYear: integer("serial_year"),
    recordedOn: text("recorded_on"),
    recordedById: integer("recorded_by_id"),
    /** Where it can be read since it was released; why it was withdrawn. */
    address: text("address").notNull().default(""),
    releasedOn: text("released_on"),
    withdrawnOn: text("withdrawn_on"),
    note: text("note").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("document_versions_number").on(t.documentId, t.number),
    index("document_versions_state").on(t.state, t.sentAt),
    index("document_versions_serial").on(t.serialYear, t.serial).where(sql`serial is not null`),
  ],
)

/** What was sent; its words are never changed. */
export const documentTexts = sqliteTable(
  "document_texts",
  {
    documentId: integer("document_id").notNull(),
    number: integer("number").notNull(),
    sending: integer("sending").notNull(),
    title: text("title").notNull(),
    text: text("text").notNull(),
    /** The parts that its kind asks for, as JSON (src/year/documents/parts.ts). */
    parts: text("parts").notNull(),
    /** 变更说明 of a later version. */
    change: text("change").notNull(),
    fromYear: integer("from_year").notNull(),
    untilYear: integer("until_year").notNull(),
    sentById: integer("sent_by_id").notNull(),
    at: integer("at").notNull(),
    /** The day on which it left the unit; null: it went to the head and no further, and is the unit's alone. */
    filedOn: text("filed_on"),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.number, t.sending] })],
)

/** The same while it is being written; like every draft overwritten without an event. */
export const documentDrafts = sqliteTable("document_drafts", {
  documentId: integer("document_id").primaryKey(),
  title: text("title").notNull(),
  text: text("text").notNull(),
  parts: text("parts").notNull(),
  change: text("change").notNull(),
  fromYear: integer("from_year").notNull(),
  untilYear: integer("until_year").notNull(),
  revision: integer("revision").notNull(),
  savedById: integer("saved_by_id").notNull(),
  savedAt: integer("saved_at").notNull(),
})

/** 签收 of one copy of what was sent: on which day it came, by whom it is signed, whether it is sealed. */
export const documentReceipts = sqliteTable(
  "document_receipts",
  {
    documentId: integer("document_id").notNull(),
    number: integer("number").notNull(),
    sending: integer("sending").notNull(),
    medium: text("medium", { enum: DOCUMENT_MEDIA }).notNull(),
    takenOn: text("taken_on").notNull(),
    takenById: integer("taken_by_id").notNull(),
    /** 主要负责人 who signed; empty: not signed. */
    signer: text("signer").notNull().default(""),
    sealed: flag("sealed"),
    note: text("note").notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.number, t.sending, t.medium] })],
)

/** 报送要求 of a kind in a year, where the office has set it. */
export const filingRules = sqliteTable(
  "filing_rules",
  {
    year: integer("year")
      .notNull()
      .references(() => years.year),
    kind: text("kind", { enum: DOCUMENT_KINDS }).notNull(),
    /** Whether every unit has to file one; others may. */
    asked: flag("asked"),
    /** 报送期限, as it is known outside, and the office's own day before it; null: none. */
    publicBy: text("public_by"),
    internalBy: text("internal_by"),
    /** On the same days in the years to come; else of this year alone. */
    yearly: flag("yearly"),
    electronic: flag("electronic"),
    paper: flag("paper"),
    /** 须经单位负责人审签. */
    head: flag("head"),
    version: versionColumn(),
  },
  (t) => [primaryKey({ columns: [t.year, t.kind] })],
)

/** 催办 of what a unit has not filed: one per unit and act; the kinds it names are beside it. */
export const filingReminders = sqliteTable(
  "filing_reminders",
  {
    id: id(),
    year: integer("year").notNull(),
    unitId: integer("unit_id").notNull(),
    kind: text("kind", { enum: REMINDER_KINDS }).notNull(),
    text: text("text").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("filing_reminders_unit").on(t.unitId, t.year)],
)

export const filingReminderKinds = sqliteTable(
  "filing_reminder_kinds",
  {
    reminderId: integer("reminder_id").notNull(),
    kind: text("kind", { enum: DOCUMENT_KINDS }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.reminderId, t.kind] })],
)

export type UnitDocument = typeof documents.$inferSelect
export type DocumentVersion = typeof documentVersions.$inferSelect
export type DocumentDraft = typeof documentDrafts.$inferSelect
export type DocumentText = typeof documentTexts.$inferSelect
export type DocumentReceipt = typeof documentReceipts.$inferSelect
export type FilingRule = typeof filingRules.$inferSelect
export type DocumentKind = UnitDocument["kind"]
export type DocumentState = DocumentVersion["state"]
export type DocumentMedium = DocumentReceipt["medium"]
