import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { plans } from "./plans.ts"
import { units } from "./units.ts"

export const CONSULTATION_STATES = ["open", "closed", "issued", "dropped"] as const
/** What a unit says of a 征求意见稿 as a whole: 无意见, 有意见. */
export const STANCES = ["agree", "amend"] as const
/** 采纳, 部分采纳, 不采纳. */
export const OPINION_VERDICTS = ["adopted", "partly", "declined"] as const

/**
 * 征求意见稿: a document that asks nobody for anything. What is shown stands in `document` as it was when the units were
 * asked; the draft it came from may be corrected meanwhile. No plan and no assignment exists of it.
 */
export const consultations = sqliteTable(
  "consultations",
  {
    id: id(),
    /** The draft it was made from, as long as there is one. */
    draftKey: text("draft_key").notNull(),
    officeId: integer("office_id")
      .notNull()
      .references(() => units.id),
    title: text("title").notNull(),
    docNumber: text("doc_number").notNull().default(""),
    document: text("document", { mode: "json" }).$type<unknown>().notNull(),
    /** What the office says of it to the units. */
    remark: text("remark").notNull().default(""),
    /** The last day for opinions. */
    answerBy: text("answer_by").notNull(),
    state: text("state", { enum: CONSULTATION_STATES }).notNull(),
    openedById: integer("opened_by_id").notNull(),
    openedAt: integer("opened_at").notNull(),
    /** What it became. */
    planId: integer("plan_id").references(() => plans.id),
    version: versionColumn(),
    /** Of this draft the first, the second… that units were shown. */
    edition: integer("edition").notNull().default(1),
  },
  (t) => [index("consultations_draft").on(t.draftKey), index("consultations_office").on(t.officeId)],
)

/** The units that are named in it and may say something. */
export const consultationUnits = sqliteTable(
  "consultation_units",
  {
    consultationId: integer("consultation_id")
      .notNull()
      .references(() => consultations.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
  },
  (t) => [primaryKey({ columns: [t.consultationId, t.unitId] }), index("consultation_units_unit").on(t.unitId)],
)

/** What a unit said, version beside version; never changed. */
export const opinions = sqliteTable(
  "opinions",
  {
    consultationId: integer("consultation_id").notNull(),
    unitId: integer("unit_id").notNull(),
    number: integer("number").notNull(),
    stance: text("stance", { enum: STANCES }).notNull(),
    text: text("text").notNull(),
    /** By the number of the task in the document. */
    items: text("items", { mode: "json" }).$type<Record<string, string>>().notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.consultationId, t.unitId, t.number] })],
)

/** What the office makes of one thing that a unit said: of a task by its number, or of the whole (`item` empty). */
export const opinionVerdicts = sqliteTable(
  "opinion_verdicts",
  {
    consultationId: integer("consultation_id").notNull(),
    unitId: integer("unit_id").notNull(),
    item: text("item").notNull(),
    /** The opinion that was read; the unit may have said something else since. */
    number: integer("number").notNull(),
    verdict: text("verdict", { enum: OPINION_VERDICTS }).notNull(),
    reason: text("reason").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.consultationId, t.unitId, t.item] })],
)

export type Consultation = typeof consultations.$inferSelect
export type Opinion = typeof opinions.$inferSelect
export type OpinionVerdict = typeof opinionVerdicts.$inferSelect
