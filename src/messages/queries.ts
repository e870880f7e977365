import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  bulletins,
  type Delivery,
  deliveries,
  documents,
  events,
  filingReminders,
  MEETING_ABOUTS,
  meetings,
  notices,
  type Plan,
  people,
  plans,
  reminders,
  robots,
  rounds,
  suggestions,
  units,
  years,
} from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { unitChoices } from "#src/office/people/queries.ts"
import { isInUse } from "#src/office/units/scope.ts"
import { isOwed } from "#src/owing/scope.ts"
import { owedByUnits } from "#src/reports/breakdowns/owed_queries.ts"
import { isAuditor } from "#src/trail/scope.ts"
import { isWithOffice } from "#src/year/documents/scope.ts"
import { isUndone } from "#src/year/meetings/scope.ts"
import { isGiverInvited } from "#src/year/suggestions/scope.ts"
import { RESENDS } from "./commands.ts"
import { hasFailed } from "./scope.ts"

const office = alias(units, "office")

/** 「安全管理员 8011、…」 of that day. */
const securityOf = (today: string) => sql`(
  select group_concat(trim(h.name || ' ' || h.contact), '、') from people h where h.active and exists (
    select 1 from posts p where p.person_id = h.id and p.kind = 'security' and p.from_on <= ${today}
      and (p.until_on is null or p.until_on >= ${today})))`

/** The unit is still there, and the receiver still its liaison or head, or the leader it answers to. */
const stillHolds = (today: string) => sql<boolean>`case ${deliveries.about} when 'mailbox' then 1 when 'seal'
  then ${isAuditor(sql`${deliveries.personId}`, today)} when 'suggestion' then ${isGiverInvited(today)} else ${isInUse(sql`${deliveries.unitId}`)} and case ${deliveries.audience}
  when 'leader' then exists (select 1 from units u where u.id = ${deliveries.unitId} and u.leader_id = ${deliveries.personId})
  else exists (select 1 from posts p where p.person_id = ${deliveries.personId} and p.unit_id = ${deliveries.unitId}
    and p.kind = ${deliveries.audience} and p.from_on <= ${today} and (p.until_on is null or p.until_on >= ${today})) end end`

/** The plan that a message is about. */
export type MessagePlan = Pick<Plan, "id" | "title" | "docNumber" | "handling">
type OwedItem = { item: string; dueBy: string; plan: MessagePlan }

/** What a digest named for this receiver and is still owed by that day. */
const stillOwed = (today: string) =>
  sql`(
  select json_group_array(json_object('item', i.item, 'dueBy', i.due_by, 'plan', json_object('id', h.id,
    'title', h.title, 'docNumber', h.doc_number, 'handling', h.handling)))
  from digest_items i join plans h on h.id = i.plan_id join (${owedByUnits(today, { units: sql`(${deliveries.unitId})` })}) o on o.item = i.item and o.due_by = i.due_by
  where i.digest_id = ${deliveries.aboutId} and (${deliveries.audience} = 'liaison' or i.audience = ${deliveries.audience}
    or i.audience = 'leader'))`

/** Of what a supervisor's 催办 named, how much has not been reported. */
const stillUnreported = (today: string) => sql<number>`(select count(*) from reminder_items i
  where i.reminder_id = ${reminders.id} and ${isOwed(sql`i.assignment_id`, sql`${reminders.roundId}`, today)})`

/** Of what 催办 of a year's filings named, how much is not with the office. */
const stillUnfiled = sql<number>`(select count(*) from filing_reminder_kinds k where k.reminder_id = ${filingReminders.id}
  and not exists (select 1 from documents d join document_versions v on v.document_id = d.id
    where d.year = ${filingReminders.year} and d.unit_id = ${filingReminders.unitId} and d.kind = k.kind and ${isWithOffice(stateOf("v"))}))`

/** The meeting whose act a message tells, or of whose decision. */
const meetingOfEvent = sql`(select case when e.subject glob 'decision:*'
  then (select d.meeting_id from decisions d where d.id = cast(substr(e.subject, 10) as integer))
  else cast(substr(e.subject, 9) as integer) end from events e where e.id = ${deliveries.aboutId})`

/** The year of the items of which a unit was told what was found. */
const verifiedYear = sql<
  number | null
>`(select y.year from events e join duties y on y.id = cast(substr(e.subject, 14) as integer)
  where e.id = ${deliveries.aboutId} and ${deliveries.about} = 'verification')`

/** What was suggested, of which the answer is told. */
const suggestionOfEvent = sql`(select cast(substr(e.subject, 12) as integer) from events e where e.id = ${deliveries.aboutId})`

/** Whether the unit is to come still. */
const isAsked = sql<number>`exists (select 1 from attendances a
  where a.meeting_id = ${meetings.id} and a.unit_id = ${deliveries.unitId} and a.asked)`

/** Of what was decided, how much the unit has still to carry out. */
const stillUndone = sql<number>`(select count(*) from decisions d
  where d.meeting_id = ${meetings.id} and d.unit_id = ${deliveries.unitId} and ${isUndone(stateOf("d"))})`

/** Everything that decides whether and what is sent, for deliveries that were claimed. One round trip. */
export async function claimedDeliveries({ db, read }: Database, ids: number[], today: string) {
  const [rows] = await read([
    db
      .select({
        delivery: deliveries,
        unit: units.name,
        office: office.name,
        person: {
          name: people.name,
          email: people.email,
          confirmedEmail: people.confirmedEmail,
          active: people.active,
        },
        holds: stillHolds(today).mapWith(Boolean),
        robot: robots,
        plan: {
          id: plans.id,
          title: plans.title,
          docNumber: plans.docNumber,
          handling: plans.handling,
          state: plans.state,
        },
        owed: sql<OwedItem[] | null>`case ${deliveries.about} when 'digest' then ${stillOwed(today)} end`.mapWith(
          (text: string): OwedItem[] => JSON.parse(text),
        ),
        reminder: { roundId: reminders.roundId, round: rounds.name, dueBy: rounds.dueBy, left: stillUnreported(today) },
        filing: {
          year: filingReminders.year,
          office: sql<string>`(select u.name from years y join units u on u.id = y.office_id
            where y.year = ${filingReminders.year})`,
          left: stillUnfiled,
        },
        verifiedYear,
        entered: {
          id: documents.id,
          kind: documents.kind,
          office: sql<string>`(select u.name from years y join units u on u.id = y.office_id where y.year = ${documents.year})`,
        },
        meeting: {
          id: meetings.id,
          kind: meetings.kind,
          state: meetings.state,
          meetsOn: meetings.meetsOn,
          replyBy: meetings.replyBy,
          office: sql<string>`(select u.name from years y join units u on u.id = y.office_id where y.year = ${meetings.year})`,
          isAsked: isAsked.mapWith(Boolean),
          left: stillUndone,
        },
        suggestion: {
          id: suggestions.id,
          state: suggestions.state,
          unit: sql<string>`(select u.name from units u where u.id = ${suggestions.unitId})`,
        },
        notice: {
          kind: notices.kind,
          year: notices.year,
          number: notices.number,
          dueBy: notices.dueBy,
          state: notices.state,
        },
        bulletin: {
          kind: bulletins.kind,
          year: bulletins.year,
          number: bulletins.number,
          state: bulletins.state,
        },
        // drizzle takes the whole object for absent when its first column is null, as the program's own actorId is.
        event: { at: events.at, actorId: events.actorId, actorName: events.actorName, particulars: events.particulars },
        /** 安全管理员 with their telephones: whom to ask about an account. */
        security: sql<string | null>`case ${deliveries.about} when 'mailbox' then ${securityOf(today)} end`,
      })
      .from(deliveries)
      .leftJoin(units, eq(units.id, deliveries.unitId))
      .leftJoin(people, eq(people.id, deliveries.personId))
      .leftJoin(robots, eq(robots.id, deliveries.robotId))
      .leftJoin(reminders, and(eq(deliveries.about, "reminder"), eq(reminders.id, deliveries.aboutId)))
      .leftJoin(rounds, eq(rounds.id, reminders.roundId))
      .leftJoin(filingReminders, and(eq(deliveries.about, "filing"), eq(filingReminders.id, deliveries.aboutId)))
      .leftJoin(documents, and(eq(deliveries.about, "filing_entered"), eq(documents.id, deliveries.aboutId)))
      .leftJoin(meetings, and(inArray(deliveries.about, MEETING_ABOUTS), eq(meetings.id, meetingOfEvent)))
      .leftJoin(suggestions, and(eq(deliveries.about, "suggestion"), eq(suggestions.id, suggestionOfEvent)))
      .leftJoin(years, eq(years.year, suggestions.year))
      .leftJoin(notices, and(eq(deliveries.about, "notice"), eq(notices.id, deliveries.aboutId)))
      .leftJoin(bulletins, and(eq(deliveries.about, "bulletin"), eq(bulletins.id, deliveries.aboutId)))
      .leftJoin(events, and(inArray(deliveries.about, ["seal", "mailbox"]), eq(events.id, deliveries.aboutId)))
      .leftJoin(plans, eq(plans.id, sql`coalesce(${reminders.planId}, ${notices.planId}, ${bulletins.planId})`))
      .leftJoin(office, eq(office.id, plans.supervisingUnitId))
      .where(inArray(deliveries.id, ids))
      .orderBy(asc(deliveries.id)),
  ])
  return rows
}

export type ClaimedDelivery = Awaited<ReturnType<typeof claimedDeliveries>>[number]

/** Waiting, due for an attempt, and nobody's at the moment. */
export const isClaimable = (now: number) =>
  and(
    isNull(deliveries.doneAt),
    lte(deliveries.nextAttemptAt, now),
    or(isNull(deliveries.claimedUntil), lte(deliveries.claimedUntil, now)),
  )

/** Failed messages shown on one page. */
const FAILED_SHOWN = 50

const receiver = sql<string>`coalesce(${people.name}, ${robots.name}, '')`

/** The page of the ways out: robots with their last message, what has failed, who cannot be reached. One round trip. */
export async function channelsOf({ db, read }: Database, personId: number, today: string) {
  const last = (column: "outcome" | "reason" | "done_at" | "next_attempt_at") =>
    sql.raw(`(select ${column} from deliveries d where d.robot_id = robots.id order by d.id desc limit 1)`)
  const [list, failed, tests, [counts], choices, [own]] = await read([
    db
      .select({
        id: robots.id,
        name: robots.name,
        kind: robots.kind,
        url: robots.url,
        active: robots.active,
        unit: units.name,
        outcome: sql<Delivery["outcome"]>`${last("outcome")}`,
        reason: sql<string | null>`${last("reason")}`,
        doneAt: sql<number | null>`${last("done_at")}`,
        nextAttemptAt: sql<number | null>`${last("next_attempt_at")}`,
      })
      .from(robots)
      .innerJoin(units, eq(units.id, robots.unitId))
      .orderBy(sql`${robots.active} desc`, asc(units.position), asc(robots.id)),
    db
      .select({
        id: deliveries.id,
        channel: deliveries.channel,
        at: deliveries.doneAt,
        reason: deliveries.reason,
        subject: deliveries.subject,
        receiver,
      })
      .from(deliveries)
      .leftJoin(people, eq(people.id, deliveries.personId))
      .leftJoin(robots, eq(robots.id, deliveries.robotId))
      .where(hasFailed)
      .orderBy(desc(deliveries.doneAt))
      .limit(FAILED_SHOWN),
    db
      .select({ outcome: deliveries.outcome, reason: deliveries.reason, at: deliveries.at, doneAt: deliveries.doneAt })
      .from(deliveries)
      .where(and(eq(deliveries.about, "test"), eq(deliveries.personId, personId)))
      .orderBy(desc(deliveries.id))
      .limit(1),
    db
      .select({
        waiting: sql<number>`(select count(*) from deliveries where done_at is null)`,
        failed: sql<number>`(select count(*) from ${deliveries} where ${hasFailed})`,
        resends: sql<number>`(select coalesce(max(version), 0) from events where subject = ${RESENDS})`,
        liaisons: sql<number>`(select count(distinct person_id) from posts p join people h on h.id = p.person_id
          where p.kind = 'liaison' and h.active and p.from_on <= ${today} and (p.until_on is null or p.until_on >= ${today}))`,
        unreachable: sql<number>`(select count(distinct person_id) from posts p join people h on h.id = p.person_id
          where p.kind = 'liaison' and h.active and h.email = '' and p.from_on <= ${today}
            and (p.until_on is null or p.until_on >= ${today}))`,
      })
      .from(sql`(select 1)`),
    unitChoices({ db }),
    db.select({ email: people.email }).from(people).where(eq(people.id, personId)),
  ])
  if (!counts) throw new Error("a count without a row")
  return { robots: list, failed, test: tests[0] ?? null, counts, units: choices, email: own?.email ?? "" }
}

export type Channels = Awaited<ReturnType<typeof channelsOf>>

/** One robot to be changed, with the units to choose from. */
export async function robotFor({ db, read }: Database, robotId: number) {
  const [[robot], choices] = await read([db.select().from(robots).where(eq(robots.id, robotId)), unitChoices({ db })])
  return robot ? { robot, units: choices } : null
}
