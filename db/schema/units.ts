import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"

export const UNIT_KINDS = ["internal", "affiliated", "outside", "collective"] as const

/** 单位: an office of ours or an outside body. `position` is the fixed 单位排序, never alphabetical. */
export const units = sqliteTable("units", {
  id: id(),
  code: text("code").notNull().unique(),
  name: text("name").notNull(),
  shortName: text("short_name").notNull(),
  aliases: text("aliases", { mode: "json" }).$type<string[]>().notNull().default([]),
  kind: text("kind", { enum: UNIT_KINDS }).notNull(),
  parentId: integer("parent_id"),
  successorId: integer("successor_id"),
  /** 分管领导, if one is named. */
  leaderId: integer("leader_id"),
  position: integer("position").notNull(),
  active: integer("active", { mode: "boolean" }).notNull().default(true),
  version: versionColumn(),
})

export type Unit = typeof units.$inferSelect
export type UnitKind = Unit["kind"]
