import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"

export const LIGHTS = ["none", "blue", "red", "yellow", "green", "grey"] as const

/** A supervisor's light beside the computed one, for one round. The newest row counts; light null: taken back. */
export const lightOverrides = sqliteTable(
  "light_overrides",
  {
    id: id(),
    assignmentId: integer("assignment_id").notNull(),
    roundId: integer("round_id").notNull(),
    light: text("light", { enum: LIGHTS }),
    reason: text("reason").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("light_overrides_assignment").on(t.assignmentId, t.roundId)],
)

export type LightColour = (typeof LIGHTS)[number]
