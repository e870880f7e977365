import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"

export const POST_KINDS = [
  "liaison",
  "head",
  "supervisor",
  "leader",
  "admin",
  "security",
  "auditor",
  "panelist",
  "observer",
] as const

/** A person with a login. `unitId` is where they work; what they may do stands in `posts`. */
export const people = sqliteTable("people", {
  id: id(),
  login: text("login").notNull().unique(),
  name: text("name").notNull(),
  unitId: integer("unit_id").references(() => units.id),
  contact: text("contact").notNull().default(""),
  /** Where messages go that leave the program; empty: nowhere. */
  email: text("email").notNull().default(""),
  /** The mailbox that the person has confirmed; another one carries no 填报链接. */
  confirmedEmail: text("confirmed_email").notNull().default(""),
  /** `scrypt$N$r$p$salt$hash`: algorithm and parameters travel with the hash. */
  passwordHash: text("password_hash").notNull(),
  mustChangePassword: flag("must_change_password"),
  passwordSetAt: integer("password_set_at").notNull(),
  active: integer("active", { mode: "boolean" }).notNull().default(true),
  version: versionColumn(),
})

/** 岗位: what a person may do, where, and from when to when (both days included; no end: for now). */
export const posts = sqliteTable(
  "posts",
  {
    id: id(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    kind: text("kind", { enum: POST_KINDS }).notNull(),
    /** The unit of a liaison, head or supervisor, or the office that invited an observer; null for leaders and the three administrators. */
    unitId: integer("unit_id").references(() => units.id),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on"),
    /** AB角: stands in for somebody between the two dates. */
    standIn: flag("stand_in"),
    /** 分片: the units a supervisor looks after first; empty means all. */
    beat: text("beat", { mode: "json" }).$type<number[]>().notNull().default([]),
    version: versionColumn(),
  },
  (t) => [index("posts_person").on(t.personId), index("posts_unit").on(t.unitId, t.kind)],
)

/** A signed-in browser. Only a hash of its token is kept; its last use is overwritten without an event. */
export const sessions = sqliteTable(
  "sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at").notNull(),
    address: text("address").notNull(),
    agent: text("agent").notNull(),
    /** The 填报链接 it was opened by, and to which it is bound; null: signed in. */
    linkId: integer("link_id"),
  },
  (t) => [index("sessions_person").on(t.personId), index("sessions_link").on(t.linkId).where(sql`link_id is not null`)],
)

export type Person = typeof people.$inferSelect
export type Post = typeof posts.$inferSelect
export type PostKind = Post["kind"]
