import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { versionColumn } from "./columns.ts"
import { duties } from "./duties.ts"
import { years } from "./years.ts"

export const VERIFICATION_STATES = ["claimed", "verified", "told", "explained"] as const
/** 属实完成, 部分完成, 未完成, 不实. */
export const VERIFICATION_RESULTS = ["fulfilled", "partly", "unmet", "untrue"] as const

/**
 * 督查核实 of a 清单事项; its id is that of the item. What the unit said and what the office found stand in
 * `verification_claims` and `verification_results`, of which these are the numbers of the newest; 0: there is none. `told` is
 * the one that the unit was told last.
 */
export const verifications = sqliteTable("verifications", {
  id: integer("id")
    .primaryKey()
    .references(() => duties.id),
  state: text("state", { enum: VERIFICATION_STATES }).notNull(),
  claims: integer("claims").notNull().default(0),
  latest: integer("latest").notNull().default(0),
  told: integer("told").notNull().default(0),
  version: versionColumn(),
})

/** 自报: how far it is, as the unit says; none is ever changed. */
export const verificationClaims = sqliteTable(
  "verification_claims",
  {
    verificationId: integer("verification_id").notNull(),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.verificationId, t.number] })],
)

/** 核实结果; another one is another row, with its reason. `toldAt` null: the office and leaders alone read it. */
export const verificationResults = sqliteTable(
  "verification_results",
  {
    verificationId: integer("verification_id").notNull(),
    number: integer("number").notNull(),
    result: text("result", { enum: VERIFICATION_RESULTS }).notNull(),
    verifiedOn: text("verified_on").notNull(),
    /** By what it was verified: 查阅资料, 实地查看. */
    basis: text("basis").notNull(),
    remark: text("remark").notNull(),
    /** Why it is another one than before. */
    why: text("why").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
    toldAt: integer("told_at"),
    /** 说明 of the unit, once. */
    answer: text("answer").notNull().default(""),
    answeredById: integer("answered_by_id"),
    answeredAt: integer("answered_at"),
  },
  (t) => [primaryKey({ columns: [t.verificationId, t.number] })],
)

/** From which day on the items of a year are verified; a year without a row: from 1 December. */
export const verificationDays = sqliteTable("verification_days", {
  year: integer("year")
    .primaryKey()
    .references(() => years.year),
  fromOn: text("from_on").notNull(),
  version: versionColumn(),
})

export type Verification = typeof verifications.$inferSelect
export type VerificationState = Verification["state"]
export type VerificationRow = typeof verificationResults.$inferSelect
export type VerificationResult = VerificationRow["result"]
