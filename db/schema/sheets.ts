import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { flag, versionColumn } from "./columns.ts"
import { rounds } from "./rounds.ts"
import { units } from "./units.ts"

/** 签字单 as it came on paper: what the office records of its arrival, for one unit and one round. */
export const signedSheets = sqliteTable(
  "signed_sheets",
  {
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    planId: integer("plan_id").notNull(),
    /** The day of its arrival; null: it was recorded by mistake, and nothing has come. */
    receivedOn: text("received_on"),
    /** Who took it, by name: often not who records it. */
    takenBy: text("taken_by").notNull(),
    isSigned: flag("is_signed"),
    isSealed: flag("is_sealed"),
    recordedById: integer("recorded_by_id").notNull(),
    recordedAt: integer("recorded_at").notNull(),
    version: versionColumn(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.unitId] }), index("signed_sheets_unit").on(t.unitId)],
)

export type SignedSheet = typeof signedSheets.$inferSelect
