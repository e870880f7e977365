import { sql } from "drizzle-orm"
import { attachments, attendances, decisionAnswers, decisions, meetings, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { decisionPath, meetingPath } from "#src/paths.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"
import { answersReadBy, decisionSeenBy, fileReadBy, meetingSeenBy, minutesReadBy } from "./scope.ts"

const withYear = sql`join ${years} on ${years.year} = ${meetings.year}`

/** 会议 with their agenda; their minutes only for whoever reads them. */
export const meetingsSought: Findable = {
  rank: 48,
  kind: "meeting",
  source: (actor) => ({
    from: sql`${meetings} ${withYear}`,
    seen: meetingSeenBy(actor),
    key: [meetings.id, sql`0`],
    at: meetings.plannedAt,
    unitId: years.officeId,
    ofUnits: (ids) => sql`exists (select 1 from ${attendances} where ${attendances.meetingId} = ${meetings.id}
      and ${attendances.asked} and ${attendances.unitId} in ${ids})`,
    planId: sql`null`,
    words: [
      meetings.title,
      meetings.agenda,
      meetings.guests,
      sql`case when ${minutesReadBy(actor)} then ${meetings.minutes} else '' end`,
    ],
    title: meetings.title,
    author: sql`(select name from people where id = ${meetings.plannedById})`,
  }),
  href: ({ key: [id] }) => meetingPath(id),
}

/** 议定事项, with what its unit told of it for whoever reads that. */
export const decisionsSought: Findable = {
  rank: 49,
  kind: "decision",
  source: (actor) => ({
    from: sql`${decisions} join ${meetings} on ${meetings.id} = ${decisions.meetingId} ${withYear}
      left join ${decisionAnswers} on ${decisionAnswers.decisionId} = ${decisions.id}
        and ${decisionAnswers.number} = ${decisions.latest}`,
    seen: decisionSeenBy(actor),
    key: [decisions.id, sql`0`],
    at: sql`coalesce(${decisionAnswers.at}, ${meetings.heldAt})`,
    unitId: decisions.unitId,
    planId: sql`null`,
    words: [decisions.text, sql`case when ${answersReadBy(actor)} then ${decisionAnswers.text} else '' end`],
    title: meetings.title,
    author: sql`(select name from people where id = ${meetings.plannedById})`,
  }),
  href: ({ key: [id] }) => decisionPath(id),
}

/** Their files, as src/year/meetings/evidence_queries.ts shows them. */
export const meetingFilesSought: Findable = {
  ...filesSought,
  kind: "meeting_file",
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} join ${meetings} on ${meetings.id} = ${firstId} and ${isOfKind("meeting")} ${withYear}`,
    seen: sql`${meetingSeenBy(actor)} and ${fileReadBy(actor)}`,
    planId: sql`null`,
  }),
}

/** Files of what units told, as decisionEvidence shows them. */
export const decisionFilesSought: Findable = {
  ...filesSought,
  kind: "decision_file",
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} join ${decisions} on ${decisions.id} = ${firstId} and ${isOfKind("decision")}
      join ${meetings} on ${meetings.id} = ${decisions.meetingId} ${withYear}`,
    seen: sql`${decisionSeenBy(actor)} and ${answersReadBy(actor)}`,
    planId: sql`null`,
  }),
}
