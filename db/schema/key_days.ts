import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { laws } from "./laws.ts"
import { units } from "./units.ts"

/** A day of the calendar, the week that holds one (Monday to Sunday), the day on which a law came into force. */
export const KEY_DAY_RULES = ["fixed", "week", "law"] as const

/** 普法节点: a rule by which each year has its day or week. */
export const keyDays = sqliteTable(
  "key_days",
  {
    id: id(),
    /** Null: it ships with the program. */
    officeId: integer("office_id").references(() => units.id),
    name: text("name").notNull(),
    rule: text("rule", { enum: KEY_DAY_RULES }).notNull(),
    /** `12-04`, of a fixed day and of a week; null of a law's. */
    monthDay: text("month_day"),
    lawId: integer("law_id").references(() => laws.id),
    /** 行业宣传日 of one unit; null: of all. */
    unitId: integer("unit_id").references(() => units.id),
    /** The first and the last year that has it. */
    sinceYear: integer("since_year"),
    untilYear: integer("until_year"),
    version: versionColumn(),
  },
  (t) => [index("key_days_office").on(t.officeId)],
)

export type KeyDay = typeof keyDays.$inferSelect
export type KeyDayRule = KeyDay["rule"]
