import { sql } from "drizzle-orm"
import {
  assignments,
  breakdownReports,
  breakdowns,
  breakdownVersions,
  plans,
  reports,
  rounds,
  tasks,
} from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { breakdownPath, taskPath } from "#src/paths.ts"
import { isBetween, sentSeenBy } from "./scope.ts"

/** What a lower body has sent to the unit that passed a part on to it, in the words that stand now. */
export const breakdownsSought: Findable = {
  rank: 42,
  kind: "breakdown",
  source: (actor) => ({
    from: sql`${breakdownReports} cross join ${breakdowns} on ${breakdowns.id} = ${breakdownReports.breakdownId}
      cross join ${assignments} on ${assignments.id} = ${breakdowns.assignmentId}
      cross join ${plans} on ${plans.id} = ${breakdowns.planId}
      cross join ${tasks} on ${tasks.id} = ${breakdowns.taskId}
      cross join ${rounds} on ${rounds.id} = ${breakdownReports.roundId}
      cross join ${breakdownVersions} on ${breakdownVersions.breakdownId} = ${breakdownReports.breakdownId}
        and ${breakdownVersions.roundId} = ${breakdownReports.roundId}
        and ${breakdownVersions.number} = ${breakdownReports.latest}
      left join ${reports} on ${reports.assignmentId} = ${breakdowns.assignmentId}
        and ${reports.roundId} = ${breakdownReports.roundId}`,
    seen: sentSeenBy(actor),
    key: [breakdownReports.breakdownId, breakdownReports.roundId],
    at: breakdownVersions.at,
    unitId: sql`coalesce(${breakdowns.unitId}, ${breakdowns.fromUnitId})`,
    ofUnits: (ids) => sql`(${breakdowns.unitId} in ${ids} or ${breakdowns.fromUnitId} in ${ids})`,
    planId: plans.id,
    words: [breakdownVersions.achieved, breakdownVersions.problems, breakdownVersions.nextSteps],
    title: rounds.name,
    author: sql`(select name from people where id = ${breakdownVersions.sentById})`,
    // Without its place: the two bodies read it where it was passed on, whoever else may behind the part of the task.
    task: { ordinal: sql`case when not ${isBetween(actor)} then ${tasks.ordinal} end`, label: tasks.label },
    number: rounds.number,
  }),
  href: ({ key: [id], planId, ordinal, number }) =>
    ordinal === null ? breakdownPath(id) : taskPath(planId ?? 0, ordinal, { round: number }),
}
