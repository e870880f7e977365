import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 地方性法规草案, 规章草案, 规范性文件草案. */
export const DRAFT_RULE_KINDS = ["local", "rule", "normative"] as const

export const DRAFT_RULE_STATES = [
  "drafting",
  "consulting",
  "told",
  "exempt",
  "enacted",
  "explained",
  "stopped",
] as const

/**
 * 法规规章草案: from 起草 by 公开征求意见, 情况通报 and 出台 to 解读公布. `…On` is a civil day; the 网址 are where the public read
 * it. It belongs to the year in which it began, and stands in the registers of later ones until it is done.
 */
export const draftRules = sqliteTable(
  "draft_rules",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    kind: text("kind", { enum: DRAFT_RULE_KINDS }).notNull(),
    title: text("title").notNull(),
    state: text("state", { enum: DRAFT_RULE_STATES }).notNull(),
    openedById: integer("opened_by_id").notNull(),
    openedAt: integer("opened_at").notNull(),
    /** 公开征求意见, both days included. */
    consultFrom: text("consult_from"),
    consultUntil: text("consult_until"),
    consultAddress: text("consult_address").notNull().default(""),
    /** 情况通报: on what day, how many opinions, and how many of them were taken. */
    toldOn: text("told_on"),
    opinions: integer("opinions"),
    taken: integer("taken"),
    toldAddress: text("told_address").notNull().default(""),
    /** 除依法需要保密的外: why it is not put to the public; empty: it is. */
    exemptWhy: text("exempt_why").notNull().default(""),
    /** 出台: its 文号 and its day. */
    docNumber: text("doc_number").notNull().default(""),
    enactedOn: text("enacted_on"),
    /** 解读公布. */
    explainedOn: text("explained_on"),
    explainedAddress: text("explained_address").notNull().default(""),
    /** 终止: why it is not pursued. */
    stoppedWhy: text("stopped_why").notNull().default(""),
    /** The day on which it needed nothing more; null: it still does. */
    doneOn: text("done_on"),
    version: versionColumn(),
  },
  (t) => [index("draft_rules_year").on(t.year, t.unitId), index("draft_rules_open").on(t.doneOn, t.year)],
)

export type DraftRule = typeof draftRules.$inferSelect
export type DraftRuleKind = DraftRule["kind"]
export type DraftRuleState = DraftRule["state"]
