import { and, sql } from "drizzle-orm"
import { duties, dutyTexts } from "#db/schema.ts"
import type { Dateable, Days } from "#src/outward/agenda/source.ts"
import { dutyPath } from "#src/paths.ts"
import { dutyReadBy, hasDay, isStruck } from "./scope.ts"
import { DUTIES_JOINED } from "./search_queries.ts"

const shared = {
  history: sql`e.subject = 'duty:' || ${duties.id}`,
  ofNoPlan: { since: sql`${duties.year} || '-01-01'` },
} satisfies Partial<Days>

const ofUnits = (units: readonly number[] | null) =>
  units === null ? undefined : sql`${duties.unitId} in (select value from json_each(${JSON.stringify(units)}))`

/** The day or span of a 清单事项; 不定期 stands on the last day of the year, a rhythm on none. */
export const dutiesDated: Dateable = {
  rank: 61,
  kind: "duty",
  days: ({ actor, units }) => ({
    ...shared,
    from: DUTIES_JOINED,
    where: and(dutyReadBy(actor), sql`not ${isStruck(actor)}`, hasDay(), ofUnits(units)),
    key: [duties.id, sql`0`],
    on: sql`case ${dutyTexts.timing} when 'irregular' then ${dutyTexts.untilOn} else ${dutyTexts.fromOn} end`,
    until: dutyTexts.untilOn,
    title: dutyTexts.content,
  }),
  href: ({ key: [id] }) => dutyPath(id),
}

/** Each step of a 清单事项 that has a day. */
export const dutyStepsDated: Dateable = {
  rank: 62,
  kind: "duty_step",
  days: ({ actor, units }) => ({
    ...shared,
    from: sql`${DUTIES_JOINED} cross join json_each(${dutyTexts.steps}) ds`,
    where: and(
      dutyReadBy(actor),
      sql`not ${isStruck(actor)} and ${dutyTexts.applies} and ds.value ->> 'by' is not null`,
      ofUnits(units),
    ),
    key: [duties.id, sql`ds.key`],
    on: sql`ds.value ->> 'by'`,
    title: sql`ds.value ->> 'text'`,
  }),
  href: ({ key: [id] }) => dutyPath(id),
}
