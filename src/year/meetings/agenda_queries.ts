import { and, sql } from "drizzle-orm"
import { decisions, meetings, units, years } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { decisionPath, meetingPath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { decisionSeenBy, isToCome, isUndone, meetingSeenBy } from "./scope.ts"

const json = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** The day of a meeting, until somebody has written down how it was. */
export const meetingsDated: Dateable = {
  rank: 55,
  kind: "meeting",
  days: ({ actor, units: ids }) => ({
    from: sql`${meetings} join ${years} on ${years.year} = ${meetings.year}`,
    where: and(
      meetingSeenBy(actor),
      isToCome(),
      ids === null
        ? undefined
        : sql`exists (select 1 from attendances at where at.meeting_id = ${meetings.id} and at.asked
            and at.unit_id in ${json(ids)})`,
    ),
    key: [meetings.id, sql`0`],
    on: meetings.meetsOn,
    title: meetings.title,
    units: sql`(select json_group_array(at.unit_id) from attendances at where at.meeting_id = ${meetings.id} and at.asked)`,
    history: sql`e.subject = ${subjectOf("meeting", meetings.id)}`,
    ofNoPlan: { since: sql`${meetings.year} || '-01-01'` },
  }),
  href: ({ key: [id] }) => meetingPath(id),
}

/** 完成时限 of what was decided and is not done. */
export const decisionsDated: Dateable = {
  rank: 56,
  kind: "decision",
  days: ({ actor, units: ids }) => ({
    from: sql`${decisions} join ${meetings} on ${meetings.id} = ${decisions.meetingId}
      join ${years} on ${years.year} = ${meetings.year} join ${units} on ${units.id} = ${decisions.unitId}`,
    where: and(
      decisionSeenBy(actor),
      isUndone(),
      sql`${decisions.dueBy} is not null`,
      ids === null ? undefined : sql`${decisions.unitId} in ${json(ids)}`,
    ),
    key: [decisions.id, sql`0`],
    on: decisions.dueBy,
    title: sql`substr(${decisions.text}, 1, 60)`,
    units: sql`json_array(${decisions.unitId})`,
    history: sql`e.subject = ${subjectOf("decision", decisions.id)}`,
    ofNoPlan: { since: sql`${meetings.year} || '-01-01'` },
  }),
  href: ({ key: [id] }) => decisionPath(id),
}
