import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"

/** 阵地, 宣传渠道, 讲师团成员, 志愿者队伍. */
export const RESOURCE_KINDS = ["venue", "channel", "lecturer", "volunteers"] as const
export const RESOURCE_STATES = ["in_use", "ended"] as const

/**
 * 普法资源: by what units teach the law, one row each, over the years. What a column means for a kind is told by the words of
 * the kind: `place` is where a 阵地 stands, the account of a channel, the team of a lecturer.
 */
export const resources = sqliteTable(
  "resources",
  {
    id: id(),
    kind: text("kind", { enum: RESOURCE_KINDS }).notNull(),
    state: text("state", { enum: RESOURCE_STATES }).notNull(),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    name: text("name").notNull(),
    form: text("form").notNull().default(""),
    place: text("place").notNull().default(""),
    /** What is taught there or by them: laws, topics. */
    offers: text("offers").notNull().default(""),
    /** The telephone of an office, of nobody's own. */
    contact: text("contact").notNull().default(""),
    /** How many people it reaches or has; null: not told. */
    size: integer("size"),
    endWhy: text("end_why").notNull().default(""),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("resources_unit").on(t.unitId, t.kind), index("resources_kind").on(t.kind, t.state)],
)

export type Resource = typeof resources.$inferSelect
export type ResourceKind = Resource["kind"]
export type ResourceState = Resource["state"]
