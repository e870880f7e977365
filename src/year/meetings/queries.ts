import { and, asc, desc, eq, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  type Attendance,
  attachments,
  attendances,
  bodies,
  decisions,
  events,
  type Meeting,
  type MeetingKind,
  type MeetingState,
  meetings,
  units,
  years,
} from "#db/schema.ts"
import { not, stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isOfSubject } from "#src/reports/evidence/scope.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { takesPart } from "#src/year/years/scope.ts"
import type { DecisionsPicked, MeetingsPicked } from "./picked.ts"
import {
  decisionSeenBy,
  fileReadBy,
  isAnswered,
  isKept,
  isOverdue,
  isUndone,
  meetingIsIn,
  meetingSeenBy,
  minutesReadBy,
  repliesReadBy,
  wasTold,
} from "./scope.ts"

type Db = Pick<Database, "db">

export const MEETINGS_A_PAGE = 50
export const DECISIONS_A_PAGE = 50
/** Of those that stand first in the register. */
const FOREMOST = 20

/** How many decisions of a meeting hold: those that others than the office read. */
const countOf = (condition: (row: string) => SQL): SQL<number> =>
  sql<number>`(select count(*) from decisions c where c.meeting_id = ${meetings.id} and ${condition("c")})`

const meetingLine = {
  id: meetings.id,
  year: meetings.year,
  kind: meetings.kind,
  state: meetings.state,
  title: meetings.title,
  meetsOn: meetings.meetsOn,
  heldOn: meetings.heldOn,
  place: meetings.place,
  guests: meetings.guests,
  issuedOn: meetings.issuedOn,
  docNumber: meetings.docNumber,
  decisions: countOf((row) => wasTold(stateOf(row))),
  undone: countOf((row) => isUndone(stateOf(row))),
}

export type MeetingLine = {
  id: number
  year: number
  kind: MeetingKind
  state: MeetingState
  title: string
  meetsOn: string
  heldOn: string | null
  place: string
  guests: string
  issuedOn: string | null
  docNumber: string
  decisions: number
  undone: number
}

const decisionLine = {
  decision: decisions,
  unit: units.shortName,
  meeting: { id: meetings.id, year: meetings.year, title: meetings.title, kind: meetings.kind, state: meetings.state },
}

const decisionsWhere = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select(decisionLine)
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(years, eq(years.year, meetings.year))
    .innerJoin(units, eq(units.id, decisions.unitId))
    .where(condition)

export type DecisionLine = Awaited<ReturnType<typeof decisionsWhere>>[number]

/** 逾期 first, then by the day that is nearest; without a day last. */
const byUrgency = (today: string) => [
  not(isOverdue(today)),
  sql`${decisions.dueBy} is null`,
  asc(decisions.dueBy),
  asc(decisions.id),
]

const countDecisions = ({ db }: Db, condition: SQL | undefined, today: string) =>
  db
    .select({
      all: sql<number>`count(*)`,
      undone: sql<number>`coalesce(sum(${isUndone()}), 0)`,
      late: sql<number>`coalesce(sum(${isUndone()} and ${isOverdue(today)}), 0)`,
      answered: sql<number>`coalesce(sum(${isAnswered()}), 0)`,
    })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(years, eq(years.year, meetings.year))
    .where(condition)

const NONE = { all: 0, undone: 0, late: 0, answered: 0 }

const ofKind = ({ kind, state }: MeetingsPicked): SQL | undefined =>
  and(kind === null ? undefined : eq(meetings.kind, kind), state === null ? undefined : meetingIsIn(state))

const meetingsWhere = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select(meetingLine)
    .from(meetings)
    .innerJoin(years, eq(years.year, meetings.year))
    .where(condition)
    .orderBy(desc(meetings.meetsOn), desc(meetings.id))

/** The register of a year: what is not done of what was decided, and the meetings; null: no such year. */
export async function meetingsOfYear(
  database: Database,
  actor: Actor,
  year: number,
  { picked, page, today }: { picked: MeetingsPicked; page: number; today: string },
) {
  const seen = and(eq(meetings.year, year), meetingSeenBy(actor))
  const told = and(eq(meetings.year, year), decisionSeenBy(actor), wasTold())
  const [[found], rows, undone, [counts]] = await database.read([
    yearOfAddress(database, actor, year),
    meetingsWhere(database, and(seen, ofKind(picked)))
      .limit(MEETINGS_A_PAGE + 1)
      .offset((page - 1) * MEETINGS_A_PAGE),
    decisionsWhere(database, and(told, isUndone()))
      .orderBy(...byUrgency(today))
      .limit(FOREMOST),
    countDecisions(database, told, today),
  ])
  if (!found) return null
  return {
    ...found,
    meetings: rows.slice(0, MEETINGS_A_PAGE),
    hasMore: rows.length > MEETINGS_A_PAGE,
    undone,
    counts: counts ?? NONE,
  }
}

export type MeetingRegister = NonNullable<Awaited<ReturnType<typeof meetingsOfYear>>>

const pickedOf = ({ show, unit }: DecisionsPicked, today: string): SQL | undefined =>
  and(
    unit === null ? undefined : eq(decisions.unitId, unit),
    show === "undone" ? isUndone() : undefined,
    show === "late" ? sql`(${isUndone()} and ${isOverdue(today)})` : undefined,
    show === "answered" ? isAnswered() : undefined,
  )

/** 议定事项 of a year, those that are not done first; null: no such year. */
export async function decisionsOfYear(
  database: Database,
  actor: Actor,
  year: number,
  { picked, page, today }: { picked: DecisionsPicked; page: number; today: string },
) {
  const { db, read } = database
  const told = and(eq(meetings.year, year), decisionSeenBy(actor), wasTold())
  const [[found], rows, [counts], named] = await read([
    yearOfAddress(database, actor, year),
    decisionsWhere(database, and(told, pickedOf(picked, today)))
      .orderBy(not(isUndone()), ...byUrgency(today))
      .limit(DECISIONS_A_PAGE + 1)
      .offset((page - 1) * DECISIONS_A_PAGE),
    countDecisions(database, told, today),
    db
      .select({ id: units.id, name: units.name })
      .from(units)
      .where(
        sql`${units.id} in (select ${decisions.unitId} from ${decisions} inner join ${meetings}
          on ${meetings.id} = ${decisions.meetingId} inner join ${years} on ${years.year} = ${meetings.year} where ${told})`,
      )
      .orderBy(asc(units.position), asc(units.id)),
  ])
  if (!found) return null
  return {
    ...found,
    decisions: rows.slice(0, DECISIONS_A_PAGE),
    hasMore: rows.length > DECISIONS_A_PAGE,
    counts: counts ?? NONE,
    units: named,
  }
}

export type DecisionRegister = NonNullable<Awaited<ReturnType<typeof decisionsOfYear>>>

/** 议定事项 of all years that fit a condition: those that wait for an office. */
export async function decisionsTogether(database: Database, condition: SQL, page: number, today: string) {
  const [rows] = await database.read([
    decisionsWhere(database, condition)
      .orderBy(...byUrgency(today))
      .limit(DECISIONS_A_PAGE + 1)
      .offset((page - 1) * DECISIONS_A_PAGE),
  ])
  return { decisions: rows.slice(0, DECISIONS_A_PAGE), hasMore: rows.length > DECISIONS_A_PAGE }
}

/** More than any year has. */
export const MOST_TAKEN = 5000

/** The register as a file holds it: a row a meeting, with what was decided in it. */
export async function meetingsToTake(database: Database, actor: Actor, year: number, picked: MeetingsPicked) {
  const [[found], rows, decided] = await database.read([
    yearOfAddress(database, actor, year),
    meetingsWhere(database, and(eq(meetings.year, year), meetingSeenBy(actor), ofKind(picked))).limit(MOST_TAKEN + 1),
    decisionsWhere(database, and(eq(meetings.year, year), decisionSeenBy(actor), wasTold(), ofKind(picked)))
      .orderBy(asc(decisions.meetingId), asc(decisions.number))
      .limit(MOST_TAKEN + 1),
  ])
  return found ? { year: found.year, meetings: rows, decisions: decided } : null
}

export type MeetingsToTake = NonNullable<Awaited<ReturnType<typeof meetingsToTake>>>

/** The 责任单位 of a year that take part in it: they may be called, and answer for decisions. */
const bodiesThatTakePart = ({ db }: Db, year: SQLWrapper | number) =>
  db
    .select({ id: units.id, name: units.name })
    .from(bodies)
    .innerJoin(units, eq(units.id, bodies.unitId))
    .where(and(sql`${bodies.year} = ${year}`, takesPart()))
    .orderBy(asc(units.position), asc(units.id))

/** The year in which a meeting is arranged, with whom it may call; null: no such year. */
export async function yearToPlan(database: Database, actor: Actor, year: number) {
  const [[found], called] = await database.read([
    yearOfAddress(database, actor, year),
    bodiesThatTakePart(database, year),
  ])
  return found ? { ...found, units: called } : null
}

export type YearToPlan = NonNullable<Awaited<ReturnType<typeof yearToPlan>>>

const readable = <T>(actor: Actor, column: SQLWrapper, otherwise: SQL) =>
  sql<T>`case when ${minutesReadBy(actor)} then ${column} else ${otherwise} end`

/** One meeting with who was called, what was decided and its files, as far as the actor reads it; null: nothing to see. */
export async function findMeeting(database: Database, actor: Actor, id: number, today: string) {
  const { db, read } = database
  const seen = and(eq(meetings.id, id), meetingSeenBy(actor))
  const ofThis = sql`(select year from meetings where id = ${id})`
  const [[row], [found], called, decided, files, choices, trail] = await read([
    db
      .select({
        meeting: meetings,
        minutes: readable<string>(actor, meetings.minutes, sql`''`),
        present: readable<string>(actor, meetings.present, sql`''`),
        readsMinutes: minutesReadBy(actor).mapWith(Boolean),
      })
      .from(meetings)
      .innerJoin(years, eq(years.year, meetings.year))
      .where(seen),
    db
      .select({ year: years, office: sql<string>`(select name from units where id = ${years.officeId})` })
      .from(years)
      .where(sql`${years.year} = ${ofThis}`),
    db
      .select({
        attendance: attendances,
        unit: { id: units.id, name: units.name, shortName: units.shortName },
        isRead: repliesReadBy(actor).mapWith(Boolean),
      })
      .from(attendances)
      .innerJoin(units, eq(units.id, attendances.unitId))
      .innerJoin(meetings, eq(meetings.id, attendances.meetingId))
      .innerJoin(years, eq(years.year, meetings.year))
      .where(and(seen, eq(attendances.asked, true)))
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ decision: decisions, unit: units.shortName, late: sql<number>`${isOverdue(today)}`.mapWith(Boolean) })
      .from(decisions)
      .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
      .innerJoin(years, eq(years.year, meetings.year))
      .innerJoin(units, eq(units.id, decisions.unitId))
      .where(and(eq(meetings.id, id), decisionSeenBy(actor)))
      .orderBy(asc(decisions.number), asc(decisions.id)),
    db
      .select(fileColumns)
      .from(attachments)
      .innerJoin(meetings, isOfSubject(sql`'meeting:' || ${meetings.id}`))
      .innerJoin(years, eq(years.year, meetings.year))
      .where(and(seen, isNull(attachments.removedAt), fileReadBy(actor)))
      .orderBy(asc(attachments.id)),
    bodiesThatTakePart(database, ofThis),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `meeting:${id}`))
      .orderBy(desc(events.id))
      .limit(100),
  ])
  if (!row || !found) return null
  const meeting: Meeting = { ...row.meeting, minutes: row.minutes, present: row.present }
  return {
    meeting,
    ...found,
    readsMinutes: row.readsMinutes,
    called: called.map((one) => asRead(one, row)),
    decisions: decided,
    files,
    units: choices,
    trail,
  }
}

/** Who came stands in the minutes; what a unit answered before is not for the others. */
const asRead = <One extends { attendance: Attendance; isRead: boolean }>(
  one: One,
  { readsMinutes }: { readsMinutes: boolean },
): One => ({
  ...one,
  attendance: {
    ...one.attendance,
    ...(one.isRead ? {} : { answer: null, post: "", remark: "", answeredById: null, answeredAt: null }),
    ...(readsMinutes ? {} : { came: null }),
  },
})

export type FoundMeeting = NonNullable<Awaited<ReturnType<typeof findMeeting>>>
export type Called = FoundMeeting["called"][number]

/** How many decisions a meeting has that were not struck out: a condition inside the batch of a new one. */
export const decisionsIn = (meetingId: number): SQL<number> =>
  sql<number>`(select count(*) from decisions n where n.meeting_id = ${meetingId} and ${isKept(stateOf("n"))})`
