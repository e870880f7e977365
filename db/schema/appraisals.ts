import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** What the records of a year say of a criterion. */
export const CRITERION_MEASURES = [
  "year_plan",
  "duty_list",
  "summary",
  "filings",
  "liaison",
  "budget",
  "study",
  "statements",
  "training",
  "court",
  "cases",
  "key_days",
  "constitution_day",
  "activities",
  "venues",
  "channels",
  "volunteers",
  "praise",
] as const
export type CriterionMeasure = (typeof CRITERION_MEASURES)[number]

/** In a block of 扣分 marks are taken away from what is there, in one of 加分 they are earned. Marks are in hundredths. */
export type Criterion = { text: string; max: number; measure: CriterionMeasure | null; least: number }
export type StandardItem = {
  number: number
  max: number
  /** Who brings the evidence. */
  by: "unit" | "office" | "both"
  evidence: string
  criteria: Criterion[]
}
export type StandardBlock = { name: string; max: number; mode: "deduct" | "add"; items: StandardItem[] }

/** Which of two figures holds, by the place where they disagree: the one that is printed, or the sum of its parts. */
export type Readings = Readonly<Record<string, "printed" | "sum">>

export const STANDARD_STATES = ["draft", "open"] as const

/** 评估标准. Once it is opened it never changes: another edition is another row, and what was scored by this one keeps it. */
export const standards = sqliteTable(
  "standards",
  {
    id: id(),
    /** The year for which it was made; its office keeps it. */
    year: integer("year")
      .notNull()
      .references(() => years.year),
    state: text("state", { enum: STANDARD_STATES }).notNull(),
    title: text("title").notNull(),
    docNumber: text("doc_number").notNull().default(""),
    /** 第几版, of the standard it was made from. */
    edition: integer("edition").notNull().default(1),
    blocks: text("blocks", { mode: "json" }).$type<StandardBlock[]>().notNull(),
    /** What its paper says twice, or not at all. */
    findings: text("findings", { mode: "json" }).$type<string[]>().notNull().default([]),
    /** Which reading of its contradictions holds, as somebody said when it was opened. */
    readings: text("readings", { mode: "json" }).$type<Readings>().notNull().default({}),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("standards_year").on(t.year)],
)

export type Standard = typeof standards.$inferSelect

export const APPRAISAL_STATES = ["draft", "scoring", "panel", "confirming", "published", "closed"] as const
export const TARGET_STATES = ["pending", "submitted", "returned"] as const

/** How a year is appraised: data of its cycle, printed with every result. */
export type AppraisalRules = {
  /** 评议组织单位, which may be another body than the office. */
  convener: string
  stages: { name: string; until: string }[]
  /** 集中评议: at least so many of a hundred of the 评议对象. */
  ratio: number
  /** Those of last year's draw are left out. */
  sparesLast: boolean
  /** 评议组 so many of a hundred, 社会评议 the rest. */
  panel: number
  aggregation: "mean" | "trimmed"
  floor: "criterion" | "item"
  rounding: "none" | "half_up"
  /** Lower bounds of 优秀, 良好, 合格 in hundredths. */
  bands: [number, number, number]
  /** Units may object for so many days after 公布; kept when that comes, so that a setting which changes later moves no day. */
  objectionDays?: number
}

/** 履职评议 of a year: one, its id is the year. */
export const appraisals = sqliteTable("appraisals", {
  id: integer("id")
    .primaryKey()
    .references(() => years.year),
  standardId: integer("standard_id")
    .notNull()
    .references(() => standards.id),
  state: text("state", { enum: APPRAISAL_STATES }).notNull(),
  rules: text("rules", { mode: "json" }).$type<AppraisalRules>().notNull(),
  publishedOn: text("published_on"),
  openedById: integer("opened_by_id").notNull(),
  openedAt: integer("opened_at").notNull(),
  version: versionColumn(),
})

/** A sheet by its criteria: marks in hundredths, and what is said of each. */
export type Marks = Record<string, { points: number; note: string }>

/** A unit in the cycle of a year, once, whatever it was called before: its own sheet, and the audit of the office. */
export const appraisalTargets = sqliteTable(
  "appraisal_targets",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => appraisals.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    /** 评议对象; otherwise it takes part by reference (参照). */
    isObject: integer("is_object", { mode: "boolean" }).notNull(),
    state: text("state", { enum: TARGET_STATES }).notNull(),
    marks: text("marks", { mode: "json" }).$type<Marks>(),
    /** 核定 by the office; null: not audited yet. */
    audited: text("audited", { mode: "json" }).$type<Marks>(),
    /** Who signed for the unit. */
    signedBy: text("signed_by").notNull().default(""),
    returnWhy: text("return_why").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [uniqueIndex("appraisal_targets_unit").on(t.year, t.unitId), index("appraisal_targets_of").on(t.unitId)],
)

export type Appraisal = typeof appraisals.$inferSelect
export type AppraisalTarget = typeof appraisalTargets.$inferSelect

/**
 * 抽取 of those who are appraised by the panel, as anybody can repeat it: which were in, which were left out and why, and the
 * seed (src/supervision/inspections/draw.ts). `seed` empty: they were chosen, for the reason that stands there.
 */
export const appraisalDraws = sqliteTable(
  "appraisal_draws",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => appraisals.id),
    number: integer("number").notNull(),
    /** Units by their ids; `drawn` in the order of the draw, which is that of the hearing. */
    frame: text("frame", { mode: "json" }).$type<number[]>().notNull(),
    excluded: text("excluded", { mode: "json" }).$type<number[]>().notNull(),
    drawn: text("drawn", { mode: "json" }).$type<number[]>().notNull(),
    ratio: integer("ratio").notNull(),
    seed: text("seed").notNull(),
    why: text("why").notNull().default(""),
    /** 汇报: on which day, from when, so many minutes each, what they bring. */
    hearing: text("hearing", { mode: "json" }).$type<Hearing>(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
    version: versionColumn(),
  },
  (t) => [uniqueIndex("appraisal_draws_number").on(t.year, t.number)],
)

export type Hearing = { on: string; from: string; minutes: number; brings: string }

/** 人大代表, 政协委员, 基层代表, 媒体代表, 法学专家, 其他. */
export const JUROR_KINDS = ["deputy", "adviser", "grassroots", "media", "scholar", "other"] as const

/** 评议员: scores by a personal link or on paper, never the units of their own. Only the hash of the key is kept. */
export const appraisalJurors = sqliteTable(
  "appraisal_jurors",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => appraisals.id),
    name: text("name").notNull(),
    kind: text("kind", { enum: JUROR_KINDS }).notNull(),
    conflicts: text("conflicts", { mode: "json" }).$type<number[]>().notNull(),
    /** Null: the link was revoked. */
    keyHash: text("key_hash"),
    version: versionColumn(),
  },
  (t) => [index("appraisal_jurors_year").on(t.year), index("appraisal_jurors_key").on(t.keyHash)],
)

/** What one juror has given one unit; `score` follows from the marks, for sums over all of them. */
export const appraisalBallots = sqliteTable(
  "appraisal_ballots",
  {
    targetId: integer("target_id")
      .notNull()
      .references(() => appraisalTargets.id),
    jurorId: integer("juror_id")
      .notNull()
      .references(() => appraisalJurors.id),
    marks: text("marks", { mode: "json" }).$type<Marks>().notNull(),
    score: integer("score").notNull(),
    comment: text("comment").notNull().default(""),
    /** Who entered a sheet of paper; null: it came by the link. */
    enteredById: integer("entered_by_id"),
    at: integer("at").notNull(),
    version: versionColumn(),
  },
  (t) => [primaryKey({ columns: [t.targetId, t.jurorId] })],
)

/** 平时记录 with marks taken away or given at a criterion; 社会评议 with method and base. */
export const APPRAISAL_RECORD_KINDS = ["note", "outside"] as const

export const appraisalRecords = sqliteTable(
  "appraisal_records",
  {
    id: id(),
    targetId: integer("target_id")
      .notNull()
      .references(() => appraisalTargets.id),
    kind: text("kind", { enum: APPRAISAL_RECORD_KINDS }).notNull(),
    criterion: text("criterion").notNull().default(""),
    happenedOn: text("happened_on").notNull(),
    points: integer("points").notNull(),
    text: text("text").notNull(),
    discardWhy: text("discard_why").notNull().default(""),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("appraisal_records_target").on(t.targetId)],
)

export const RULING_KINDS = ["falsified", "cleared", "objected", "upheld", "corrected", "used"] as const

/**
 * What was decided or said of a result after it stood: 弄虚作假 by a document, revoked by another; 异议 of the unit and what became
 * of it; to what use it was put. None is ever changed, and what was scored stays.
 */
export const appraisalRulings = sqliteTable(
  "appraisal_rulings",
  {
    targetId: integer("target_id")
      .notNull()
      .references(() => appraisalTargets.id),
    number: integer("number").notNull(),
    kind: text("kind", { enum: RULING_KINDS }).notNull(),
    decidedOn: text("decided_on").notNull(),
    document: text("document").notNull().default(""),
    text: text("text").notNull(),
    /** The score that holds since, of 更正. */
    points: integer("points"),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.targetId, t.number] })],
)

export type AppraisalDraw = typeof appraisalDraws.$inferSelect
export type AppraisalJuror = typeof appraisalJurors.$inferSelect
export type AppraisalBallot = typeof appraisalBallots.$inferSelect
export type AppraisalRecord = typeof appraisalRecords.$inferSelect
export type AppraisalRuling = typeof appraisalRulings.$inferSelect
