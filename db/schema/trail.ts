import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"

/** The trail. Append-only by triggers; written in the same batch as the change it records. */
export const events = sqliteTable(
  "events",
  {
    id: id(),
    at: integer("at").notNull(),
    /** Null: the program itself (automatic cut-off) or nobody known (a failed sign-in). */
    actorId: integer("actor_id"),
    actorName: text("actor_name").notNull(),
    /** As whom: post and unit at the time. */
    actingAs: text("acting_as").notNull(),
    address: text("address").notNull(),
    action: text("action").notNull(),
    /** What it is about: `assignment:12`, `report:12/3`, `plan:1`… */
    subject: text("subject").notNull(),
    version: integer("version").notNull(),
    planId: integer("plan_id"),
    taskId: integer("task_id"),
    particulars: text("particulars", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    uniqueIndex("events_subject").on(t.subject, t.version),
    index("events_task").on(t.taskId).where(sql`task_id is not null`),
    index("events_at").on(t.at),
  ],
)

/** A hash chain over the events in id order, added afterwards by one sealer. */
export const seals = sqliteTable("seals", {
  eventId: integer("event_id").primaryKey(),
  algorithm: text("algorithm").notNull(),
  previous: text("previous").notNull(),
  hash: text("hash").notNull(),
  /** SHA-256 of all that the event left in the tables; empty: nothing. */
  recorded: text("recorded").notNull().default(""),
})

/** 留底: a row as an act left it, written by triggers (db/imprints.ts). Content null: the row was taken out. */
export const imprints = sqliteTable(
  "imprints",
  {
    id: id(),
    eventId: integer("event_id").notNull(),
    facet: text("facet").notNull(),
    rowKey: text("row_key").notNull(),
    content: text("content"),
  },
  (t) => [index("imprints_event").on(t.eventId)],
)

/** For which columns a table's triggers were made. */
export const imprinted = sqliteTable("imprinted", {
  facet: text("facet").primaryKey(),
  columns: text("columns").notNull(),
})

/** One row: the last event that was ever sealed, and its seal. Never falls, so seals that are taken out are missed. */
export const sealReach = sqliteTable("seal_reach", {
  id: id(),
  eventId: integer("event_id").notNull(),
  hash: text("hash").notNull(),
})

/** Events whose time lies more than five seconds before an earlier one's: the clock went back. Made by a trigger. */
export const clockMarks = sqliteTable("clock_marks", {
  eventId: integer("event_id").primaryKey(),
  newestAt: integer("newest_at").notNull(),
})

export type EventRow = typeof events.$inferSelect
