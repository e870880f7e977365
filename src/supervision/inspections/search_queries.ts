import { sql } from "drizzle-orm"
import { assignments, attachments, conclusions, inspectionItems, inspections, plans, tasks } from "#db/schema.ts"
import { type Actor, isLeader, unitsOf } from "#src/office/people/actor.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { inspectionPath } from "#src/paths.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { beginningOf } from "#src/plans/plan/search_queries.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"
import { ITS_UNIT, partSeen, seesWhole, visibleInspections } from "./queries.ts"

const withPlan = sql`${inspections} cross join ${plans} on ${plans.id} = ${inspections.planId}`

/** An inspection: its purpose, and for whoever sees the whole of it what was concluded over all. */
export const inspectionsSought: Findable = {
  rank: 70,
  kind: "inspection",
  source: (actor) => ({
    from: withPlan,
    seen: visibleInspections(actor),
    key: [inspections.id, sql`0`],
    at: beginningOf(inspections.fromOn),
    unitId: inspections.officeId,
    ofUnits: (ids) => sql`(${inspections.officeId} in ${ids} or exists (select 1 from inspection_items i
      left join assignments a on a.id = i.assignment_id
      where i.inspection_id = ${inspections.id} and ${ITS_UNIT} in ${ids} and ${partSeen(actor, ITS_UNIT)}))`,
    planId: plans.id,
    words: [
      inspections.title,
      inspections.purpose,
      sql`case when ${seesWhole(actor)} then ${inspections.conclusion} else '' end`,
    ],
    title: inspections.title,
    author: sql`(select name from people where id = ${inspections.leaderId})`,
  }),
  href: ({ key: [id] }) => inspectionPath(id),
}

const FOUND_UNIT = sql<number>`coalesce(${inspectionItems.unitId}, ${assignments.unitId})`

/** What was found of one part, with the evidence. */
export const findingsSought: Findable = {
  rank: 71,
  kind: "finding",
  source: (actor) => ({
    from: sql`${inspectionItems} cross join ${inspections} on ${inspections.id} = ${inspectionItems.inspectionId}
      cross join ${plans} on ${plans.id} = ${inspections.planId}
      left join ${assignments} on ${assignments.id} = ${inspectionItems.assignmentId}
      left join ${tasks} on ${tasks.id} = ${assignments.taskId}`,
    seen: sql`${visibleInspections(actor)} and ${partSeen(actor, FOUND_UNIT)}`,
    key: [inspectionItems.inspectionId, inspectionItems.assignmentId],
    at: inspectionItems.foundAt,
    unitId: FOUND_UNIT,
    planId: plans.id,
    words: [inspectionItems.finding, inspectionItems.evidence],
    title: inspections.title,
    author: sql`(select name from people where id = ${inspectionItems.foundById})`,
    task: { ordinal: tasks.ordinal, label: tasks.label },
    isKept: sql`${inspectionItems.foundAt} is not null`,
  }),
  href: ({ key: [id, assignmentId] }) => `${inspectionPath(id)}#item-${assignmentId}`,
}

/** 督查结论 as it went back to one unit, its objection and what was decided of it. */
export const conclusionsSought: Findable = {
  rank: 72,
  kind: "conclusion",
  source: (actor) => ({
    from: sql`${conclusions} cross join ${inspections} on ${inspections.id} = ${conclusions.inspectionId}
      cross join ${plans} on ${plans.id} = ${inspections.planId}`,
    seen: sql`${visibleInspections(actor)} and ${partSeen(actor, sql`${conclusions.unitId}`)}`,
    key: [conclusions.inspectionId, conclusions.unitId],
    at: inspections.concludedAt,
    unitId: conclusions.unitId,
    planId: plans.id,
    words: [conclusions.text, conclusions.changedText, conclusions.objection, conclusions.decision],
    title: inspections.title,
    author: sql`(select name from people where id = ${inspections.concludedById})`,
  }),
  href: ({ key: [id, unitId] }) => `${inspectionPath(id)}#unit-${unitId}`,
}

const json = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** Evidence of what was found, as src/supervision/inspections/evidence_queries.ts shows it. */
const findingFileSeenBy = (actor: Actor) => sql`${visibleTo(actor) ?? sql`1`} and (
  ${isLeader(actor) ? 1 : 0} or ${plans.supervisingUnitId} in ${json(unitsOf(actor, "supervisor"))}
  or ${attachments.unitId} in ${json(unitsSeenFrom(actor))} and exists (select 1 from conclusions c
    where c.inspection_id = ${firstId} and c.unit_id = ${attachments.unitId}))`

export const findingFilesSought: Findable = {
  ...filesSought,
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} cross join ${plans} on ${plans.id} = ${attachments.planId} and ${isOfKind("inspection")}`,
    seen: findingFileSeenBy(actor),
  }),
}
