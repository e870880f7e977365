import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { assignments } from "./assignments.ts"
import { flag, id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 何时普: a day, a span, a rhythm, a 普法节点, or 不定期, which lasts until the year's end and is not never. */
export const DUTY_TIMINGS = ["date", "range", "rhythm", "key_day", "irregular"] as const
/** 每天, 每周, 每月, 每季度, 每半年, 每年. */
export const DUTY_RHYTHMS = ["daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly"] as const

/** 步骤 of an item: what is done by which day. */
export type DutyStep = { text: string; by: string | null }

/**
 * 清单事项: one line of the 普法责任清单 of a 责任单位 in a year. What it says stands in `duty_texts`, of which `latest` is the
 * newest; the list as it was filed is in `filed_duties`.
 */
export const duties = sqliteTable(
  "duties",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    /** Its place in the list of its unit. */
    position: integer("position").notNull(),
    latest: integer("latest").notNull(),
    /** The item of an earlier year that it was carried over from. */
    fromId: integer("from_id"),
    /** Taken out of the list on this day and why; null: it stands in it. */
    struckOn: text("struck_on"),
    struckWhy: text("struck_why").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [
    index("duties_body").on(t.year, t.unitId, t.position),
    index("duties_unit").on(t.unitId, t.year),
    uniqueIndex("duties_from").on(t.fromId, t.year),
  ],
)

/** What an item says, in every wording that it had; none is ever changed. */
export const dutyTexts = sqliteTable(
  "duty_texts",
  {
    dutyId: integer("duty_id")
      .notNull()
      .references(() => duties.id),
    number: integer("number").notNull(),
    /** 普什么: in words, and the laws by their short titles. */
    content: text("content").notNull(),
    laws: text("laws", { mode: "json" }).$type<string[]>().notNull(),
    /** Whether it applies to the unit; if not, why. */
    applies: flag("applies"),
    why: text("why").notNull(),
    /** 对谁普, 怎么普. */
    audience: text("audience").notNull(),
    ways: text("ways").notNull(),
    /** 何时普; null: not said yet. `fromOn` and `untilOn` are its first and last day, whichever way it is said. */
    timing: text("timing", { enum: DUTY_TIMINGS }),
    rhythm: text("rhythm", { enum: DUTY_RHYTHMS }),
    keyDayId: integer("key_day_id"),
    fromOn: text("from_on"),
    untilOn: text("until_on"),
    /** 牵头单位, and the first of them; null with several: nobody has said which. */
    leadIds: text("lead_ids", { mode: "json" }).$type<number[]>().notNull(),
    firstId: integer("first_id"),
    /** 谁去普: 科室 and person. */
    department: text("department").notNull(),
    person: text("person").notNull(),
    standard: text("standard").notNull(),
    measures: text("measures").notNull(),
    /** What shows that it was done, how much of it, in what. */
    indicator: text("indicator").notNull(),
    target: text("target").notNull(),
    targetUnit: text("target_unit").notNull(),
    steps: text("steps", { mode: "json" }).$type<DutyStep[]>().notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.dutyId, t.number] })],
)

/** A list as it was sent: the items of one sending of a version of the 报备文件, each in the wording that it had. */
export const filedDuties = sqliteTable(
  "filed_duties",
  {
    documentId: integer("document_id").notNull(),
    number: integer("number").notNull(),
    sending: integer("sending").notNull(),
    dutyId: integer("duty_id")
      .notNull()
      .references(() => duties.id),
    textNumber: integer("text_number").notNull(),
    position: integer("position").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.number, t.sending, t.dutyId] }),
    index("filed_duties_duty").on(t.dutyId, t.textNumber),
  ],
)

/** 落实到分工: by which assignments of plans an item is carried out. */
export const dutyAssignments = sqliteTable(
  "duty_assignments",
  {
    dutyId: integer("duty_id")
      .notNull()
      .references(() => duties.id),
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.dutyId, t.assignmentId] }), index("duty_assignments_assignment").on(t.assignmentId)],
)

export type Duty = typeof duties.$inferSelect
export type DutyText = typeof dutyTexts.$inferSelect
export type DutyTiming = (typeof DUTY_TIMINGS)[number]
export type DutyRhythm = (typeof DUTY_RHYTHMS)[number]
