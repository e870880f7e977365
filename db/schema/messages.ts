import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"

/** Whom a message is for: the unit's liaisons, its head, the leader it answers to; each hears what those before hear. */
export const AUDIENCES = ["liaison", "head", "leader"] as const
export const CHANNELS = ["mail", "robot"] as const
/** Of a meeting, by the act that is told: `about_id` is the event's, so that a unit is told of each change. */
export const MEETING_ABOUTS = [
  "meeting_called",
  "meeting_moved",
  "meeting_off",
  "meeting_decided",
  "meeting_returned",
] as const
export const DELIVERY_ABOUTS = [
  "digest",
  "reminder",
  "filing",
  "filing_entered",
  "notice",
  "bulletin",
  ...MEETING_ABOUTS,
  "verification",
  "suggestion",
  "seal",
  "mailbox",
  "test",
] as const
export const DELIVERY_OUTCOMES = ["sent", "dropped", "failed"] as const
export const ROBOT_KINDS = ["wecom", "dingtalk", "feishu"] as const

/** A group's webhook robot of a unit; it is told what the unit's liaisons are told. */
export const robots = sqliteTable("robots", {
  id: id(),
  name: text("name").notNull(),
  kind: text("kind", { enum: ROBOT_KINDS }).notNull(),
  url: text("url").notNull(),
  secret: text("secret"),
  unitId: integer("unit_id")
    .notNull()
    .references(() => units.id),
  active: integer("active", { mode: "boolean" }).notNull().default(true),
  version: versionColumn(),
})

/**
 * The outbox: one row a receiver, written in the batch of the act it tells of. Whoever sends it claims it first, until
 * an instant; a claim that has run out is anybody's. `subject` and `text` are what was last sent. Attempts are
 * overwritten without an event.
 */
export const deliveries = sqliteTable(
  "deliveries",
  {
    id: id(),
    /** The same at every attempt, and of no other delivery anywhere. */
    key: text("key").notNull(),
    channel: text("channel", { enum: CHANNELS }).notNull(),
    about: text("about", { enum: DELIVERY_ABOUTS }).notNull(),
    aboutId: integer("about_id").notNull(),
    unitId: integer("unit_id"),
    audience: text("audience", { enum: AUDIENCES }).notNull(),
    personId: integer("person_id"),
    robotId: integer("robot_id"),
    at: integer("at").notNull(),
    nextAttemptAt: integer("next_attempt_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    claimedUntil: integer("claimed_until"),
    subject: text("subject").notNull().default(""),
    text: text("text").notNull().default(""),
    outcome: text("outcome", { enum: DELIVERY_OUTCOMES }),
    doneAt: integer("done_at"),
    /** Why it was dropped or has failed, or what the last attempt met. */
    reason: text("reason").notNull().default(""),
  },
  (t) => [
    uniqueIndex("deliveries_person").on(t.about, t.aboutId, t.personId).where(sql`person_id is not null`),
    uniqueIndex("deliveries_robot").on(t.about, t.aboutId, t.robotId).where(sql`robot_id is not null`),
    index("deliveries_about").on(t.about, t.aboutId),
    index("deliveries_waiting").on(t.nextAttemptAt).where(sql`done_at is null`),
    index("deliveries_failed").on(t.doneAt).where(sql`outcome = 'failed'`),
  ],
)

export type Robot = typeof robots.$inferSelect
export type Delivery = typeof deliveries.$inferSelect
export type MeetingAbout = (typeof MEETING_ABOUTS)[number]
export type Audience = (typeof AUDIENCES)[number]
