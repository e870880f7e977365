import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 知晓率, 满意度. */
export const SURVEY_KINDS = ["awareness", "satisfaction"] as const

/**
 * One rate that a survey found, with all that it rests on. It says what came of the work and not what was done: nothing adds it
 * to anything.
 */
export const surveys = sqliteTable(
  "surveys",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    kind: text("kind", { enum: SURVEY_KINDS }).notNull(),
    /** About one unit; null: about all. */
    unitId: integer("unit_id").references(() => units.id),
    surveyedOn: text("surveyed_on").notNull(),
    /** 调查方法, 调查对象和范围, 调查单位. */
    method: text("method").notNull(),
    base: text("base").notNull(),
    surveyor: text("surveyor").notNull(),
    /** 有效样本, and how many of them said yes: the value is made of both. */
    sample: integer("sample").notNull(),
    hits: integer("hits").notNull(),
    note: text("note").notNull().default(""),
    /** 作废: why it counts no more; empty: it stands. */
    discardWhy: text("discard_why").notNull().default(""),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("surveys_kind").on(t.kind, t.surveyedOn), index("surveys_year").on(t.year)],
)

export type Survey = typeof surveys.$inferSelect
export type SurveyKind = Survey["kind"]
