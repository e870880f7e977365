import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { laws } from "./laws.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 行政执法, 司法, 行政复议, 信访, 人民调解, 公共法律服务. */
export const CASE_KINDS = ["enforcement", "justice", "review", "petition", "mediation", "service"] as const

export const CASE_STATES = [
  "collected",
  "edited",
  "studied",
  "reported",
  "approved",
  "published",
  "returned",
  "retracted",
  "discarded",
] as const

/**
 * 案例 (以案释法): what a unit tells of a case of its own, from 收集 to 发布. Its words are in `case_versions`, one for each
 * step; what is being written is in `case_drafts`. `…On` is a civil day, `…At` an instant.
 */
export const cases = sqliteTable(
  "cases",
  {
    id: id(),
    /** The 普法年度 to which it counts. */
    year: integer("year")
      .notNull()
      .references(() => years.year),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    kind: text("kind", { enum: CASE_KINDS }).notNull(),
    state: text("state", { enum: CASE_STATES }).notNull(),
    title: text("title").notNull(),
    /** The latest version's number, and the hash of its words. */
    latest: integer("latest").notNull(),
    sha256: text("sha256").notNull(),
    collectedById: integer("collected_by_id").notNull(),
    collectedAt: integer("collected_at").notNull(),
    /** The last time that it was sent; null: never. */
    reportedById: integer("reported_by_id"),
    reportedAt: integer("reported_at"),
    /** 脱敏核签: who read the words of this hash to see that nobody can be known by them. Of other words it says nothing. */
    checkedById: integer("checked_by_id"),
    checkedAt: integer("checked_at"),
    checkedSha256: text("checked_sha256"),
    approvedById: integer("approved_by_id"),
    approvedAt: integer("approved_at"),
    publishedById: integer("published_by_id"),
    publishedAt: integer("published_at"),
    /** The day on which it appeared, in what, and its 网址; empty: it has none. */
    publishedOn: text("published_on"),
    publishedIn: text("published_in").notNull().default(""),
    address: text("address").notNull().default(""),
    /** Why it was returned; why it was retracted. */
    opinion: text("opinion").notNull().default(""),
    note: text("note").notNull().default(""),
    retractedById: integer("retracted_by_id"),
    retractedAt: integer("retracted_at"),
    version: versionColumn(),
  },
  (t) => [index("cases_year").on(t.year, t.unitId, t.state), index("cases_state").on(t.state, t.reportedAt)],
)

/** The words as they were at a step, as JSON (src/year/cases/text.ts); never changed. `writers`: the ids of all who wrote. */
export const caseVersions = sqliteTable(
  "case_versions",
  {
    caseId: integer("case_id").notNull(),
    number: integer("number").notNull(),
    state: text("state", { enum: CASE_STATES }).notNull(),
    content: text("content").notNull(),
    writers: text("writers").notNull(),
    savedById: integer("saved_by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.number] })],
)

/** The same while it is being written; like every draft overwritten without an event. */
export const caseDrafts = sqliteTable("case_drafts", {
  caseId: integer("case_id").primaryKey(),
  content: text("content").notNull(),
  writers: text("writers").notNull(),
  revision: integer("revision").notNull(),
  savedById: integer("saved_by_id").notNull(),
  savedAt: integer("saved_at").notNull(),
})

/** 法律法规 of the register that the latest version names. */
export const caseLaws = sqliteTable(
  "case_laws",
  {
    caseId: integer("case_id").notNull(),
    lawId: integer("law_id")
      .notNull()
      .references(() => laws.id),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.lawId] }), index("case_laws_law").on(t.lawId)],
)

/** How many 案例 each 主体责任 unit owes in a year, where its office has set it. */
export const caseRules = sqliteTable("case_rules", {
  year: integer("year")
    .primaryKey()
    .references(() => years.year),
  target: integer("target").notNull(),
  version: versionColumn(),
})

export type Case = typeof cases.$inferSelect
export type CaseDraft = typeof caseDrafts.$inferSelect
export type CaseKind = Case["kind"]
export type CaseState = Case["state"]
