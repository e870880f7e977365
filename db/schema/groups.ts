import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 领导小组 of a 普法年度: of the whole office, or of one 责任单位. */
export const leadingGroups = sqliteTable(
  "leading_groups",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    /** Whose it is; null: of the whole office. */
    unitId: integer("unit_id").references(() => units.id),
    name: text("name").notNull(),
    /** 组长, 副组长, 成员: name and post, a line each. */
    head: text("head").notNull(),
    deputies: text("deputies").notNull().default(""),
    members: text("members").notNull().default(""),
    /** 办公室设在: the unit that does its daily work. */
    seatUnitId: integer("seat_unit_id").references(() => units.id),
    /** Taken out: it was entered by mistake, or dissolved. */
    removedAt: integer("removed_at"),
    version: versionColumn(),
  },
  (t) => [index("leading_groups_year").on(t.year)],
)

/** 主送范围: units that a document is addressed to together, by name. */
export const addresseeSets = sqliteTable("addressee_sets", {
  id: id(),
  name: text("name").notNull(),
  unitIds: text("unit_ids", { mode: "json" }).$type<number[]>().notNull(),
  removedAt: integer("removed_at"),
  version: versionColumn(),
})

export type LeadingGroup = typeof leadingGroups.$inferSelect
export type AddresseeSet = typeof addresseeSets.$inferSelect
