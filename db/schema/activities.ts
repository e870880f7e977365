import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { assignments } from "./assignments.ts"
import { flag, id, versionColumn } from "./columns.ts"
import { laws } from "./laws.ts"
import { resources } from "./resources.ts"
import { rounds } from "./rounds.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

export const ACTIVITY_STATES = ["planned", "held", "cancelled", "discarded"] as const
/** 事前、事中、事后 of what an office does by the law. */
export const ACTIVITY_STAGES = ["before", "during", "after"] as const
export const ACTIVITY_ROLES = ["host", "joint"] as const
/** How a number was told: 6000余, 约6000, 近6000; null: it is exact. */
export const APPROXIMATIONS = ["over", "about", "nearly"] as const

const approximate = (name: string) => text(name, { enum: APPROXIMATIONS })
const texts = (name: string) => text(name, { mode: "json" }).$type<string[]>().notNull().default([])

/**
 * 普法活动: entered once by the unit that holds it. `kind`, `channels` and `tags` are the words of the year's lists as they
 * were then; `themed`: the list counted that kind as 专题普法活动. Numbers that nobody told are null, and are not nought.
 */
export const activities = sqliteTable(
  "activities",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    /** The host; it stands in `activity_units` too, first. */
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    state: text("state", { enum: ACTIVITY_STATES }).notNull(),
    kind: text("kind").notNull(),
    themed: flag("themed"),
    title: text("title").notNull(),
    /** First and last day, the same where it took one. */
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on").notNull(),
    audience: text("audience").notNull().default(""),
    place: text("place").notNull().default(""),
    channels: texts("channels"),
    tags: texts("tags"),
    stage: text("stage", { enum: ACTIVITY_STAGES }),
    topic: text("topic").notNull().default(""),
    /** The 普法节点 it was held for. */
    keyDayId: integer("key_day_id"),
    /** 场次, 发放份数, 咨询人次, 覆盖人数. */
    sessions: integer("sessions"),
    sessionsApprox: approximate("sessions_approx"),
    copies: integer("copies"),
    copiesApprox: approximate("copies_approx"),
    consulted: integer("consulted"),
    consultedApprox: approximate("consulted_approx"),
    reached: integer("reached"),
    reachedApprox: approximate("reached_approx"),
    note: text("note").notNull().default(""),
    /** What it has brought about, and by what that was measured: apart from whether it was held. */
    effect: text("effect").notNull().default(""),
    effectMeasure: text("effect_measure").notNull().default(""),
    /** Why it was cancelled or discarded. */
    reason: text("reason").notNull().default(""),
    /** Entered by the year's office for the unit. */
    byOffice: flag("by_office"),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
    /** The 阵地 where it was held, of those that are registered. */
    venueId: integer("venue_id").references(() => resources.id),
  },
  (t) => [
    index("activities_venue").on(t.venueId, t.year),
    index("activities_year").on(t.year, t.fromOn),
    index("activities_host").on(t.unitId, t.year),
    index("activities_key_day").on(t.keyDayId, t.year),
  ],
)

/** The units of an activity: it counts once in all and once for each of them. */
export const activityUnits = sqliteTable(
  "activity_units",
  {
    activityId: integer("activity_id")
      .notNull()
      .references(() => activities.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    role: text("role", { enum: ACTIVITY_ROLES }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.activityId, t.unitId] }), index("activity_units_unit").on(t.unitId, t.activityId)],
)

/** The laws it was about, as they were typed; `lawId` of one that is known. */
export const activityLaws = sqliteTable(
  "activity_laws",
  {
    activityId: integer("activity_id")
      .notNull()
      .references(() => activities.id),
    position: integer("position").notNull(),
    title: text("title").notNull(),
    lawId: integer("law_id").references(() => laws.id),
  },
  (t) => [primaryKey({ columns: [t.activityId, t.position] }), index("activity_laws_law").on(t.lawId)],
)

/** The lists of a year, by which its activities are entered; without one a year has those of the year before. */
export const activityLists = sqliteTable("activity_lists", {
  id: id(),
  year: integer("year")
    .notNull()
    .unique()
    .references(() => years.year),
  kinds: texts("kinds"),
  /** Of the kinds: those that count as 专题普法活动. */
  themed: texts("themed"),
  channels: texts("channels"),
  tags: texts("tags"),
  topics: texts("topics"),
  version: versionColumn(),
})

/** 写进本期进展: into which report its words were put. */
export const activityUses = sqliteTable(
  "activity_uses",
  {
    activityId: integer("activity_id")
      .notNull()
      .references(() => activities.id),
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.activityId, t.assignmentId, t.roundId] }),
    index("activity_uses_report").on(t.assignmentId, t.roundId),
  ],
)

export type Activity = typeof activities.$inferSelect
export type ActivityState = Activity["state"]
export type ActivityStage = NonNullable<Activity["stage"]>
export type ActivityRole = (typeof ACTIVITY_ROLES)[number]
export type Approximation = (typeof APPROXIMATIONS)[number]
export type ActivityLists = typeof activityLists.$inferSelect
