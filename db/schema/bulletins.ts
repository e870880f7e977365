import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { plans } from "./plans.ts"
import { rounds } from "./rounds.ts"

/** 督查通报, 督查专报 (up), 督查报告 (to the leader of the same level), 年度通报, 年度总结. */
export const BULLETIN_KINDS = ["bulletin", "special", "report", "yearly_bulletin", "yearly_summary"] as const

export const BULLETIN_STATES = ["draft", "approving", "approved", "issued", "withdrawn", "discarded"] as const

/**
 * 内部形式 without any red, 内部刊头 with its name and 期号 in red, or 以单位名义 with 发文字号, 签发人 and seal left open: a
 * 内设机构 issues no 公文 in its own name (公文处理工作条例 17).
 */
export const BULLETIN_FORMS = ["internal", "series", "organisation"] as const

/** What the lights 关注 and 未到期 count as; the others follow from what they mean. */
export const CATEGORIES = ["done", "on_pace", "behind", "other"] as const

/**
 * 文稿: a paper on how a plan stood at the cut-off of a round. `year` and `number` are its 期号, given by 印发 in order
 * within an office, a kind and a year; a withdrawn one keeps its own. Its words are in `bulletin_versions`, one for each
 * time that it was sent to the leader; what is being written is in `bulletin_drafts`.
 */
export const bulletins = sqliteTable(
  "bulletins",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** The supervising office that writes and issues it. */
    officeId: integer("office_id").notNull(),
    kind: text("kind", { enum: BULLETIN_KINDS }).notNull(),
    form: text("form", { enum: BULLETIN_FORMS }).notNull(),
    /** The round as of whose cut-off it speaks. */
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    title: text("title").notNull(),
    year: integer("year"),
    number: integer("number"),
    state: text("state", { enum: BULLETIN_STATES }).notNull(),
    /** The leader who is asked to approve; null: any. */
    leaderId: integer("leader_id"),
    /** 更正: the paper that this one corrects. */
    correctsId: integer("corrects_id"),
    draftedById: integer("drafted_by_id").notNull(),
    draftedAt: integer("drafted_at").notNull(),
    /** The latest version's number; 0: never sent. */
    latest: integer("latest").notNull().default(0),
    sentById: integer("sent_by_id"),
    sentAt: integer("sent_at"),
    approvedById: integer("approved_by_id"),
    approvedAt: integer("approved_at"),
    issuedById: integer("issued_by_id"),
    issuedAt: integer("issued_at"),
    withdrawnById: integer("withdrawn_by_id"),
    withdrawnAt: integer("withdrawn_at"),
    /** What the leader said; why it was withdrawn. */
    opinion: text("opinion").notNull().default(""),
    note: text("note").notNull().default(""),
    /** Of the words, figures and names that were issued. */
    sha256: text("sha256"),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("bulletins_number").on(t.officeId, t.kind, t.year, t.number),
    index("bulletins_plan").on(t.planId, t.state),
    index("bulletins_state").on(t.state, t.sentAt),
    index("bulletins_corrects").on(t.correctsId).where(sql`corrects_id is not null`),
  ],
)

/** Words, figures and names as they were sent to the leader, as JSON (src/outward/bulletins/content.ts); never changed. */
export const bulletinVersions = sqliteTable(
  "bulletin_versions",
  {
    bulletinId: integer("bulletin_id").notNull(),
    number: integer("number").notNull(),
    content: text("content").notNull(),
    sentById: integer("sent_by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.bulletinId, t.number] })],
)

/** The same while it is being written; like every draft overwritten without an event. */
export const bulletinDrafts = sqliteTable("bulletin_drafts", {
  bulletinId: integer("bulletin_id").primaryKey(),
  content: text("content").notNull(),
  revision: integer("revision").notNull(),
  savedById: integer("saved_by_id").notNull(),
  savedAt: integer("saved_at").notNull(),
})

/** 进度分类 of a plan, where it is not the usual one: what the lights count as, whether units are ranked. */
export const bulletinRules = sqliteTable("bulletin_rules", {
  planId: integer("plan_id")
    .primaryKey()
    .references(() => plans.id),
  yellow: text("yellow", { enum: CATEGORIES }).notNull(),
  grey: text("grey", { enum: CATEGORIES }).notNull(),
  /** 序时进度: a task with stages is behind as long as fewer of them are reached than months have passed. */
  byPace: flag("by_pace"),
  /** 按报送率排序 in annex 1; otherwise 单位排序. */
  ranked: flag("ranked"),
  version: versionColumn(),
})

export type Bulletin = typeof bulletins.$inferSelect
export type BulletinDraft = typeof bulletinDrafts.$inferSelect
export type BulletinKind = Bulletin["kind"]
export type BulletinState = Bulletin["state"]
export type BulletinForm = Bulletin["form"]
export type Category = (typeof CATEGORIES)[number]
