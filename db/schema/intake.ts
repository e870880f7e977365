import { sql } from "drizzle-orm"
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"
import { people } from "./people.ts"
import { PLAN_STATES, plans } from "./plans.ts"
import { units } from "./units.ts"

/** The file a plan was read from, byte by byte in `plan_source_pieces`; `planId` null: only a draft has it so far. */
export const planSources = sqliteTable(
  "plan_sources",
  {
    id: id(),
    planId: integer("plan_id").references(() => plans.id),
    name: text("name").notNull(),
    type: text("type").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    addedById: integer("added_by_id").notNull(),
    addedAt: integer("added_at").notNull(),
  },
  (t) => [index("plan_sources_plan").on(t.planId), index("plan_sources_sha256").on(t.sha256)],
)

export const planSourcePieces = sqliteTable(
  "plan_source_pieces",
  {
    sourceId: integer("source_id").notNull(),
    position: integer("position").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.position] })],
)

/**
 * 导入草稿: a document as it was read, and what was corrected since. Overwritten without an event like every draft:
 * nothing in it binds anybody, and 下达 writes the events that count. `revision` tells two tabs apart. `reading` stays
 * as it was at the upload, so that a better reader never moves what people have already corrected.
 */
export const planDrafts = sqliteTable(
  "plan_drafts",
  {
    /** Random: an id would come again once the draft is gone. */
    key: text("key").primaryKey(),
    /** The supervising office whose draft it is. */
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    ownerId: integer("owner_id")
      .notNull()
      .references(() => people.id),
    sourceId: integer("source_id"),
    sourceName: text("source_name").notNull(),
    sha256: text("sha256").notNull(),
    /** As corrected so far, for lists and for finding the plan it may be an update of. */
    title: text("title").notNull(),
    reading: text("reading", { mode: "json" }).$type<unknown>().notNull(),
    steps: text("steps", { mode: "json" }).$type<unknown>().notNull(),
    /** The plan that 下达 will update; null: a new one. */
    planId: integer("plan_id").references(() => plans.id),
    predecessorId: integer("predecessor_id").references(() => plans.id),
    revision: integer("revision").notNull(),
    savedById: integer("saved_by_id").notNull(),
    savedAt: integer("saved_at").notNull(),
    /** Being corrected, or with its approver; `version` counts the events of `draft:key`. */
    state: text("state", { enum: PLAN_STATES }).notNull().default("draft"),
    version: integer("version").notNull().default(0),
    /** What 下达 will be told besides the document, as it was submitted (送审). */
    submission: text("submission", { mode: "json" }).$type<unknown>(),
    submittedById: integer("submitted_by_id"),
    submittedAt: integer("submitted_at"),
    /** Why it came back; it stands until the next 送审. */
    opinion: text("opinion").notNull().default(""),
    judgedById: integer("judged_by_id"),
    judgedAt: integer("judged_at"),
  },
  (t) => [
    index("plan_drafts_unit").on(t.unitId, t.savedAt),
    index("plan_drafts_approving").on(t.unitId).where(sql`state = 'approving'`),
  ],
)

/** What a name in a document was last said to mean; written with 下达, whose event tells each answer. */
export const rememberedUnits = sqliteTable("remembered_units", {
  name: text("name").primaryKey(),
  answer: text("answer", { mode: "json" }).$type<unknown>().notNull(),
  at: integer("at").notNull(),
})

export type PlanDraft = typeof planDrafts.$inferSelect
