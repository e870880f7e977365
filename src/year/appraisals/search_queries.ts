import { sql } from "drizzle-orm"
import { appraisalRecords, appraisals, appraisalTargets, bodies, standards, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { appraisalTargetPath, standardPath } from "#src/paths.ts"
import { recordSeenBy, recordStands, standardSeenBy } from "./scope.ts"

/** 评估标准, by their criteria. */
export const standardsSought: Findable = {
  rank: 79,
  kind: "standard",
  source: (actor) => ({
    from: sql`${standards} join ${years} on ${years.year} = ${standards.year}`,
    seen: standardSeenBy(actor),
    key: [standards.id, sql`0`],
    at: standards.enteredAt,
    unitId: years.officeId,
    planId: sql`null`,
    words: [
      sql`${standards.title} || char(10) || ${standards.docNumber}`,
      sql`(select coalesce(group_concat(value, char(10)), '') from json_tree(${standards.blocks}) where key = 'text')`,
    ],
    title: standards.title,
    author: sql`(select name from people where id = ${standards.enteredById})`,
  }),
  href: ({ key: [id] }) => standardPath(id),
}

/** 平时记录 of the year, and 社会评议 once the results are announced. */
export const recordsSought: Findable = {
  rank: 80,
  kind: "appraisal",
  source: (actor) => ({
    from: sql`${appraisalRecords} join ${appraisalTargets} on ${appraisalTargets.id} = ${appraisalRecords.targetId}
      join ${appraisals} on ${appraisals.id} = ${appraisalTargets.year} join ${years} on ${years.year} = ${appraisals.id}
      join ${bodies} on ${bodies.year} = ${appraisals.id} and ${bodies.unitId} = ${appraisalTargets.unitId}`,
    seen: recordSeenBy(actor),
    isKept: recordStands(),
    key: [appraisalTargets.id, appraisalRecords.id],
    at: appraisalRecords.enteredAt,
    unitId: appraisalTargets.unitId,
    planId: sql`null`,
    words: [appraisalRecords.text],
    title: sql`${appraisals.id} || '年履职评议'`,
    author: sql`(select name from people where id = ${appraisalRecords.enteredById})`,
  }),
  href: ({ key: [id] }) => `${appraisalTargetPath(id)}#records`,
}
