import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { activities } from "./activities.ts"
import { id, versionColumn } from "./columns.ts"
import { resources } from "./resources.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

export const OFFER_STATES = ["open", "closed"] as const
export const ORDER_STATES = ["ordered", "accepted", "declined", "done", "cancelled"] as const

/** 菜单: what a unit offers to teach others in a year. */
export const offers = sqliteTable(
  "offers",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    state: text("state", { enum: OFFER_STATES }).notNull(),
    title: text("title").notNull(),
    laws: text("laws", { mode: "json" }).$type<string[]>().notNull().default([]),
    lecturerId: integer("lecturer_id").references(() => resources.id),
    /** 活动形式, by the word of the year's list. */
    kind: text("kind").notNull(),
    duration: text("duration").notNull().default(""),
    audience: text("audience").notNull().default(""),
    note: text("note").notNull().default(""),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("offers_year").on(t.year, t.state), index("offers_unit").on(t.unitId, t.year)],
)

/** 点单: a unit asks for what another offers; what came of it is an activity. */
export const orders = sqliteTable(
  "orders",
  {
    id: id(),
    offerId: integer("offer_id")
      .notNull()
      .references(() => offers.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    state: text("state", { enum: ORDER_STATES }).notNull(),
    wantedOn: text("wanted_on").notNull(),
    /** The day that was agreed on when it was accepted. */
    agreedOn: text("agreed_on"),
    place: text("place").notNull().default(""),
    audience: text("audience").notNull().default(""),
    heads: integer("heads"),
    /** Why it was declined or cancelled. */
    reason: text("reason").notNull().default(""),
    activityId: integer("activity_id").references(() => activities.id),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("orders_offer").on(t.offerId, t.state), index("orders_unit").on(t.unitId, t.state)],
)

export type Offer = typeof offers.$inferSelect
export type OfferState = Offer["state"]
export type Order = typeof orders.$inferSelect
export type OrderState = Order["state"]
