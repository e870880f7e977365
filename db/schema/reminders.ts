import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { assignments } from "./assignments.ts"
import { id } from "./columns.ts"
import { AUDIENCES } from "./messages.ts"
import { units } from "./units.ts"

export const REMINDER_KINDS = ["shown", "sent", "telephoned"] as const

/** 催办: one per unit and act; the items it names are beside it. Changes no state. */
export const reminders = sqliteTable(
  "reminders",
  {
    id: id(),
    planId: integer("plan_id").notNull(),
    roundId: integer("round_id").notNull(),
    unitId: integer("unit_id").notNull(),
    kind: text("kind", { enum: REMINDER_KINDS }).notNull(),
    text: text("text").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("reminders_plan").on(t.planId, t.roundId), index("reminders_unit").on(t.unitId, t.roundId)],
)

export const reminderItems = sqliteTable(
  "reminder_items",
  { reminderId: integer("reminder_id").notNull(), assignmentId: integer("assignment_id").notNull() },
  (t) => [
    primaryKey({ columns: [t.reminderId, t.assignmentId] }),
    index("reminder_items_assignment").on(t.assignmentId),
  ],
)

/**
 * 沟通 about a part that has long said nothing (src/supervision/silence): a note of the office. It rests until the round after
 * `roundId`. `heldOn`: the day of the talk, which may lie before the day it was registered.
 */
export const talks = sqliteTable(
  "talks",
  {
    id: id(),
    planId: integer("plan_id").notNull(),
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    roundId: integer("round_id").notNull(),
    heldOn: text("held_on").notNull(),
    text: text("text").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("talks_assignment").on(t.assignmentId, t.roundId)],
)

/** 催办 by the program itself: at most one a unit and day, whatever the plans; its items are beside it. */
export const digests = sqliteTable(
  "digests",
  {
    id: id(),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    day: text("day").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [uniqueIndex("digests_unit").on(t.unitId, t.day)],
)

/**
 * What a digest named: the thing owed (`report:12/3`, `notice:4`…), the day it was owed by, the step of the ladder it
 * had reached (src/supervision/reminders/schedule.ts) and how far up it was told. A step is taken once for each day.
 */
export const digestItems = sqliteTable(
  "digest_items",
  {
    digestId: integer("digest_id").notNull(),
    item: text("item").notNull(),
    planId: integer("plan_id").notNull(),
    assignmentId: integer("assignment_id"),
    dueBy: text("due_by").notNull(),
    step: text("step").notNull(),
    audience: text("audience", { enum: AUDIENCES }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.digestId, t.item] }),
    index("digest_items_item").on(t.item, t.dueBy),
    index("digest_items_plan").on(t.planId),
  ],
)

export type Reminder = typeof reminders.$inferSelect
