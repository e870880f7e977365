import { and, sql } from "drizzle-orm"
import { appraisals, appraisalTargets, bodies, years } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { appraisalPath, appraisalTargetPath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { keptBy, yearSeenBy } from "#src/year/years/scope.ts"
import { hasBegun, isDecidedOn, isUnsettled, objectsUntil, targetSeenBy } from "./scope.ts"

const among = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`
const history = sql`e.subject = ${subjectOf("appraisal", appraisals.id)}`
const ofNoPlan = { since: sql`${appraisals.id} || '-01-01'` }

/** The last day of each stage of a cycle, for all units in it. */
export const stagesDated: Dateable = {
  rank: 64,
  kind: "appraisal",
  days: ({ actor, units: ids }) => ({
    from: sql`${appraisals} join ${years} on ${years.year} = ${appraisals.id}
      join json_each(${appraisals.rules}, '$.stages') stage`,
    where: and(
      sql`(${keptBy(actor)} or ${hasBegun()} and ${yearSeenBy(actor)})`,
      isUnsettled(),
      ids === null
        ? undefined
        : sql`exists (select 1 from appraisal_targets t where t.year = ${appraisals.id} and t.unit_id in ${among(ids)})`,
    ),
    key: [appraisals.id, sql`stage.key`],
    on: sql`json_extract(stage.value, '$.until')`,
    title: sql`json_extract(stage.value, '$.name')`,
    units: sql`(select json_group_array(t.unit_id) from appraisal_targets t where t.year = ${appraisals.id})`,
    history,
    ofNoPlan,
  }),
  href: ({ key: [year] }) => appraisalPath(year),
}

/** Until when each unit may object to its result. */
export const resultObjectionsDated: Dateable = {
  rank: 65,
  kind: "result_objection",
  days: ({ actor, units: ids }) => ({
    from: sql`${appraisalTargets} join ${appraisals} on ${appraisals.id} = ${appraisalTargets.year}
      join ${years} on ${years.year} = ${appraisals.id}
      join ${bodies} on ${bodies.year} = ${appraisals.id} and ${bodies.unitId} = ${appraisalTargets.unitId}`,
    where: and(
      targetSeenBy(actor),
      isDecidedOn(),
      ids === null ? sql`0` : sql`${appraisalTargets.unitId} in ${among(ids)}`,
    ),
    key: [appraisalTargets.id, sql`0`],
    on: objectsUntil(),
    title: sql`${appraisals.id} || '年'`,
    units: sql`json_array(${appraisalTargets.unitId})`,
    history,
    ofNoPlan,
  }),
  href: ({ key: [id] }) => appraisalTargetPath(id),
}
