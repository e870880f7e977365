import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"

/** 主体责任, 行业主管部门督促, 参照执行 (001: 责任主体). */
export const BODY_DUTIES = ["primary", "supervised", "voluntary"] as const

/** 国家机关, 司法机关, 党的机关, 人民团体（群团）, 企业, 事业单位, 社会组织. */
export const BODY_CATEGORIES = [
  "state",
  "judicial",
  "party",
  "mass",
  "enterprise",
  "institution",
  "association",
] as const

/** 普法年度, opened and kept by one office, its 普法办. */
export const years = sqliteTable("years", {
  year: integer("year").primaryKey(),
  officeId: integer("office_id")
    .notNull()
    .references(() => units.id),
  openedById: integer("opened_by_id").notNull(),
  openedAt: integer("opened_at").notNull(),
  version: versionColumn(),
})

/** 普法责任单位: how a unit stands in a year, and who answers for it there. */
export const bodies = sqliteTable(
  "bodies",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    duty: text("duty", { enum: BODY_DUTIES }).notNull(),
    category: text("category", { enum: BODY_CATEGORIES }).notNull(),
    /** 行业主管部门, which sees to it that this body does its part. */
    supervisorUnitId: integer("supervisor_unit_id").references(() => units.id),
    /** 分管领导, 责任部门, 责任人, as the unit names them. */
    leader: text("leader").notNull().default(""),
    department: text("department").notNull().default(""),
    person: text("person").notNull().default(""),
    /** 具有执法权, 具有司法权, 与保障民生密切相关: by these 履职评议 chooses. */
    enforces: flag("enforces"),
    judges: flag("judges"),
    serves: flag("serves"),
    /** 普法经费 of the year in 分; null: not told. */
    budget: integer("budget"),
    /** Taken out of the year (merged, dissolved) on this day and why; null: takes part. */
    leftOn: text("left_on"),
    leftWhy: text("left_why").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("bodies_unit").on(t.year, t.unitId),
    index("bodies_supervisor").on(t.supervisorUnitId, t.year),
    index("bodies_of_unit").on(t.unitId, t.year),
  ],
)

export type Year = typeof years.$inferSelect
export type Body = typeof bodies.$inferSelect
export type BodyDuty = Body["duty"]
export type BodyCategory = Body["category"]
