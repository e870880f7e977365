import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { cases } from "./cases.ts"
import { id, versionColumn } from "./columns.ts"
import { documents } from "./documents.ts"
import { plans } from "./plans.ts"
import { years } from "./years.ts"

/** 责任公告, 责任清单 of a unit, 分工方案, 案例, 履职评议结果. */
export const RELEASE_KINDS = ["announcement", "duty_list", "plan", "case", "appraisal"] as const

export const RELEASE_STATES = ["prepared", "checked", "released", "replaced", "withdrawn", "dropped"] as const

/** What the public sees of one thing: its address for ever. What it says stands in its versions. */
export const releases = sqliteTable(
  "releases",
  {
    id: id(),
    kind: text("kind", { enum: RELEASE_KINDS }).notNull(),
    /** What it shows, as the trail calls it: `year:2026`, `filing:9`, `plan:1`, `case:5`. */
    subject: text("subject").notNull(),
    /** The 普法年度 to which it belongs, or the plan: by these it is known whose it is. */
    year: integer("year").references(() => years.year),
    planId: integer("plan_id").references(() => plans.id),
    caseId: integer("case_id").references(() => cases.id),
    documentId: integer("document_id").references(() => documents.id),
  },
  (t) => [
    uniqueIndex("releases_subject").on(t.kind, t.subject),
    index("releases_year").on(t.year),
    index("releases_plan").on(t.planId),
    index("releases_document").on(t.documentId).where(sql`document_id is not null`),
  ],
)

/**
 * A version, `release:5/2` in the trail: what was prepared is what is checked and what is released. Title and body
 * (src/outward/public/body.ts) are never changed.
 */
export const releaseVersions = sqliteTable(
  "release_versions",
  {
    id: id(),
    releaseId: integer("release_id")
      .notNull()
      .references(() => releases.id),
    number: integer("number").notNull(),
    state: text("state", { enum: RELEASE_STATES }).notNull(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    sha256: text("sha256").notNull(),
    preparedById: integer("prepared_by_id").notNull(),
    preparedAt: integer("prepared_at").notNull(),
    checkedById: integer("checked_by_id"),
    checkedAt: integer("checked_at"),
    releasedById: integer("released_by_id"),
    releasedAt: integer("released_at"),
    /** It was replaced, withdrawn or dropped, and why. */
    endedById: integer("ended_by_id"),
    endedAt: integer("ended_at"),
    note: text("note").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("release_versions_number").on(t.releaseId, t.number),
    index("release_versions_state").on(t.state, t.releasedAt),
  ],
)

export type Release = typeof releases.$inferSelect
export type ReleaseVersion = typeof releaseVersions.$inferSelect
export type ReleaseKind = Release["kind"]
export type ReleaseState = ReleaseVersion["state"]
