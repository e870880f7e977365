import { and, sql } from "drizzle-orm"
import { bodies, draftRules, years } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { draftRulePath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { bodySeenBy } from "#src/year/years/scope.ts"
import { isConsulting } from "./scope.ts"

/** The day on which 公开征求意见 of a 草案 ends. */
export const rulesDated: Dateable = {
  rank: 59,
  kind: "draft_rule",
  days: ({ actor, units: ids }) => ({
    from: sql`${draftRules} join ${years} on ${years.year} = ${draftRules.year}
      join ${bodies} on ${bodies.year} = ${draftRules.year} and ${bodies.unitId} = ${draftRules.unitId}`,
    where: and(
      bodySeenBy(actor),
      isConsulting(),
      sql`${draftRules.consultUntil} is not null`,
      ids === null ? undefined : sql`${draftRules.unitId} in (select value from json_each(${JSON.stringify(ids)}))`,
    ),
    key: [draftRules.id, sql`0`],
    on: draftRules.consultUntil,
    title: draftRules.title,
    units: sql`json_array(${draftRules.unitId})`,
    history: sql`e.subject = ${subjectOf("draft_rule", draftRules.id)}`,
    ofNoPlan: { since: sql`${draftRules.year} || '-01-01'` },
  }),
  href: ({ key: [id] }) => draftRulePath(id),
}
