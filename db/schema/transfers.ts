import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"
import { units } from "./units.ts"

/** 移交: the work of one unit that another took over in one act, in numbers; what moved stands in the trail. */
export const transfers = sqliteTable(
  "transfers",
  {
    id: id(),
    fromUnitId: integer("from_unit_id")
      .notNull()
      .references(() => units.id),
    toUnitId: integer("to_unit_id")
      .notNull()
      .references(() => units.id),
    /** Of the parts so many were merged into one that the other unit had already. */
    parts: integer("parts").notNull(),
    merged: integer("merged").notNull(),
    notices: integer("notices").notNull(),
    remark: text("remark").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("transfers_from").on(t.fromUnitId), index("transfers_to").on(t.toUnitId)],
)
