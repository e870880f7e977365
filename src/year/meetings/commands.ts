import { and, eq, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Attendance, attendances, decisions, type Meeting, type MeetingAbout, meetings } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { changeEvidence } from "#src/reports/evidence/commands.ts"
import type { Room } from "#src/reports/evidence/staging.ts"
import type { EvidenceChange } from "#src/reports/evidence/statements.ts"
import type { Action } from "#src/trail/actions.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type By, newestId, nextSubject, record, recordOnce } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { DECISION_MOVES, decisionCan } from "./decision_workflow.ts"
import { convenes, repliesFor } from "./policy.ts"
import { type Called, type FoundMeeting, MOST_TAKEN, type YearToPlan } from "./queries.ts"
import { canMove, isToCome, isWithGuests, type MeetingMove, MOVES } from "./workflow.ts"

/** What the office says of a meeting before it takes place. */
export type MeetingWords = Pick<
  Meeting,
  "kind" | "title" | "meetsOn" | "hour" | "place" | "agenda" | "guests" | "replyBy"
> & { units: number[] }

type Found = Pick<FoundMeeting, "meeting" | "year" | "called" | "decisions" | "files" | "units">

const ACTION_OF: Record<MeetingMove, Action> = {
  call: "meeting_called",
  hold: "meeting_held",
  note: "meeting_noted",
  issue: "meeting_issued",
  cancel: "meeting_cancelled",
}

export const meetingSubject = (id: number) => `meeting:${id}`

export function ensureConvenes(actor: By["actor"], { year }: Pick<Found, "year">) {
  if (!convenes(actor, year)) throw forbidden()
}

function ensure({ meeting }: Pick<Found, "meeting">, move: MeetingMove) {
  if (!canMove(meeting.state, move)) throw conflict("wrong_state", { state: meeting.state, noun: "meeting" })
}

/** What of the words cannot be: another year, a day for answers after the meeting, units that take no part. */
export function wordsFit(
  { year, units, called = [] }: Pick<YearToPlan, "year" | "units"> & { called?: readonly Called[] },
  words: MeetingWords,
): Problems | null {
  const problems: Problems = {}
  const known = new Set([...units.map(({ id }) => id), ...called.map(({ unit }) => unit.id)])
  if (yearOf(words.meetsOn) !== year.year) problems.meetsOn = [`请填写${year.year}年的日期`]
  if (words.replyBy !== null && words.replyBy > words.meetsOn) problems.replyBy = ["回执期限不能晚于召开日期"]
  if (words.units.some((id) => !known.has(id))) problems.units = ["请从本年度的责任单位中勾选"]
  if (isWithGuests(words.kind) && words.guests === "") problems.guests = ["请写明会同单位或受邀人员"]
  return Object.keys(problems).length > 0 ? problems : null
}

/** Nobody is called to nowhere, nor to a day that is over. */
export function callFits(
  words: Pick<MeetingWords, "meetsOn" | "place" | "units">,
  { today }: { today: string },
): Problems | null {
  const problems: Problems = {}
  if (words.meetsOn < today) problems.meetsOn = ["日期已经过去，不能再发通知；已经开过的，存为拟召开后登记召开情况"]
  if (words.place === "") problems.place = ["发通知前请填写地点"]
  if (words.units.length === 0) problems.units = ["发通知前请勾选参加单位"]
  return Object.keys(problems).length > 0 ? problems : null
}

const rowOf = ({ units: _, ...words }: MeetingWords) => words
const unique = (ids: readonly number[]) => [...new Set(ids)]

type Id = number | ReturnType<typeof newestId>

const calledRows = ({ db }: Pick<Database, "db">, meetingId: Id, units: readonly number[]): BatchItem<"sqlite">[] =>
  unique(units).map((unitId) =>
    db
      .insert(attendances)
      .values({ meetingId, unitId, version: 0 })
      .onConflictDoUpdate({ target: [attendances.meetingId, attendances.unitId], set: { asked: true } }),
  )

/** The units' people are told of the act that the meeting's event of this version is. */
const letKnow = (
  database: Pick<Database, "db">,
  about: MeetingAbout,
  { id, version }: { id: Id; version: number },
  units: readonly number[],
  { at }: By,
): BatchItem<"sqlite">[] => {
  const aboutId = sql<number>`(select id from events where subject = 'meeting:' || cast(${id} as integer) and version = ${version})`
  return unique(units).flatMap((unitId) =>
    enqueued(database, { about, aboutId, unitId, audiences: ["liaison", "head"], at }),
  )
}

/** 安排; with `call` the units are told at once. Resolves with its id. */
export async function planMeeting(
  database: Database,
  found: Pick<YearToPlan, "year" | "units">,
  words: MeetingWords,
  by: By,
  { call }: { call: boolean },
): Promise<number> {
  ensureConvenes(by.actor, found)
  ensureFits(wordsFit(found, words) ?? (call ? callFits(words, by) : null))
  const subject = nextSubject("meeting", meetings)
  const told = { year: found.year.year, kind: words.kind, title: words.title, on: words.meetsOn }
  const planned = { action: "meeting_planned" as const, subject, version: 1, particulars: { to: "planned", ...told } }
  const called = { action: "meeting_called" as const, subject, version: 2 }
  const [[made]] = await record(
    database,
    by,
    call ? [planned, { ...called, particulars: { from: "planned", to: "called", on: words.meetsOn } }] : [planned],
    [
      database.db
        .insert(meetings)
        .values({
          ...rowOf(words),
          year: found.year.year,
          state: call ? "called" : "planned",
          calledAt: call ? by.at : null,
          plannedById: by.actor.id,
          plannedAt: by.at,
          version: call ? 2 : 1,
        })
        .returning({ id: meetings.id }),
      ...calledRows(database, newestId(meetings), words.units),
      ...(call ? letKnow(database, "meeting_called", { id: newestId(meetings), version: 2 }, words.units, by) : []),
    ],
  )
  if (!made) throw new Error("a meeting without a row")
  return made.id
}

/**
 * Changes what is arranged, as long as it has not taken place. Where the day moves, what units have answered for the other day
 * says nothing any more, and is asked again. Of a meeting that was called, units hear what changes for them. Resolves with whether it moved.
 */
export async function reviseMeeting(database: Database, found: Found, words: MeetingWords, by: By): Promise<boolean> {
  ensureConvenes(by.actor, found)
  const { meeting, called } = found
  if (!isToCome(meeting.state)) throw conflict("wrong_state", { state: meeting.state, noun: "meeting" })
  ensureFits(wordsFit(found, words) ?? (meeting.state === "called" ? callFits(words, by) : null))
  const { db } = database
  const moved = words.meetsOn !== meeting.meetsOn && called.some(({ attendance }) => attendance.answer !== null)
  const event = { action: "meeting_revised" as const, subject: meetingSubject(meeting.id), particulars: {} }
  const { act, change } = step(
    database,
    meetings,
    meeting,
    { ...event, particulars: changedIn(found, words) },
    rowOf(words),
  )
  const ofThis = eq(attendances.meetingId, meeting.id)
  const kept = sql`${attendances.unitId} in (select value from json_each(${JSON.stringify(unique(words.units))}))`
  await record(
    database,
    by,
    [act],
    [
      change,
      db
        .update(attendances)
        .set({ asked: false })
        .where(and(ofThis, sql`not ${kept}`)),
      ...calledRows(database, meeting.id, words.units),
      ...(moved ? [db.update(attendances).set({ answer: null, post: "", remark: "" }).where(ofThis)] : []),
      ...(meeting.state === "called" ? letKnowOfChange(database, found, words, by) : []),
    ],
  )
  return moved
}

/** Who is called now, who no more, and, where the day, the hour or the place is another, all the others. */
function letKnowOfChange(database: Pick<Database, "db">, { meeting, called }: Found, words: MeetingWords, by: By) {
  const next = { id: meeting.id, version: meeting.version + 1 }
  const before = called.map(({ unit }) => unit.id)
  const isElsewhere = (["meetsOn", "hour", "place"] as const).some((name) => words[name] !== meeting[name])
  const staying = isElsewhere ? words.units.filter((id) => before.includes(id)) : []
  const coming = words.units.filter((id) => !before.includes(id))
  const leaving = before.filter((id) => !words.units.includes(id))
  return [
    ...letKnow(database, "meeting_called", next, coming, by),
    ...letKnow(database, "meeting_moved", next, staying, by),
    ...letKnow(database, "meeting_off", next, leaving, by),
  ]
}

/** What is different: before and after. */
function changedIn({ meeting, called, units }: Found, { units: ids, ...words }: MeetingWords) {
  const names = (Object.keys(words) as (keyof typeof words)[]).filter((name) => words[name] !== meeting[name])
  const nameOf = new Map([...units, ...called.map(({ unit }) => unit)].map(({ id, name }) => [id, name]))
  const before = called.map(({ unit }) => unit.name).join("、")
  const after = [...nameOf].flatMap(([id, name]) => (ids.includes(id) ? [name] : [])).join("、")
  return {
    ...Object.fromEntries(names.map((name) => [name, { before: meeting[name], after: words[name] }])),
    ...(before === after ? {} : { calledUnits: { before, after } }),
  }
}

const moved = (
  database: Database,
  { meeting }: Pick<Found, "meeting">,
  move: MeetingMove,
  particulars: Record<string, unknown>,
  changes: Partial<Meeting>,
) => {
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: meetingSubject(meeting.id),
    particulars: { from: meeting.state, to, ...particulars },
  }
  return step(database, meetings, meeting, event, { ...changes, state: to })
}

/** The words as they stand, for `callFits`. */
export const wordsOf = ({ meeting, called }: Pick<Found, "meeting" | "called">): MeetingWords => ({
  kind: meeting.kind,
  title: meeting.title,
  meetsOn: meeting.meetsOn,
  hour: meeting.hour,
  place: meeting.place,
  agenda: meeting.agenda,
  guests: meeting.guests,
  replyBy: meeting.replyBy,
  units: called.map(({ unit }) => unit.id),
})

/** Every unit that is called hears of the next act. */
const letAllKnow = (database: Database, about: MeetingAbout, { meeting, called }: Found, by: By) =>
  letKnow(
    database,
    about,
    { id: meeting.id, version: meeting.version + 1 },
    called.map(({ unit }) => unit.id),
    by,
  )

/** 通知: units see it from now on. */
export async function callMeeting(database: Database, found: Found, by: By) {
  ensureConvenes(by.actor, found)
  ensure(found, "call")
  ensureFits(callFits(wordsOf(found), by))
  const { act, change } = moved(database, found, "call", { on: found.meeting.meetsOn }, { calledAt: by.at })
  await record(database, by, [act], [change, ...letAllKnow(database, "meeting_called", found, by)])
}

export type Reply = Pick<Attendance, "post" | "remark"> & { answer: NonNullable<Attendance["answer"]> }

/** The call of one unit, for whoever answers for it. */
export function calledFor({ called }: Pick<Found, "called">, actor: By["actor"], unitId: number): Called | null {
  const one = called.find(({ unit }) => unit.id === unitId)
  return one && repliesFor(actor, { unitId }) ? one : null
}

/** 回执 of a unit: 参加 or 请假, as long as the meeting has not taken place; the last one counts. */
export async function replyToCall(database: Database, found: Found, unitId: number, reply: Reply, by: By) {
  const { meeting } = found
  const one = calledFor(found, by.actor, unitId)
  if (!one) throw forbidden()
  if (meeting.state !== "called") throw conflict("wrong_state", { state: meeting.state, noun: "meeting" })
  if (meeting.meetsOn < by.today) throw conflict("meeting_over")
  const event = {
    action: "meeting_replied" as const,
    subject: `attendance:${one.attendance.id}`,
    particulars: { meeting: meeting.title, unit: one.unit.name, reply: reply.answer, attends: reply.post },
  }
  const answered = { ...reply, answeredById: by.actor.id, answeredAt: by.at }
  const { act, change } = step(database, attendances, one.attendance, event, answered)
  await record(database, by, [act], [change])
}

export type Holding = { heldOn: string; units: number[]; present: string; minutes: string }

/** It was held on a day of its year that has come, and units came that were called. */
export function holdingFits(
  { year, units, called }: Pick<Found, "year" | "units" | "called">,
  { heldOn, units: came }: Pick<Holding, "heldOn" | "units">,
  today: string,
): Problems | null {
  const problems: Problems = {}
  const known = new Set([...units.map(({ id }) => id), ...called.map(({ unit }) => unit.id)])
  if (yearOf(heldOn) !== year.year) problems.heldOn = [`请填写${year.year}年的日期`]
  else if (heldOn > today) problems.heldOn = ["日期还没有到"]
  if (came.some((id) => !known.has(id))) problems.units = ["请从本年度的责任单位中勾选"]
  return Object.keys(problems).length > 0 ? problems : null
}

/** 召开 with who was there and the minutes; the same again as long as these are not issued. */
export async function holdMeeting(database: Database, found: Found, held: Holding, by: By) {
  ensureConvenes(by.actor, found)
  const { meeting } = found
  const move = meeting.state === "held" ? "note" : "hold"
  ensure(found, move)
  ensureFits(holdingFits(found, held, by.today))
  const { heldOn, present, minutes } = held
  const written = { heldOn, present, minutes, heldAt: meeting.heldAt ?? by.at }
  const { act, change } = moved(database, found, move, { on: heldOn, came: held.units.length }, written)
  await record(database, by, [act], [change, ...whoCame(database, meeting.id, held.units)])
}

/** Units that came without having been called stand among them from then on. */
function whoCame(database: Pick<Database, "db">, meetingId: number, units: readonly number[]): BatchItem<"sqlite">[] {
  const ids = JSON.stringify(unique(units))
  return [
    ...calledRows(database, meetingId, units),
    database.db
      .update(attendances)
      .set({ came: sql`${attendances.unitId} in (select value from json_each(${ids}))` })
      .where(and(eq(attendances.meetingId, meetingId), eq(attendances.asked, true))),
  ]
}

export type Issue = Pick<Meeting, "docNumber"> & { issuedOn: string }

export function issueFits(
  { meeting }: Pick<Found, "meeting">,
  { issuedOn }: Pick<Issue, "issuedOn">,
  today: string,
): Problems | null {
  if (issuedOn > today) return { issuedOn: ["印发日期不能晚于今天"] }
  if (meeting.heldOn !== null && issuedOn < meeting.heldOn) return { issuedOn: ["印发日期不能早于召开日期"] }
  return null
}

/** 印发纪要: whoever was called reads it from now on, and each decision is the unit's to carry out. */
export async function issueMinutes(database: Database, found: Found, issue: Issue, by: By) {
  ensureConvenes(by.actor, found)
  ensure(found, "issue")
  ensureFits(issueFits(found, issue, by.today))
  const { meeting } = found
  if (meeting.minutes.trim() === "" && found.files.length === 0) throw conflict("minutes_lacking")
  const drafts = found.decisions.filter(({ decision }) => decisionCan(decision.state, "issue"))
  const { act, change } = moved(database, found, "issue", { ...issue, decisions: drafts.length }, issue)
  const opened = drafts.map(({ decision, unit }, i) =>
    step(
      database,
      decisions,
      decision,
      {
        action: "decision_issued" as const,
        subject: `decision:${decision.id}`,
        particulars: { from: decision.state, to: DECISION_MOVES.issue.to, unit, number: i + 1 },
      },
      { state: DECISION_MOVES.issue.to, number: i + 1 },
    ),
  )
  const next = { id: meeting.id, version: meeting.version + 1 }
  const carrying = drafts.map(({ decision }) => decision.unitId)
  await record(
    database,
    by,
    [act, ...opened.map((one) => one.act)],
    [change, ...opened.map((one) => one.change), ...letKnow(database, "meeting_decided", next, carrying, by)],
  )
}

/** 取消, with the reason that whoever was called reads. */
export async function cancelMeeting(database: Database, found: Found, remark: string, by: By) {
  ensureConvenes(by.actor, found)
  ensure(found, "cancel")
  const { act, change } = moved(database, found, "cancel", { remark }, { cancelWhy: remark })
  const heard = found.meeting.state === "called" ? letAllKnow(database, "meeting_off", found, by) : []
  await record(database, by, [act], [change, ...heard])
}

/** Where its files take up room: the office's own. */
export const roomOf = ({ meeting, year }: Pick<Found, "meeting" | "year">): Room => ({
  planId: null,
  unitId: year.officeId,
  subject: meetingSubject(meeting.id),
})

/** 会议材料, and the minutes as a file. */
export async function changeMeetingFiles(database: Database, found: Found, change: EvidenceChange, by: By) {
  ensureConvenes(by.actor, found)
  const { meeting, year } = found
  if (meeting.state === "issued" || meeting.state === "cancelled") {
    throw conflict("wrong_state", { state: meeting.state, noun: "meeting" })
  }
  const particulars = { meetingId: meeting.id, title: meeting.title }
  const owner = { planId: null, unitId: year.officeId, subject: meetingSubject(meeting.id), particulars }
  await changeEvidence(database, owner, change, by)
}

/** The minutes left the program as a paper. */
export const noteMinutesTaken = (database: Database, { meeting }: Pick<Found, "meeting">, by: By) =>
  recordOnce(database, by, {
    action: "meeting_taken",
    subject: `meeting_copy:${meeting.id}`,
    particulars: { state: meeting.state, title: meeting.title },
  })

/** The register goes out as a file: who took it stands in the trail. */
export async function noteMeetingsTaken(
  database: Database,
  taken: { year: number; file: "xlsx" | "csv"; rows: number },
  by: By,
) {
  if (taken.rows > MOST_TAKEN) throw conflict("too_many_meetings", { most: String(MOST_TAKEN) })
  await recordOnce(database, by, { action: "meetings_taken", subject: "meeting_register", particulars: taken })
}
