import { sql } from "drizzle-orm"
import { assignments, attachments, plans, reports, reportVersions, rounds, soughtReports, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { sheetPath, taskPath } from "#src/paths.ts"
import { ofVisiblePlan, visibleTo } from "#src/plans/plan/scope.ts"
import { firstId, isOfKind, secondId } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"
import { sheetKeyOf } from "#src/reports/sheets/sheet.ts"
import { filesSeenBy, wordsSeenBy } from "./scope.ts"

const deciding = sql`cross join ${assignments} on ${assignments.id} = ${soughtReports.assignmentId}
  cross join ${plans} on ${plans.id} = ${assignments.planId}
  cross join ${reports} on ${reports.assignmentId} = ${soughtReports.assignmentId}
    and ${reports.roundId} = ${soughtReports.roundId}
  cross join ${reportVersions} on ${reportVersions.assignmentId} = ${reports.assignmentId}
    and ${reportVersions.roundId} = ${reports.roundId} and ${reportVersions.number} = ${reports.latest}`
/** Of each report the words that stand now; earlier versions are in the course of its task. */
export const reportsSought: Findable = {
  rank: 40,
  kind: "report",
  source: (actor) => ({
    from: sql`${reports}
      cross join ${assignments} on ${assignments.id} = ${reports.assignmentId}
      cross join ${plans} on ${plans.id} = ${assignments.planId}
      cross join ${tasks} on ${tasks.id} = ${assignments.taskId}
      cross join ${rounds} on ${rounds.id} = ${reports.roundId}
      cross join ${reportVersions} on ${reportVersions.assignmentId} = ${reports.assignmentId}
        and ${reportVersions.roundId} = ${reports.roundId} and ${reportVersions.number} = ${reports.latest}`,
    seen: wordsSeenBy(actor),
    key: [reports.assignmentId, reports.roundId],
    at: reportVersions.at,
    unitId: assignments.unitId,
    planId: plans.id,
    words: [reportVersions.achieved, reportVersions.problems, reportVersions.nextSteps],
    title: rounds.name,
    author: sql`(select name from people where id = coalesce(${reportVersions.enteredById}, ${reportVersions.sentById}))`,
    // Without its place: a part that was only handed over is read in 待办, and the task is nobody's to open.
    task: { ordinal: sql`case when ${visibleTo(actor) ?? sql`1`} then ${tasks.ordinal} end`, label: tasks.label },
    number: rounds.number,
    indexed: {
      byWords: sql`sought_pairs cross join ${soughtReports} on ${soughtReports.id} = sought_pairs.rowid ${deciding}`,
      matches: (pairs) => sql`sought_pairs match ${pairs}`,
      byTime: sql`${soughtReports} ${deciding}`,
      ofUnits: (id, ids) => sql`${id} in (select s.id from assignments a
        cross join sought_reports s on s.assignment_id = a.id where a.unit_id in ${ids})`,
      id: soughtReports.id,
      planId: soughtReports.planId,
      rowid: sql`sought_pairs.rowid`,
      seen: sql`(${ofVisiblePlan(actor, soughtReports.planId) ?? sql`1`}
        or ${soughtReports.assignmentId} in (select a.id from assignments a where a.handler_id = ${actor.id}))`,
    },
  }),
  href: ({ planId, ordinal, number, unitId }) =>
    ordinal === null
      ? sheetPath(sheetKeyOf({ planId: planId ?? 0, round: number ?? 0, unitId: unitId ?? 0 }))
      : `${taskPath(planId ?? 0, ordinal, { round: number })}#unit-${unitId}`,
}

/** Evidence of reports, as src/reports/report/evidence_queries.ts shows it. */
export const reportFilesSought: Findable = {
  ...filesSought,
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} cross join ${plans} on ${plans.id} = ${attachments.planId} and ${isOfKind("report")}
      cross join ${assignments} on ${assignments.id} = ${firstId}
      cross join ${tasks} on ${tasks.id} = ${assignments.taskId}
      left join ${reports} on ${reports.assignmentId} = ${firstId} and ${reports.roundId} = ${secondId}`,
    seen: filesSeenBy(actor, attachments.unitId),
    task: { ordinal: tasks.ordinal, label: tasks.label },
  }),
}
