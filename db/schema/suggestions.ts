import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 人大代表建议, 政协提案, 审议意见, and what else outside bodies suggest. */
export const SUGGESTION_KINDS = ["motion", "proposal", "review", "other"] as const
export const SUGGESTION_STATES = ["open", "answered", "closed", "discarded"] as const
/** What whoever suggested it says of the answer. */
export const SATISFACTIONS = ["satisfied", "basic", "unsatisfied"] as const

/** 意见建议 of 人大, 政协 and other outside bodies, with the unit that answers and its day. Its words are as they came. */
export const suggestions = sqliteTable(
  "suggestions",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    kind: text("kind", { enum: SUGGESTION_KINDS }).notNull(),
    state: text("state", { enum: SUGGESTION_STATES }).notNull(),
    /** From whom, and under which number: an outside body, as it is called. */
    source: text("source").notNull(),
    number: text("number").notNull().default(""),
    receivedOn: text("received_on").notNull(),
    text: text("text").notNull(),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    dueBy: text("due_by"),
    /** The latest answer's number, and the day of the one that stands. */
    latest: integer("latest").notNull().default(0),
    answeredOn: text("answered_on"),
    satisfaction: text("satisfaction", { enum: SATISFACTIONS }),
    discardWhy: text("discard_why").notNull().default(""),
    /** Gave it themselves, as an invited 外部监督; null: the office has entered it. */
    observerId: integer("observer_id"),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [
    index("suggestions_year").on(t.year, t.receivedOn),
    index("suggestions_unit").on(t.unitId, t.state),
    index("suggestions_observer").on(t.observerId).where(sql`observer_id is not null`),
  ],
)

/** 答复: each stays, with what was said of it. */
export const suggestionAnswers = sqliteTable(
  "suggestion_answers",
  {
    id: id(),
    suggestionId: integer("suggestion_id")
      .notNull()
      .references(() => suggestions.id),
    number: integer("number").notNull(),
    answeredOn: text("answered_on").notNull(),
    text: text("text").notNull(),
    satisfaction: text("satisfaction", { enum: SATISFACTIONS }),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [uniqueIndex("suggestion_answers_number").on(t.suggestionId, t.number)],
)

export type Suggestion = typeof suggestions.$inferSelect
export type SuggestionKind = Suggestion["kind"]
export type SuggestionState = Suggestion["state"]
export type Satisfaction = (typeof SATISFACTIONS)[number]
