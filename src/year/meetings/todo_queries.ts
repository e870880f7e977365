import { and, asc, eq, type Placeholder, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import { attendances, decisions, meetings, units } from "#db/schema.ts"
import { awaitsUnit, isCalled } from "./scope.ts"

type Given = { readonly [K in "units" | "today"]: Placeholder<K> }

const spokenFor = ({ units: list }: Pick<Given, "units">) => sql`(select value from json_each(${list}))`

/** Meetings to come that these units are called to, with what they have answered. */
export const meetingsDue = prepared((db, given: Given) =>
  db
    .select({
      id: meetings.id,
      title: meetings.title,
      meetsOn: meetings.meetsOn,
      hour: meetings.hour,
      place: meetings.place,
      replyBy: meetings.replyBy,
      unit: units.shortName,
      answer: attendances.answer,
      post: attendances.post,
    })
    .from(attendances)
    .innerJoin(meetings, eq(meetings.id, attendances.meetingId))
    .innerJoin(units, eq(units.id, attendances.unitId))
    .where(
      and(
        sql`${attendances.unitId} in ${spokenFor(given)}`,
        eq(attendances.asked, true),
        isCalled(),
        sql`${meetings.meetsOn} >= ${given.today}`,
      ),
    )
    .orderBy(asc(meetings.meetsOn), asc(meetings.id)),
)

export type DueMeeting = Awaited<ReturnType<typeof meetingsDue>>[number]

/** Decisions that these units have still to carry out. */
export const decisionsDue = prepared((db, given: Pick<Given, "units">) =>
  db
    .select({
      id: decisions.id,
      text: decisions.text,
      dueBy: decisions.dueBy,
      opinion: decisions.opinion,
      unit: units.shortName,
      meeting: meetings.title,
    })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(units, eq(units.id, decisions.unitId))
    .where(and(sql`${decisions.unitId} in ${spokenFor(given)}`, awaitsUnit()))
    .orderBy(sql`${decisions.dueBy} is null`, asc(decisions.dueBy), asc(decisions.id)),
)

export type DueDecision = Awaited<ReturnType<typeof decisionsDue>>[number]
