import { and, or, sql } from "drizzle-orm"
import { conclusions, inspections, plans } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { inspectionPath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { partSeen, visibleInspections } from "./queries.ts"
import { isDraft, isObjected, isUnderway, isUnread } from "./scope.ts"

const json = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`
const withPlan = sql`cross join ${plans} on ${plans.id} = ${inspections.planId}`

/** From its first day to its last, until it is concluded. */
export const inspectionsDated: Dateable = {
  rank: 50,
  kind: "inspection",
  days: ({ actor, units }) => ({
    from: sql`${inspections} ${withPlan}`,
    where: and(
      visibleInspections(actor),
      or(isDraft(), isUnderway()),
      units === null ? undefined : sql`${inspections.officeId} in ${json(units)}`,
    ),
    key: [inspections.id, sql`0`],
    on: inspections.fromOn,
    until: inspections.untilOn,
    title: inspections.title,
    units: sql`json_array(${inspections.officeId})`,
    history: sql`e.subject = ${subjectOf("inspection", inspections.id)}`,
  }),
  href: ({ key: [id] }) => inspectionPath(id),
}

/** 异议 comes by a day, while nobody of the unit has read the conclusion, and is decided by another. */
export const objectionsDated: Dateable = {
  rank: 51,
  kind: "objection",
  days: ({ actor, units }) => ({
    from: sql`${conclusions} cross join ${inspections} on ${inspections.id} = ${conclusions.inspectionId} ${withPlan}`,
    where: and(
      visibleInspections(actor),
      partSeen(actor, sql`${conclusions.unitId}`),
      or(isUnread(), and(isObjected(), sql`${conclusions.decideBy} is not null`)),
      units === null
        ? undefined
        : sql`(${conclusions.unitId} in ${json(units)} or ${inspections.officeId} in ${json(units)})`,
    ),
    key: [conclusions.inspectionId, conclusions.unitId],
    on: sql`case when ${isObjected()} then ${conclusions.decideBy} else ${conclusions.objectBy} end`,
    title: inspections.title,
    units: sql`json_array(${conclusions.unitId})`,
    history: sql`e.subject = ${subjectOf("conclusion", conclusions.inspectionId, conclusions.unitId)}`,
  }),
  href: ({ key: [id, unitId] }) => `${inspectionPath(id)}#unit-${unitId}`,
}
