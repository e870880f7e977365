import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { plans } from "./plans.ts"
import { units } from "./units.ts"

export const INSPECTION_TYPES = ["comprehensive", "special", "incident", "routine", "clue"] as const

export const INSPECTION_METHODS = [
  "self_check",
  "briefing",
  "site",
  "visit",
  "unannounced",
  "forum",
  "records",
  "clues",
  "talk",
  "online",
] as const

export const INSPECTION_STATES = ["draft", "underway", "concluded", "ended", "cancelled"] as const
/** 核查结果: what an inspection found of one assignment (domain.md S0.23). */
export const INSPECTION_VERDICTS = ["true", "partial", "undone", "untrue"] as const
/** Where a unit's conclusion stands. */
export const CONCLUSION_STATES = ["fed_back", "read", "objected", "upheld", "changed"] as const

/** 督促检查 of chosen assignments of a plan: planned, opened (its scope is frozen then), concluded, closed. */
export const inspections = sqliteTable(
  "inspections",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** The supervising office that inspects. */
    officeId: integer("office_id").notNull(),
    title: text("title").notNull(),
    type: text("type", { enum: INSPECTION_TYPES }).notNull(),
    methods: text("methods", { mode: "json" }).$type<(typeof INSPECTION_METHODS)[number][]>().notNull(),
    /** 内容和要求. */
    purpose: text("purpose").notNull().default(""),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on").notNull(),
    /** 组长. */
    leaderId: integer("leader_id").notNull(),
    /** 特邀人员, as written. */
    invited: text("invited").notNull().default(""),
    state: text("state", { enum: INSPECTION_STATES }).notNull(),
    /** 总体结论, for the office and leadership. */
    conclusion: text("conclusion").notNull().default(""),
    concludedById: integer("concluded_by_id"),
    concludedAt: integer("concluded_at"),
    draftedById: integer("drafted_by_id").notNull(),
    draftedAt: integer("drafted_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("inspections_plan").on(t.planId, t.state)],
)

/** 督查组, the leader included. */
export const inspectionMembers = sqliteTable(
  "inspection_members",
  { inspectionId: integer("inspection_id").notNull(), personId: integer("person_id").notNull() },
  (t) => [primaryKey({ columns: [t.inspectionId, t.personId] })],
)

/** Why something is in no frame: an assignment of the plan is inspected instead, or it does not apply. */
export const EXCLUSIONS = ["placed", "exempt"] as const
export type Excluded = { why: (typeof EXCLUSIONS)[number]; ids: number[] }

/** 抽取: everything by which anybody can repeat it (src/supervision/inspections/draw.ts). The last one counts. */
export const inspectionDraws = sqliteTable(
  "inspection_draws",
  {
    inspectionId: integer("inspection_id").notNull(),
    number: integer("number").notNull(),
    /** What the frame was, in words. */
    about: text("about").notNull(),
    frame: text("frame", { mode: "json" }).$type<number[]>().notNull(),
    size: integer("size").notNull(),
    seed: text("seed").notNull(),
    drawn: text("drawn", { mode: "json" }).$type<number[]>().notNull(),
    /** What was left out of the frame, and why. */
    excluded: text("excluded", { mode: "json" }).$type<Excluded[]>().notNull().default(sql`'[]'`),
    reason: text("reason").notNull().default(""),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.inspectionId, t.number] })],
)

/** What is inspected, and what was found of it with the evidence. */
export const inspectionItems = sqliteTable(
  "inspection_items",
  {
    inspectionId: integer("inspection_id").notNull(),
    /** Its 编号: the id of an assignment, or of what of the year has none (src/supervision/inspections/frames.ts). */
    assignmentId: integer("assignment_id").notNull(),
    /** Of what has no assignment: the unit, and the 清单事项 in the wording that was filed; null: the unit itself. */
    unitId: integer("unit_id"),
    dutyId: integer("duty_id"),
    textNumber: integer("text_number"),
    /** By the draw of this number; null: chosen by hand. */
    draw: integer("draw"),
    verdict: text("verdict", { enum: INSPECTION_VERDICTS }),
    finding: text("finding").notNull().default(""),
    /** 依据和证据: what was seen, by whom it was said. */
    evidence: text("evidence").notNull().default(""),
    foundById: integer("found_by_id"),
    foundAt: integer("found_at"),
  },
  (t) => [
    primaryKey({ columns: [t.inspectionId, t.assignmentId] }),
    index("inspection_items_assignment").on(t.assignmentId),
  ],
)

/** 督查结论 as it goes back to one inspected unit; its objection and what was decided of it. */
export const conclusions = sqliteTable(
  "conclusions",
  {
    inspectionId: integer("inspection_id").notNull(),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    text: text("text").notNull(),
    state: text("state", { enum: CONCLUSION_STATES }).notNull(),
    /** The last days (included) for an objection, and for the decision on one. */
    objectBy: text("object_by").notNull(),
    decideBy: text("decide_by"),
    objection: text("objection").notNull().default(""),
    objectedById: integer("objected_by_id"),
    objectedAt: integer("objected_at"),
    decision: text("decision").notNull().default(""),
    /** What counts instead of `text` since the decision; both stay readable. */
    changedText: text("changed_text").notNull().default(""),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    version: versionColumn(),
  },
  (t) => [
    primaryKey({ columns: [t.inspectionId, t.unitId] }),
    index("conclusions_unit").on(t.unitId, t.state),
    index("conclusions_objected").on(t.decideBy).where(sql`state = 'objected'`),
  ],
)

export type Inspection = typeof inspections.$inferSelect
export type InspectionItem = typeof inspectionItems.$inferSelect
export type Conclusion = typeof conclusions.$inferSelect
