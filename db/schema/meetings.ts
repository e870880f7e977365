import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 联席会议, 专题会议, 视察, 跟踪调查. */
export const MEETING_KINDS = ["joint", "special", "visit", "following"] as const
export const MEETING_STATES = ["planned", "called", "held", "issued", "cancelled"] as const
/** What a unit answers to a 通知: 参加 or 请假. */
export const ATTENDANCE_ANSWERS = ["coming", "away"] as const
export const DECISION_STATES = ["draft", "struck", "open", "answered", "closed", "dropped"] as const
/** What became of a 议定事项 beside being followed here. */
export const DECISION_TURNS = ["assignment", "notice"] as const

/**
 * A meeting of the year's office with its units, or a 视察 or 跟踪调查 with outside bodies. What was said of it stays the
 * office's own until units are told: its call from `calledAt` on, its minutes and decisions from 印发 on.
 */
export const meetings = sqliteTable(
  "meetings",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    kind: text("kind", { enum: MEETING_KINDS }).notNull(),
    state: text("state", { enum: MEETING_STATES }).notNull(),
    title: text("title").notNull(),
    meetsOn: text("meets_on").notNull(),
    /** The hour, as it is printed. */
    hour: text("hour").notNull().default(""),
    place: text("place").notNull().default(""),
    agenda: text("agenda").notNull().default(""),
    /** 会同单位 and 受邀人员 who are no units here: 人大代表, 政协委员, 新闻媒体. */
    guests: text("guests").notNull().default(""),
    /** By when units answer who comes. */
    replyBy: text("reply_by"),
    calledAt: integer("called_at"),
    heldOn: text("held_on"),
    /** When what was held was first written down: files that came before it were sent with the call. */
    heldAt: integer("held_at"),
    /** 出席人员, as the minutes name them: by post. */
    present: text("present").notNull().default(""),
    minutes: text("minutes").notNull().default(""),
    /** 文号 of the 纪要. */
    docNumber: text("doc_number").notNull().default(""),
    issuedOn: text("issued_on"),
    cancelWhy: text("cancel_why").notNull().default(""),
    plannedById: integer("planned_by_id").notNull(),
    plannedAt: integer("planned_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("meetings_year").on(t.year, t.meetsOn)],
)

/** A unit that is to come, what it answers, and whether it came. */
export const attendances = sqliteTable(
  "attendances",
  {
    id: id(),
    meetingId: integer("meeting_id")
      .notNull()
      .references(() => meetings.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    /** Still is to come; a unit that was taken off again keeps its row. */
    asked: integer("asked", { mode: "boolean" }).notNull().default(true),
    answer: text("answer", { enum: ATTENDANCE_ANSWERS }),
    /** Who comes, by name of post; of 请假 who is away. */
    post: text("post").notNull().default(""),
    /** Why it is away. */
    remark: text("remark").notNull().default(""),
    answeredById: integer("answered_by_id"),
    answeredAt: integer("answered_at"),
    /** Whether it was there; null: not held yet. */
    came: integer("came", { mode: "boolean" }),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("attendances_unit_of_meeting").on(t.meetingId, t.unitId),
    index("attendances_unit").on(t.unitId, t.meetingId),
  ],
)

/** 议定事项: one numbered line of the minutes, with the unit that answers for it and its day. */
export const decisions = sqliteTable(
  "decisions",
  {
    id: id(),
    meetingId: integer("meeting_id")
      .notNull()
      .references(() => meetings.id),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    /** Null: without a day, and never late. */
    dueBy: text("due_by"),
    state: text("state", { enum: DECISION_STATES }).notNull(),
    turn: text("turn", { enum: DECISION_TURNS }),
    /** The 分工 that carries it out, or the 督办单 that demands it. */
    assignmentId: integer("assignment_id"),
    noticeId: integer("notice_id"),
    /** The latest answer's number, and the day of the one that stands; null: none, or it came back. */
    latest: integer("latest").notNull().default(0),
    answeredOn: text("answered_on"),
    /** The last word of the office: of 办结, 退回, 重新打开, or why nothing is asked for. */
    opinion: text("opinion").notNull().default(""),
    closedOn: text("closed_on"),
    version: versionColumn(),
  },
  (t) => [
    index("decisions_meeting").on(t.meetingId, t.number),
    index("decisions_unit").on(t.unitId, t.state),
    index("decisions_state").on(t.state, t.dueBy),
  ],
)

/** What a unit told of a decision; each stays. */
export const decisionAnswers = sqliteTable(
  "decision_answers",
  {
    id: id(),
    decisionId: integer("decision_id")
      .notNull()
      .references(() => decisions.id),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [uniqueIndex("decision_answers_number").on(t.decisionId, t.number)],
)

export type Meeting = typeof meetings.$inferSelect
export type MeetingKind = Meeting["kind"]
export type MeetingState = Meeting["state"]
export type Attendance = typeof attendances.$inferSelect
export type Decision = typeof decisions.$inferSelect
export type DecisionState = Decision["state"]
