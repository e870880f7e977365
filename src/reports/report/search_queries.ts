import { sql } from "drizzle-orm"
import { assignments, attachments, plans, reports, reportVersions, rounds, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { taskPath } from "#src/paths.ts"
import { firstId, isOfKind, secondId } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"
import { filesSeenBy, wordsSeenBy } from "./scope.ts"

/** Of each report the words that stand now; earlier versions are in the course of its task. */
export const reportsSought: Findable = {
  rank: 40,
  kind: "report",
  source: (actor) => ({
    from: sql`${reports}
      inner join ${assignments} on ${assignments.id} = ${reports.assignmentId}
      inner join ${plans} on ${plans.id} = ${assignments.planId}
      inner join ${tasks} on ${tasks.id} = ${assignments.taskId}
      inner join ${rounds} on ${rounds.id} = ${reports.roundId}
      inner join ${reportVersions} on ${reportVersions.assignmentId} = ${reports.assignmentId}
        and ${reportVersions.roundId} = ${reports.roundId} and ${reportVersions.number} = ${reports.latest}`,
    seen: wordsSeenBy(actor),
    key: [reports.assignmentId, reports.roundId],
    at: reportVersions.at,
    unitId: assignments.unitId,
    planId: plans.id,
    words: [reportVersions.achieved, reportVersions.problems, reportVersions.nextSteps],
    title: rounds.name,
    author: sql`(select name from people where id = coalesce(${reportVersions.enteredById}, ${reportVersions.sentById}))`,
    task: { ordinal: tasks.ordinal, label: tasks.label },
    number: rounds.number,
  }),
  href: ({ planId, ordinal, number, unitId }) =>
    `${taskPath(planId ?? 0, ordinal ?? 0, { round: number })}#unit-${unitId}`,
}

/** Evidence of reports, as src/reports/report/evidence_queries.ts shows it. */
export const reportFilesSought: Findable = {
  ...filesSought,
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} inner join ${plans} on ${plans.id} = ${attachments.planId} and ${isOfKind("report")}
      inner join ${assignments} on ${assignments.id} = ${firstId}
      inner join ${tasks} on ${tasks.id} = ${assignments.taskId}
      left join ${reports} on ${reports.assignmentId} = ${firstId} and ${reports.roundId} = ${secondId}`,
    seen: filesSeenBy(actor, attachments.unitId),
    task: { ordinal: tasks.ordinal, label: tasks.label },
  }),
}
