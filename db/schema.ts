import { sql } from "drizzle-orm"
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"

/*
 * The tables, as drizzle sees them; db/migrations makes them and a test holds the two together.
 *
 * Dates: …On and …By are civil dates in Asia/Shanghai (`YYYY-MM-DD`; a day ends at 24:00), …At are UTC milliseconds.
 * `version` is the number of events a subject has had; it is the guard against two people at once (db/write.ts).
 */

const id = () => integer("id").primaryKey()
const flag = (name: string) => integer(name, { mode: "boolean" }).notNull().default(false)
const versionColumn = () => integer("version").notNull().default(1)

export const UNIT_KINDS = ["internal", "affiliated", "outside", "collective"] as const
export const POST_KINDS = [
  "liaison",
  "head",
  "supervisor",
  "leader",
  "admin",
  "security",
  "auditor",
  "panelist",
] as const
export const RHYTHMS = ["weekly", "monthly", "quarterly", "half_yearly", "yearly", "none"] as const
/** Where a due day goes that falls on a rest day: to the working day after it (顺延), or before it. */
export const ROLLS = ["next", "previous"] as const
export const ROLES = ["lead", "responsible", "support"] as const
export const ROLL_UPS = ["all", "first", "any"] as const
export const CONFIRMERS = ["supervisor", "unit", "leader"] as const
export const URGENCIES = ["flat", "urgent", "most_urgent"] as const
export const HANDLINGS = ["public", "internal", "work_secret"] as const
/** Of a draft the first two, of a plan the others: one table of moves (src/plans/plan/workflow.ts). */
export const PLAN_STATES = ["draft", "approving", "issued", "withdrawn", "archived"] as const
export const CONSULTATION_STATES = ["open", "closed", "issued", "dropped"] as const
/** What a unit says of a 征求意见稿 as a whole: 无意见, 有意见. */
export const STANCES = ["agree", "amend"] as const
/** 采纳, 部分采纳, 不采纳. */
export const OPINION_VERDICTS = ["adopted", "partly", "declined"] as const
export const DEADLINES = ["none", "date", "yearly", "continuing", "printed"] as const
export const ASSIGNMENT_STATES = [
  "awaiting",
  "active",
  "claimed",
  "rectifying",
  "disputed",
  "suspended",
  "closed",
  "terminated",
] as const
export const REPORT_STATES = ["draft", "signing", "submitted", "accepted", "returned"] as const
/** Of a part passed on to a lower body (src/reports/breakdowns/workflow.ts). */
export const BREAKDOWN_STATES = ["passed", "accepted", "declined", "withdrawn", "ended"] as const
export const BREAKDOWN_REPORT_STATES = ["draft", "sent", "returned"] as const
export const REMINDER_KINDS = ["shown", "sent", "telephoned"] as const
export const VERDICTS = [
  "accept",
  "return",
  "close",
  "hand_back",
  "rectify",
  "suspend",
  "prolong",
  "terminate",
  "fail",
  "grant",
  "refuse",
] as const
export const ATTACHMENT_KINDS = ["evidence", "scan"] as const
export const NOTICE_KINDS = ["demand", "rectification", "interview", "circular"] as const
export const NOTICE_SOURCES = ["assignment", "task", "late_list", "instruction", "inspection"] as const
export const INSPECTION_TYPES = ["comprehensive", "special", "incident", "routine", "clue"] as const
export const INSPECTION_METHODS = [
  "self_check",
  "briefing",
  "site",
  "visit",
  "unannounced",
  "forum",
  "records",
  "clues",
  "talk",
  "online",
] as const
export const INSPECTION_STATES = ["draft", "underway", "concluded", "ended", "cancelled"] as const
/** 核查结果: what an inspection found of one assignment (domain.md S0.23). */
export const INSPECTION_VERDICTS = ["true", "partial", "undone", "untrue"] as const
/** Where a unit's conclusion stands. */
export const CONCLUSION_STATES = ["fed_back", "read", "objected", "upheld", "changed"] as const
export const INSTRUCTION_STATES = ["noted", "open", "answered", "settled"] as const
export const NOTICE_STATES = [
  "draft",
  "approving",
  "issued",
  "acknowledged",
  "answered",
  "failed",
  "closed",
  "revoked",
  "discarded",
] as const
export const EXTENSION_TARGETS = ["deadline", "rectification", "notice"] as const
export const EXTENSION_STATES = ["asked", "granted", "refused", "withdrawn"] as const
export const APPROVERS = ["none", "supervisor", "head", "leader"] as const
/** Whom a message is for: the unit's liaisons, its head, the leader it answers to; each hears what those before hear. */
export const AUDIENCES = ["liaison", "head", "leader"] as const
export const CHANNELS = ["mail", "robot"] as const
export const DELIVERY_ABOUTS = ["digest", "reminder", "notice", "seal", "mailbox", "test"] as const
export const DELIVERY_OUTCOMES = ["sent", "dropped", "failed"] as const
export const ROBOT_KINDS = ["wecom", "dingtalk", "feishu"] as const
export const HANDOVER_STATES = ["proposed", "confirmed", "refused", "withdrawn"] as const

/** 口令重置 by two administrators. */
export const RESET_STATES = ["asked", "confirmed", "used", "expired", "withdrawn", "refused"] as const
/** Why a post is handed over: its holder wants to; the account is disabled; the person goes to another unit. */
export const HANDOVER_CAUSES = ["own", "left", "moved"] as const
/** Which box of the desk a saved phrase is for: 采纳 or 退回. */
export const PHRASE_KINDS = ["accept", "return"] as const
export const LIGHTS = ["none", "blue", "red", "yellow", "green", "grey"] as const

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
    /** The unit of a liaison, head or supervisor; null for leaders and the three administrators. */
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

/**
 * 岗位交接: who is to hold a post instead of its holder, or beside them for a time (AB角). Its holder proposes it, or the
 * 系统管理员 when the holder leaves; the 安全管理员 confirms, and only then a post ends or begins. `toName` without
 * `toPersonId`: somebody who has no account yet. Neither: 暂缺, nobody for now.
 */
/** A password that takes two administrators: asked by one, confirmed by another, opened once by a code. No asker: from the server. */
export const resets = sqliteTable(
  "resets",
  {
    id: id(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    state: text("state", { enum: RESET_STATES }).notNull(),
    codeHash: text("code_hash"),
    askedById: integer("asked_by_id").references(() => people.id),
    askedAt: integer("asked_at").notNull(),
    decidedById: integer("decided_by_id").references(() => people.id),
    decidedAt: integer("decided_at"),
    /** Why it was refused. */
    opinion: text("opinion").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [uniqueIndex("resets_open").on(t.personId).where(sql`state in ('asked', 'confirmed')`)],
)

export const handovers = sqliteTable(
  "handovers",
  {
    id: id(),
    postId: integer("post_id")
      .notNull()
      .references(() => posts.id),
    cause: text("cause", { enum: HANDOVER_CAUSES }).notNull(),
    toPersonId: integer("to_person_id").references(() => people.id),
    toName: text("to_name").notNull().default(""),
    standIn: flag("stand_in"),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on"),
    /** What else the proposer says, such as how to reach somebody who has no account yet. */
    remark: text("remark").notNull().default(""),
    state: text("state", { enum: HANDOVER_STATES }).notNull(),
    proposedById: integer("proposed_by_id")
      .notNull()
      .references(() => people.id),
    proposedAt: integer("proposed_at").notNull(),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    /** Why it was refused. */
    opinion: text("opinion").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("handovers_open").on(t.postId, t.standIn).where(sql`state = 'proposed'`),
    index("handovers_post").on(t.postId),
    index("handovers_successor").on(t.toPersonId).where(sql`to_person_id is not null`),
  ],
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

/**
 * Every try at a door, noted before the password is hashed: under way, then failed or succeeded. Failures are cleared
 * after a day; where an account was let in is known for some months.
 */
export const signInAttempts = sqliteTable(
  "sign_in_attempts",
  {
    id: id(),
    login: text("login").notNull(),
    address: text("address").notNull(),
    at: integer("at").notNull(),
    succeeded: flag("succeeded"),
    failed: flag("failed"),
  },
  (t) => [index("sign_in_attempts_login").on(t.login, t.at), index("sign_in_attempts_address").on(t.address, t.at)],
)

/** The one-time code that guards setting up an empty database; only its hash is kept. */
export const setupCodes = sqliteTable("setup_codes", {
  hash: text("hash").primaryKey(),
  createdAt: integer("created_at").notNull(),
})

/** Settings that differ from their defaults (src/office/settings). */
export const settings = sqliteTable("settings", {
  key: text("key").primaryKey(),
  value: text("value", { mode: "json" }).$type<unknown>().notNull(),
  version: versionColumn(),
})

/** A year's official days off and make-up working days, as the State Council's notice gives them. */
export const calendarYears = sqliteTable("calendar_years", {
  year: integer("year").primaryKey(),
  /** Civil dates that are off although not necessarily a weekend. */
  off: text("off", { mode: "json" }).$type<string[]>().notNull(),
  /** Civil dates of weekends on which people work (调休上班). */
  work: text("work", { mode: "json" }).$type<string[]>().notNull(),
  source: text("source").notNull().default(""),
  version: versionColumn(),
})

/** 分工方案. `number` of design.md is the row id: the running number from 1. */
export const plans = sqliteTable("plans", {
  id: id(),
  title: text("title").notNull(),
  docNumber: text("doc_number"),
  issuer: text("issuer").notNull().default(""),
  basis: text("basis"),
  basisDocNumber: text("basis_doc_number"),
  preamble: text("preamble"),
  closing: text("closing"),
  issuedOn: text("issued_on").notNull(),
  supervisingUnitId: integer("supervising_unit_id")
    .notNull()
    .references(() => units.id),
  /** Who confirms (复核) what the supervising office judges of itself. */
  confirmer: text("confirmer", { enum: CONFIRMERS }).notNull().default("supervisor"),
  confirmingUnitId: integer("confirming_unit_id").references(() => units.id),
  rhythm: text("rhythm", { enum: RHYTHMS }).notNull().default("quarterly"),
  rollUp: text("roll_up", { enum: ROLL_UPS }).notNull().default("all"),
  /** Reports pass the unit's head before they are sent. */
  headSigns: flag("head_signs"),
  /** Supporting units report too. */
  supportReports: flag("support_reports"),
  /** Who approves a 督办单 before it is issued. */
  noticeApprover: text("notice_approver", { enum: APPROVERS }).notNull().default("none"),
  urgency: text("urgency", { enum: URGENCIES }).notNull().default("flat"),
  handling: text("handling", { enum: HANDLINGS }).notNull().default("internal"),
  state: text("state", { enum: PLAN_STATES }).notNull(),
  /** The document as it was read, and its file name. */
  source: text("source").notNull(),
  sourceName: text("source_name").notNull().default(""),
  version: versionColumn(),
  /** The plan of the year before, if this one was drafted from it. */
  predecessorId: integer("predecessor_id"),
  /** 允许凭链接填报: liaisons may report by a personal link (src/reports/links). */
  allowsLinks: flag("allows_links"),
  /**
   * 报送安排: the day on which each round falls due (src/plans/rounds/rounds.ts). `dueShift`: so many months (weeks of a weekly
   * rhythm) after the last one of the period; `dueDay`: of that month, 31 its last one whatever its length (of that week,
   * 1 Monday … 7 Sunday). Null: none has been set.
   */
  dueShift: integer("due_shift"),
  dueDay: integer("due_day"),
  dueRoll: text("due_roll", { enum: ROLLS }).notNull().default("next"),
  /** So many working days before its due day a round opens; null: as the office's settings propose. */
  opensBefore: integer("opens_before"),
  /** On that day it opens by itself. */
  opensItself: flag("opens_itself"),
  /** The words, hand and moment of the last move after 下达: 撤回, 归档, 恢复; all of them are in the trail. */
  remark: text("remark").notNull().default(""),
  movedById: integer("moved_by_id"),
  movedAt: integer("moved_at"),
  /** 审定: who agreed to its 下达, or to its last 更新; null: nobody was asked. */
  approvedById: integer("approved_by_id"),
  approvedAt: integer("approved_at"),
})

/** The file a plan was read from, byte by byte in `plan_source_pieces`; `planId` null: only a draft has it so far. */
export const planSources = sqliteTable(
  "plan_sources",
  {
    id: id(),
    planId: integer("plan_id").references(() => plans.id),
    name: text("name").notNull(),
    type: text("type").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    addedById: integer("added_by_id").notNull(),
    addedAt: integer("added_at").notNull(),
  },
  (t) => [index("plan_sources_plan").on(t.planId), index("plan_sources_sha256").on(t.sha256)],
)

export const planSourcePieces = sqliteTable(
  "plan_source_pieces",
  {
    sourceId: integer("source_id").notNull(),
    position: integer("position").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.position] })],
)

/**
 * 导入草稿: a document as it was read, and what was corrected since. Overwritten without an event like every draft:
 * nothing in it binds anybody, and 下达 writes the events that count. `revision` tells two tabs apart. `reading` stays
 * as it was at the upload, so that a better reader never moves what people have already corrected.
 */
export const planDrafts = sqliteTable(
  "plan_drafts",
  {
    /** Random: an id would come again once the draft is gone. */
    key: text("key").primaryKey(),
    /** The supervising office whose draft it is. */
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    ownerId: integer("owner_id")
      .notNull()
      .references(() => people.id),
    sourceId: integer("source_id"),
    sourceName: text("source_name").notNull(),
    sha256: text("sha256").notNull(),
    /** As corrected so far, for lists and for finding the plan it may be an update of. */
    title: text("title").notNull(),
    reading: text("reading", { mode: "json" }).$type<unknown>().notNull(),
    steps: text("steps", { mode: "json" }).$type<unknown>().notNull(),
    /** The plan that 下达 will update; null: a new one. */
    planId: integer("plan_id").references(() => plans.id),
    predecessorId: integer("predecessor_id").references(() => plans.id),
    revision: integer("revision").notNull(),
    savedById: integer("saved_by_id").notNull(),
    savedAt: integer("saved_at").notNull(),
    /** Being corrected, or with its approver; `version` counts the events of `draft:key`. */
    state: text("state", { enum: PLAN_STATES }).notNull().default("draft"),
    version: integer("version").notNull().default(0),
    /** What 下达 will be told besides the document, as it was submitted (送审). */
    submission: text("submission", { mode: "json" }).$type<unknown>(),
    submittedById: integer("submitted_by_id"),
    submittedAt: integer("submitted_at"),
    /** Why it came back; it stands until the next 送审. */
    opinion: text("opinion").notNull().default(""),
    judgedById: integer("judged_by_id"),
    judgedAt: integer("judged_at"),
  },
  (t) => [
    index("plan_drafts_unit").on(t.unitId, t.savedAt),
    index("plan_drafts_approving").on(t.unitId).where(sql`state = 'approving'`),
  ],
)

/**
 * 征求意见稿: a document that asks nobody for anything. What is shown stands in `document` as it was when the units were
 * asked; the draft it came from may be corrected meanwhile. No plan and no assignment exists of it.
 */
export const consultations = sqliteTable(
  "consultations",
  {
    id: id(),
    /** The draft it was made from, as long as there is one. */
    draftKey: text("draft_key").notNull(),
    officeId: integer("office_id")
      .notNull()
      .references(() => units.id),
    title: text("title").notNull(),
    docNumber: text("doc_number").notNull().default(""),
    document: text("document", { mode: "json" }).$type<unknown>().notNull(),
    /** What the office says of it to the units. */
    remark: text("remark").notNull().default(""),
    /** The last day for opinions. */
    answerBy: text("answer_by").notNull(),
    state: text("state", { enum: CONSULTATION_STATES }).notNull(),
    openedById: integer("opened_by_id").notNull(),
    openedAt: integer("opened_at").notNull(),
    /** What it became. */
    planId: integer("plan_id").references(() => plans.id),
    version: versionColumn(),
    /** Of this draft the first, the second… that units were shown. */
    edition: integer("edition").notNull().default(1),
  },
  (t) => [index("consultations_draft").on(t.draftKey), index("consultations_office").on(t.officeId)],
)

/** The units that are named in it and may say something. */
export const consultationUnits = sqliteTable(
  "consultation_units",
  {
    consultationId: integer("consultation_id")
      .notNull()
      .references(() => consultations.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
  },
  (t) => [primaryKey({ columns: [t.consultationId, t.unitId] }), index("consultation_units_unit").on(t.unitId)],
)

/** What a unit said, version beside version; never changed. */
export const opinions = sqliteTable(
  "opinions",
  {
    consultationId: integer("consultation_id").notNull(),
    unitId: integer("unit_id").notNull(),
    number: integer("number").notNull(),
    stance: text("stance", { enum: STANCES }).notNull(),
    text: text("text").notNull(),
    /** By the number of the task in the document. */
    items: text("items", { mode: "json" }).$type<Record<string, string>>().notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.consultationId, t.unitId, t.number] })],
)

/** What the office makes of one thing that a unit said: of a task by its number, or of the whole (`item` empty). */
export const opinionVerdicts = sqliteTable(
  "opinion_verdicts",
  {
    consultationId: integer("consultation_id").notNull(),
    unitId: integer("unit_id").notNull(),
    item: text("item").notNull(),
    /** The opinion that was read; the unit may have said something else since. */
    number: integer("number").notNull(),
    verdict: text("verdict", { enum: OPINION_VERDICTS }).notNull(),
    reason: text("reason").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.consultationId, t.unitId, t.item] })],
)

/** What a name in a document was last said to mean; written with 下达, whose event tells each answer. */
export const rememberedUnits = sqliteTable("remembered_units", {
  name: text("name").primaryKey(),
  answer: text("answer", { mode: "json" }).$type<unknown>().notNull(),
  at: integer("at").notNull(),
})

export const sections = sqliteTable(
  "sections",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    position: integer("position").notNull(),
    text: text("text").notNull(),
  },
  (t) => [uniqueIndex("sections_plan").on(t.planId, t.position)],
)

export const tasks = sqliteTable(
  "tasks",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    sectionId: integer("section_id").references(() => sections.id),
    ordinal: integer("ordinal").notNull(),
    label: text("label").notNull(),
    text: text("text").notNull(),
    /** Null: as the plan says. */
    rhythm: text("rhythm", { enum: RHYTHMS }),
    deadline: text("deadline", { enum: DEADLINES }).notNull().default("none"),
    /** As printed, when the document names one. */
    deadlineText: text("deadline_text"),
    /** The day by which the task is to be done; for a yearly one its next such day. */
    dueBy: text("due_by"),
    version: versionColumn(),
  },
  (t) => [uniqueIndex("tasks_plan").on(t.planId, t.ordinal)],
)

/** 责任领导: who answers for a task among the leaders, in their order; `personId` null: known by name only. */
export const taskLeaders = sqliteTable(
  "task_leaders",
  {
    taskId: integer("task_id")
      .notNull()
      .references(() => tasks.id),
    position: integer("position").notNull(),
    personId: integer("person_id").references(() => people.id),
    name: text("name").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.taskId, t.position] }),
    index("task_leaders_person").on(t.personId).where(sql`person_id is not null`),
  ],
)

/** 阶段: what is to be reached of a task by a day of its own, before the whole is done. A removed one stays. */
export const stages = sqliteTable(
  "stages",
  {
    id: id(),
    taskId: integer("task_id")
      .notNull()
      .references(() => tasks.id),
    ordinal: integer("ordinal").notNull(),
    text: text("text").notNull(),
    dueBy: text("due_by").notNull(),
    removedAt: integer("removed_at"),
  },
  (t) => [index("stages_task").on(t.taskId), index("stages_due").on(t.dueBy).where(sql`removed_at is null`)],
)

/** 分工: one unit × one task. State is kept here; a task's state is derived. */
export const assignments = sqliteTable(
  "assignments",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    taskId: integer("task_id")
      .notNull()
      .references(() => tasks.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    role: text("role", { enum: ROLES }).notNull(),
    /** Order as printed; the first lead is 第一牵头单位. */
    position: integer("position").notNull(),
    state: text("state", { enum: ASSIGNMENT_STATES }).notNull().default("awaiting"),
    /** 具体措施, 责任科室, 责任人: what the unit says of its own part. */
    measures: text("measures").notNull().default(""),
    office: text("office").notNull().default(""),
    personInCharge: text("person_in_charge").notNull().default(""),
    /** 经办人, to whom the liaison handed the item. */
    handlerId: integer("handler_id").references(() => people.id),
    /** The 经办人 who has left: it came back to the liaison, who has not yet said who does it now. */
    formerHandlerId: integer("former_handler_id").references(() => people.id),
    /** The words, hand and moment of the last move; all of them are in the trail. */
    remark: text("remark").notNull().default(""),
    movedById: integer("moved_by_id"),
    movedAt: integer("moved_at"),
    rectifyBy: text("rectify_by"),
    /** 挂起至: the day after which it is to be taken up again, if one was named. */
    suspendedUntil: text("suspended_until"),
    /** 并入: the assignment that has taken this one over. */
    mergedIntoId: integer("merged_into_id"),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("assignments_task").on(t.taskId, t.unitId),
    index("assignments_plan").on(t.planId),
    index("assignments_unit").on(t.unitId, t.state),
    index("assignments_unit_plan").on(t.unitId, t.planId),
    index("assignments_state").on(t.state),
    index("assignments_handler").on(t.handlerId).where(sql`handler_id is not null`),
    index("assignments_merged").on(t.mergedIntoId).where(sql`merged_into_id is not null`),
  ],
)

/**
 * The office's own word on whether a part has reached a stage; the latest counts. Usually nobody has to say it: a report
 * that ticks the stage says so as long as the office has it (src/plans/stages/scope.ts).
 */
export const stageCompletions = sqliteTable(
  "stage_completions",
  {
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    stageId: integer("stage_id")
      .notNull()
      .references(() => stages.id),
    at: integer("at").notNull(),
    byId: integer("by_id").notNull(),
    reached: integer("reached", { mode: "boolean" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.stageId, t.at] })],
)

/** 填报期. */
/** 每年完成: each year that a part has completed, by its 申请办结 and the office's word; the next day is a year later. */
export const completions = sqliteTable(
  "completions",
  {
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    year: integer("year").notNull(),
    /** The day that counted for the year, with what was granted. */
    dueBy: text("due_by").notNull(),
    claimedOn: text("claimed_on").notNull(),
    acceptedAt: integer("accepted_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.year] })],
)

export const rounds = sqliteTable(
  "rounds",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** Running number within the plan, from 1. */
    number: integer("number").notNull(),
    name: text("name").notNull(),
    opensOn: text("opens_on").notNull(),
    dueBy: text("due_by").notNull(),
    evidenceRequired: flag("evidence_required"),
    /** 所属时期: the last day of the period that the round is about; null: opened before it was kept. */
    period: text("period"),
    /** The day that the plan's rule names, where the due day was moved off a rest day. */
    ruleBy: text("rule_by"),
    /** 截止: figures are frozen as of this instant; null while open. */
    cutOffAt: integer("cut_off_at"),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("rounds_plan").on(t.planId, t.number),
    index("rounds_open").on(t.dueBy).where(sql`cut_off_at is null`),
  ],
)

/** What is owed: one row per assignment and round, decided when the round opens. */
export const dues = sqliteTable(
  "dues",
  {
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    planId: integer("plan_id").notNull(),
    unitId: integer("unit_id").notNull(),
    /** First 报送; null: still owed. */
    reportedAt: integer("reported_at"),
    /** 补列: taken into the round after it had opened, when and by whom. */
    addedAt: integer("added_at"),
    addedById: integer("added_by_id"),
  },
  (t) => [
    primaryKey({ columns: [t.roundId, t.assignmentId] }),
    index("dues_owed").on(t.unitId, t.roundId).where(sql`reported_at is null`),
    index("dues_assignment").on(t.assignmentId),
  ],
)

/** 进展: where the report of one assignment for one round stands; its words are in `report_versions`. */
export const reports = sqliteTable(
  "reports",
  {
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    planId: integer("plan_id").notNull(),
    unitId: integer("unit_id").notNull(),
    state: text("state", { enum: REPORT_STATES }).notNull(),
    /** The latest version's number, tick and moment. */
    latest: integer("latest").notNull(),
    hasDifficulty: flag("has_difficulty"),
    firstSubmittedAt: integer("first_submitted_at"),
    submittedAt: integer("submitted_at"),
    /** The head who signed the latest version. */
    signedById: integer("signed_by_id"),
    /** Why the head sent it back inside the unit (审签退回); nobody else's business. */
    headRemark: text("head_remark").notNull().default(""),
    /** The office's answer; it stands until the next one. */
    opinion: text("opinion").notNull().default(""),
    judgedById: integer("judged_by_id"),
    judgedAt: integer("judged_at"),
    resubmitBy: text("resubmit_by"),
    version: versionColumn(),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.roundId] }),
    index("reports_round").on(t.roundId),
    index("reports_state").on(t.state, t.submittedAt),
    index("reports_difficulty").on(t.roundId).where(sql`has_difficulty`),
  ],
)

/** What was reported, version beside version; never changed. */
export const reportVersions = sqliteTable(
  "report_versions",
  {
    assignmentId: integer("assignment_id").notNull(),
    roundId: integer("round_id").notNull(),
    number: integer("number").notNull(),
    /** 落实情况, 存在问题, 下步打算, 有困难 (needs coordination), 无变化. */
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    unchanged: flag("unchanged"),
    /** Who drafted, who sent it off; for a paper report who entered it (代录). */
    writtenById: integer("written_by_id").notNull(),
    sentById: integer("sent_by_id").notNull(),
    enteredById: integer("entered_by_id"),
    at: integer("at").notNull(),
    /** 已完成本阶段: the stage that this report says is reached. */
    stageId: integer("stage_id"),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.roundId, t.number] }),
    index("report_versions_stage").on(t.assignmentId, t.stageId).where(sql`stage_id is not null`),
  ],
)

/** What is being typed. Overwritten without an event; `revision` tells two tabs apart. */
export const drafts = sqliteTable(
  "drafts",
  {
    assignmentId: integer("assignment_id").notNull(),
    roundId: integer("round_id").notNull(),
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    unchanged: flag("unchanged"),
    revision: integer("revision").notNull(),
    savedById: integer("saved_by_id").notNull(),
    savedAt: integer("saved_at").notNull(),
    stageId: integer("stage_id"),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.roundId] })],
)

/** 签字单 as it came on paper: what the office records of its arrival, for one unit and one round. */
export const signedSheets = sqliteTable(
  "signed_sheets",
  {
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    planId: integer("plan_id").notNull(),
    /** The day of its arrival; null: it was recorded by mistake, and nothing has come. */
    receivedOn: text("received_on"),
    /** Who took it, by name: often not who records it. */
    takenBy: text("taken_by").notNull(),
    isSigned: flag("is_signed"),
    isSealed: flag("is_sealed"),
    recordedById: integer("recorded_by_id").notNull(),
    recordedAt: integer("recorded_at").notNull(),
    version: versionColumn(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.unitId] }), index("signed_sheets_unit").on(t.unitId)],
)

/**
 * 佐证材料 and scans of a report (`assignmentId`, `roundId`) or of the answer to a notice (`noticeId`); with a round and
 * neither, the scan of a unit's 签字单. The bytes are in `attachment_pieces`; a removed one stays for the versions that
 * showed it. One that is an address on the web has no bytes: no type, no sha256, size 0.
 */
export const attachments = sqliteTable(
  "attachments",
  {
    id: id(),
    planId: integer("plan_id").notNull(),
    unitId: integer("unit_id").notNull(),
    assignmentId: integer("assignment_id"),
    roundId: integer("round_id"),
    noticeId: integer("notice_id"),
    /** With an assignment and no round: the evidence of what an inspection found of it. */
    inspectionId: integer("inspection_id"),
    kind: text("kind", { enum: ATTACHMENT_KINDS }).notNull(),
    name: text("name").notNull(),
    type: text("type").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    addedById: integer("added_by_id").notNull(),
    addedAt: integer("added_at").notNull(),
    removedAt: integer("removed_at"),
    version: versionColumn(),
    /** Evidence by address: opened by people, never by the program. */
    address: text("address"),
  },
  (t) => [
    index("attachments_plan").on(t.planId, t.unitId, t.size),
    index("attachments_report").on(t.assignmentId, t.roundId),
    index("attachments_notice").on(t.noticeId).where(sql`notice_id is not null`),
    index("attachments_inspection").on(t.inspectionId).where(sql`inspection_id is not null`),
  ],
)

export const attachmentPieces = sqliteTable(
  "attachment_pieces",
  {
    attachmentId: integer("attachment_id").notNull(),
    position: integer("position").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.attachmentId, t.position] })],
)

/** A file on its way, and for what: counted in the quotas, and nobody's evidence before its event. */
export const uploads = sqliteTable(
  "uploads",
  {
    key: text("key").primaryKey(),
    personId: integer("person_id").notNull(),
    planId: integer("plan_id").notNull(),
    unitId: integer("unit_id"),
    assignmentId: integer("assignment_id"),
    roundId: integer("round_id"),
    noticeId: integer("notice_id"),
    inspectionId: integer("inspection_id"),
    size: integer("size").notNull(),
    startedAt: integer("started_at").notNull(),
  },
  (t) => [index("uploads_plan").on(t.planId, t.unitId, t.size)],
)

export const uploadPieces = sqliteTable(
  "upload_pieces",
  {
    upload: text("upload").notNull(),
    position: integer("position").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.upload, t.position] })],
)

/**
 * 初核 of what the supervising office does itself, waiting for or answered by 复核: of a report (`assignmentId`,
 * `roundId`), a closure, suspension or termination (`assignmentId` alone), the answer to a notice (`noticeId`) or an
 * extension (`extensionId`).
 */
export const proposals = sqliteTable(
  "proposals",
  {
    id: id(),
    planId: integer("plan_id").notNull(),
    assignmentId: integer("assignment_id"),
    roundId: integer("round_id"),
    noticeId: integer("notice_id"),
    extensionId: integer("extension_id"),
    verdict: text("verdict", { enum: VERDICTS }).notNull(),
    opinion: text("opinion").notNull(),
    /** Resubmit, rectify, answer or finish by; suspended until. */
    answerBy: text("answer_by"),
    /** What else the act will say: whose decision it is, into what a part is merged. */
    particulars: text("particulars", { mode: "json" }).$type<Record<string, unknown>>().notNull().default({}),
    proposedById: integer("proposed_by_id").notNull(),
    proposedAt: integer("proposed_at").notNull(),
    confirmed: integer("confirmed", { mode: "boolean" }),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    decision: text("decision").notNull().default(""),
  },
  (t) => [
    index("proposals_open").on(t.assignmentId).where(sql`confirmed is null`),
    index("proposals_assignment").on(t.assignmentId),
    index("proposals_notice").on(t.noticeId).where(sql`notice_id is not null`),
    index("proposals_extension").on(t.extensionId).where(sql`extension_id is not null`),
  ],
)

/** 常用语: what a person often answers. A removed one stays, as everything does that somebody entered. */
export const phrases = sqliteTable(
  "phrases",
  {
    id: id(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    kind: text("kind", { enum: PHRASE_KINDS }).notNull(),
    text: text("text").notNull(),
    addedAt: integer("added_at").notNull(),
    removedAt: integer("removed_at"),
  },
  (t) => [index("phrases_person").on(t.personId).where(sql`removed_at is null`)],
)

/** 综述: the first lead's or the office's words on a task for a round, version beside version. */
export const summaries = sqliteTable(
  "summaries",
  {
    taskId: integer("task_id").notNull(),
    roundId: integer("round_id").notNull(),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    byId: integer("by_id").notNull(),
    byUnitId: integer("by_unit_id"),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.roundId, t.number] })],
)

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

/**
 * 填报链接: lets one liaison report for one unit in one round without signing in. At most one of them is live; a new one
 * revokes it. Its events have the subject `link:round/unit/person`, over all links of the three. `version` is the number
 * of the last of them that is about this link.
 */
export const links = sqliteTable(
  "links",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    createdAt: integer("created_at").notNull(),
    /** Null: the program, for a 催办 by mail. */
    createdById: integer("created_by_id"),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    revokedById: integer("revoked_by_id"),
    /** Why it was revoked, if a reason was given. */
    reason: text("reason").notNull().default(""),
    lastUsedAt: integer("last_used_at"),
    uses: integer("uses").notNull().default(0),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("links_live").on(t.personId, t.unitId, t.roundId).where(sql`revoked_at is null`),
    index("links_round").on(t.roundId),
  ],
)

/**
 * The keys of a link: one that the office was shown, and one of each mail that carried it. Only hashes; a key itself is
 * never stored. All of them end with the link.
 */
export const linkKeys = sqliteTable(
  "link_keys",
  {
    hash: text("hash").primaryKey(),
    linkId: integer("link_id")
      .notNull()
      .references(() => links.id),
    at: integer("at").notNull(),
    /** The mail that carried it. */
    deliveryId: integer("delivery_id"),
  },
  (t) => [index("link_keys_link").on(t.linkId)],
)

/**
 * 督办单: a numbered written demand on one unit with a deadline. `year` and `number` come with its issue, in order within
 * an office and a year. `firstDueBy` stays what was first asked; `dueBy` moves when an answer does not pass.
 */
export const notices = sqliteTable(
  "notices",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** The supervising office that issues it. */
    officeId: integer("office_id").notNull(),
    /** The addressee, or whoever has taken it over. */
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    kind: text("kind", { enum: NOTICE_KINDS }).notNull(),
    source: text("source", { enum: NOTICE_SOURCES }).notNull(),
    /** The 批示 that it follows up. */
    instructionId: integer("instruction_id"),
    /** The inspection whose findings it demands to be set right. */
    inspectionId: integer("inspection_id"),
    year: integer("year"),
    number: integer("number"),
    title: text("title").notNull(),
    /** 任务依据, 存在问题 (for a rectification), 办理要求. */
    basis: text("basis").notNull().default(""),
    facts: text("facts").notNull().default(""),
    demand: text("demand").notNull(),
    /** 联系人、电话, as printed. */
    contact: text("contact").notNull().default(""),
    firstDueBy: text("first_due_by").notNull(),
    dueBy: text("due_by").notNull(),
    state: text("state", { enum: NOTICE_STATES }).notNull(),
    draftedById: integer("drafted_by_id").notNull(),
    draftedAt: integer("drafted_at").notNull(),
    /** Who approved (审定) or simply issued it. */
    issuedById: integer("issued_by_id"),
    issuedAt: integer("issued_at"),
    acknowledgedById: integer("acknowledged_by_id"),
    acknowledgedAt: integer("acknowledged_at"),
    /** The latest answer's number; 0: none yet. */
    latest: integer("latest").notNull().default(0),
    answeredAt: integer("answered_at"),
    /** The last word about it: of whoever approved, verified or revoked it. */
    opinion: text("opinion").notNull().default(""),
    judgedById: integer("judged_by_id"),
    judgedAt: integer("judged_at"),
    version: versionColumn(),
    /** To whom it was issued, where that was another unit than the one that has it now. */
    issuedToId: integer("issued_to_id"),
  },
  (t) => [
    uniqueIndex("notices_number").on(t.officeId, t.year, t.number),
    index("notices_unit").on(t.unitId, t.state),
    index("notices_plan").on(t.planId, t.state),
    index("notices_state").on(t.state, t.answeredAt),
    index("notices_instruction").on(t.instructionId).where(sql`instruction_id is not null`),
    index("notices_inspection").on(t.inspectionId).where(sql`inspection_id is not null`),
  ],
)

/** The unit's assignments that a notice is about. */
export const noticeItems = sqliteTable(
  "notice_items",
  { noticeId: integer("notice_id").notNull(), assignmentId: integer("assignment_id").notNull() },
  (t) => [primaryKey({ columns: [t.noticeId, t.assignmentId] }), index("notice_items_assignment").on(t.assignmentId)],
)

/** 办理情况 as sent, answer beside answer; never changed. */
export const noticeAnswers = sqliteTable(
  "notice_answers",
  {
    noticeId: integer("notice_id").notNull(),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    writtenById: integer("written_by_id").notNull(),
    sentById: integer("sent_by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.number] })],
)

/** An answer being typed; like every draft overwritten without an event. */
export const noticeDrafts = sqliteTable("notice_drafts", {
  noticeId: integer("notice_id").primaryKey(),
  text: text("text").notNull(),
  revision: integer("revision").notNull(),
  savedById: integer("saved_by_id").notNull(),
  savedAt: integer("saved_at").notNull(),
})

/**
 * 延期: asked for by the unit before the day has passed, decided by the office. Of an assignment's own deadline, of its
 * 限期整改, or of a notice. The row says what stood before, what was asked for and what was granted, for ever. Its events
 * are those of the assignment or the notice, whose version guards it.
 */
export const extensions = sqliteTable(
  "extensions",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    unitId: integer("unit_id").notNull(),
    target: text("target", { enum: EXTENSION_TARGETS }).notNull(),
    assignmentId: integer("assignment_id"),
    noticeId: integer("notice_id"),
    /** The day that stood when it was asked for. */
    formerBy: text("former_by").notNull(),
    wantedBy: text("wanted_by").notNull(),
    reason: text("reason").notNull(),
    /** What has been done so far. */
    progress: text("progress").notNull(),
    state: text("state", { enum: EXTENSION_STATES }).notNull(),
    grantedBy: text("granted_by"),
    askedById: integer("asked_by_id").notNull(),
    askedAt: integer("asked_at").notNull(),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    opinion: text("opinion").notNull().default(""),
  },
  (t) => [
    index("extensions_assignment").on(t.assignmentId),
    index("extensions_notice").on(t.noticeId).where(sql`notice_id is not null`),
    index("extensions_open").on(t.planId, t.askedAt).where(sql`state = 'asked'`),
  ],
)

/**
 * 批示: a leader's remark on a task, on a list or on the whole plan. Given by the leader, or entered by the office from
 * paper. `followUp`: the office is to see to it and answer.
 */
export const instructions = sqliteTable(
  "instructions",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** Null: on a list or the whole plan, which `about` names. */
    taskId: integer("task_id").references(() => tasks.id),
    about: text("about").notNull(),
    text: text("text").notNull(),
    /** Who gave it; `leaderId` where that is a person with a login. */
    leaderName: text("leader_name").notNull(),
    leaderId: integer("leader_id"),
    givenOn: text("given_on").notNull(),
    writtenById: integer("written_by_id").notNull(),
    writtenAt: integer("written_at").notNull(),
    followUp: flag("follow_up"),
    replyBy: text("reply_by"),
    state: text("state", { enum: INSTRUCTION_STATES }).notNull(),
    /** The office's answer, and what the leader said of it; earlier ones are in the trail. */
    reply: text("reply").notNull().default(""),
    repliedById: integer("replied_by_id"),
    repliedAt: integer("replied_at"),
    remark: text("remark").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [index("instructions_plan").on(t.planId, t.state), index("instructions_task").on(t.taskId)],
)

/** The assignments that an instruction is about. */
export const instructionItems = sqliteTable(
  "instruction_items",
  { instructionId: integer("instruction_id").notNull(), assignmentId: integer("assignment_id").notNull() },
  (t) => [primaryKey({ columns: [t.instructionId, t.assignmentId] })],
)

/** 移交: the work of one unit that another took over in one act, in numbers; what moved stands in the trail. */
export const transfers = sqliteTable(
  "transfers",
  {
    id: id(),
    fromUnitId: integer("from_unit_id")
      .notNull()
      .references(() => units.id),
    toUnitId: integer("to_unit_id")
      .notNull()
      .references(() => units.id),
    /** Of the parts so many were merged into one that the other unit had already. */
    parts: integer("parts").notNull(),
    merged: integer("merged").notNull(),
    notices: integer("notices").notNull(),
    remark: text("remark").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("transfers_from").on(t.fromUnitId), index("transfers_to").on(t.toUnitId)],
)

/**
 * 分解落实: a part that its unit has passed on, whole or in words of its own, to one lower body: a unit below it
 * (`unitId`), or a 科室 that has no account and is only a name (`office`) with a 经办人 of the unit (`handlerId`). A lower
 * body passes on again what it was given by `upperId`.
 */
export const breakdowns = sqliteTable(
  "breakdowns",
  {
    id: id(),
    planId: integer("plan_id").notNull(),
    taskId: integer("task_id").notNull(),
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    upperId: integer("upper_id"),
    fromUnitId: integer("from_unit_id")
      .notNull()
      .references(() => units.id),
    unitId: integer("unit_id").references(() => units.id),
    office: text("office").notNull().default(""),
    handlerId: integer("handler_id").references(() => people.id),
    /** What exactly it is to do; empty: the whole part. */
    words: text("words").notNull().default(""),
    /** 内部期限: so many days before the day by which the unit itself reports. */
    daysBefore: integer("days_before").notNull(),
    state: text("state", { enum: BREAKDOWN_STATES }).notNull(),
    /** The words, hand and moment of the last move. */
    remark: text("remark").notNull().default(""),
    passedById: integer("passed_by_id").notNull(),
    passedAt: integer("passed_at").notNull(),
    movedById: integer("moved_by_id"),
    movedAt: integer("moved_at"),
    /** 催办 by the upper unit, the last one. */
    urgedAt: integer("urged_at"),
    version: versionColumn(),
  },
  (t) => [
    index("breakdowns_assignment").on(t.assignmentId),
    index("breakdowns_unit").on(t.unitId, t.state),
    index("breakdowns_from").on(t.fromUnitId, t.state),
    index("breakdowns_handler").on(t.handlerId).where(sql`handler_id is not null`),
  ],
)

/** What a lower body reports to the unit that passed the part on, for one round; never to the office. */
export const breakdownReports = sqliteTable(
  "breakdown_reports",
  {
    breakdownId: integer("breakdown_id")
      .notNull()
      .references(() => breakdowns.id),
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    state: text("state", { enum: BREAKDOWN_REPORT_STATES }).notNull(),
    latest: integer("latest").notNull(),
    sentAt: integer("sent_at"),
    firstSentAt: integer("first_sent_at"),
    /** Why the upper unit sent it back, and by when it is to come again. */
    remark: text("remark").notNull().default(""),
    resubmitBy: text("resubmit_by"),
    /** 汇入: the version that the upper unit has taken into its own report. */
    takenUp: integer("taken_up"),
    version: versionColumn(),
  },
  (t) => [primaryKey({ columns: [t.breakdownId, t.roundId] })],
)

/** What a lower body has sent, version beside version. */
export const breakdownVersions = sqliteTable(
  "breakdown_versions",
  {
    breakdownId: integer("breakdown_id").notNull(),
    roundId: integer("round_id").notNull(),
    number: integer("number").notNull(),
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    sentById: integer("sent_by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.breakdownId, t.roundId, t.number] })],
)

/** What a lower body is typing; like every draft overwritten without an event. */
export const breakdownDrafts = sqliteTable(
  "breakdown_drafts",
  {
    breakdownId: integer("breakdown_id").notNull(),
    roundId: integer("round_id").notNull(),
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    revision: integer("revision").notNull(),
    savedById: integer("saved_by_id").notNull(),
    savedAt: integer("saved_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.breakdownId, t.roundId] })],
)

/** A supervisor's light beside the computed one, for one round. The newest row counts; light null: taken back. */
export const lightOverrides = sqliteTable(
  "light_overrides",
  {
    id: id(),
    assignmentId: integer("assignment_id").notNull(),
    roundId: integer("round_id").notNull(),
    light: text("light", { enum: LIGHTS }),
    reason: text("reason").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("light_overrides_assignment").on(t.assignmentId, t.roundId)],
)

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

/** 督促检查 of chosen assignments of a plan: planned, opened (its scope is frozen then), concluded, closed. */
export const inspections = sqliteTable(
  "inspections",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** The supervising office that inspects. */
    officeId: integer("office_id").notNull(),
    title: text("title").notNull(),
    type: text("type", { enum: INSPECTION_TYPES }).notNull(),
    methods: text("methods", { mode: "json" }).$type<(typeof INSPECTION_METHODS)[number][]>().notNull(),
    /** 内容和要求. */
    purpose: text("purpose").notNull().default(""),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on").notNull(),
    /** 组长. */
    leaderId: integer("leader_id").notNull(),
    /** 特邀人员, as written. */
    invited: text("invited").notNull().default(""),
    state: text("state", { enum: INSPECTION_STATES }).notNull(),
    /** 总体结论, for the office and leadership. */
    conclusion: text("conclusion").notNull().default(""),
    concludedById: integer("concluded_by_id"),
    concludedAt: integer("concluded_at"),
    draftedById: integer("drafted_by_id").notNull(),
    draftedAt: integer("drafted_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("inspections_plan").on(t.planId, t.state)],
)

/** 督查组, the leader included. */
export const inspectionMembers = sqliteTable(
  "inspection_members",
  { inspectionId: integer("inspection_id").notNull(), personId: integer("person_id").notNull() },
  (t) => [primaryKey({ columns: [t.inspectionId, t.personId] })],
)

/** 抽取: everything by which anybody can repeat it (src/supervision/inspections/draw.ts). The last one counts. */
export const inspectionDraws = sqliteTable(
  "inspection_draws",
  {
    inspectionId: integer("inspection_id").notNull(),
    number: integer("number").notNull(),
    /** What the frame was, in words. */
    about: text("about").notNull(),
    frame: text("frame", { mode: "json" }).$type<number[]>().notNull(),
    size: integer("size").notNull(),
    seed: text("seed").notNull(),
    drawn: text("drawn", { mode: "json" }).$type<number[]>().notNull(),
    reason: text("reason").notNull().default(""),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.inspectionId, t.number] })],
)

/** What is inspected, and what was found of it with the evidence. */
export const inspectionItems = sqliteTable(
  "inspection_items",
  {
    inspectionId: integer("inspection_id").notNull(),
    assignmentId: integer("assignment_id").notNull(),
    /** By the draw of this number; null: chosen by hand. */
    draw: integer("draw"),
    verdict: text("verdict", { enum: INSPECTION_VERDICTS }),
    finding: text("finding").notNull().default(""),
    /** 依据和证据: what was seen, by whom it was said. */
    evidence: text("evidence").notNull().default(""),
    foundById: integer("found_by_id"),
    foundAt: integer("found_at"),
  },
  (t) => [
    primaryKey({ columns: [t.inspectionId, t.assignmentId] }),
    index("inspection_items_assignment").on(t.assignmentId),
  ],
)

/** 督查结论 as it goes back to one inspected unit; its objection and what was decided of it. */
export const conclusions = sqliteTable(
  "conclusions",
  {
    inspectionId: integer("inspection_id").notNull(),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    text: text("text").notNull(),
    state: text("state", { enum: CONCLUSION_STATES }).notNull(),
    /** The last days (included) for an objection, and for the decision on one. */
    objectBy: text("object_by").notNull(),
    decideBy: text("decide_by"),
    objection: text("objection").notNull().default(""),
    objectedById: integer("objected_by_id"),
    objectedAt: integer("objected_at"),
    decision: text("decision").notNull().default(""),
    /** What counts instead of `text` since the decision; both stay readable. */
    changedText: text("changed_text").notNull().default(""),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    version: versionColumn(),
  },
  (t) => [
    primaryKey({ columns: [t.inspectionId, t.unitId] }),
    index("conclusions_unit").on(t.unitId, t.state),
    index("conclusions_objected").on(t.decideBy).where(sql`state = 'objected'`),
  ],
)

export type Unit = typeof units.$inferSelect
export type Person = typeof people.$inferSelect
export type Post = typeof posts.$inferSelect
export type Handover = typeof handovers.$inferSelect
export type Reset = typeof resets.$inferSelect
export type Plan = typeof plans.$inferSelect
export type PlanDraft = typeof planDrafts.$inferSelect
export type Consultation = typeof consultations.$inferSelect
export type Opinion = typeof opinions.$inferSelect
export type OpinionVerdict = typeof opinionVerdicts.$inferSelect
export type Section = typeof sections.$inferSelect
export type Task = typeof tasks.$inferSelect
export type Assignment = typeof assignments.$inferSelect
export type Round = typeof rounds.$inferSelect
export type Report = typeof reports.$inferSelect
export type ReportVersion = typeof reportVersions.$inferSelect
export type Draft = typeof drafts.$inferSelect
export type SignedSheet = typeof signedSheets.$inferSelect
export type Attachment = typeof attachments.$inferSelect
export type Proposal = typeof proposals.$inferSelect
export type Phrase = typeof phrases.$inferSelect
export type Summary = typeof summaries.$inferSelect
export type Inspection = typeof inspections.$inferSelect
export type InspectionItem = typeof inspectionItems.$inferSelect
export type Conclusion = typeof conclusions.$inferSelect
export type Reminder = typeof reminders.$inferSelect
export type Robot = typeof robots.$inferSelect
export type Delivery = typeof deliveries.$inferSelect
export type Link = typeof links.$inferSelect
export type Breakdown = typeof breakdowns.$inferSelect
export type BreakdownReport = typeof breakdownReports.$inferSelect
export type BreakdownDraft = typeof breakdownDrafts.$inferSelect
export type Audience = (typeof AUDIENCES)[number]
export type Notice = typeof notices.$inferSelect
export type NoticeDraft = typeof noticeDrafts.$inferSelect
export type Instruction = typeof instructions.$inferSelect
export type Extension = typeof extensions.$inferSelect
export type NoticeState = Notice["state"]
export type NoticeKind = Notice["kind"]
export type EventRow = typeof events.$inferSelect
export type AssignmentState = Assignment["state"]
export type ReportState = Report["state"]
export type PostKind = Post["kind"]
export type Deadline = Task["deadline"]
export type UnitKind = Unit["kind"]
export type Role = Assignment["role"]
export type Rhythm = Plan["rhythm"]
export type Roll = Plan["dueRoll"]
export type Verdict = Proposal["verdict"]
export type LightColour = (typeof LIGHTS)[number]
