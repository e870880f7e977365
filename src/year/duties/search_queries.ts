import { sql } from "drizzle-orm"
import { bodies, duties, dutyTexts, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { dutyPath } from "#src/paths.ts"
import { dutyReadBy, isStruck } from "./scope.ts"

/** An item with its body and year, in whichever wordings it had; `dutyReadBy` says which one is read. */
export const DUTIES_JOINED = sql`${duties} inner join ${dutyTexts} on ${dutyTexts.dutyId} = ${duties.id}
  inner join ${bodies} on ${bodies.year} = ${duties.year} and ${bodies.unitId} = ${duties.unitId}
  inner join ${years} on ${years.year} = ${duties.year}`

/** The laws, each by its whole title where it is one of those that we know. */
const laws = sql`(select coalesce(group_concat(coalesce(sl.title, sw.value), '、'), '')
  from json_each(${dutyTexts.laws}) sw left join laws sl on sl.title = '中华人民共和国' || sw.value)`

/** 清单事项, in the wording that the actor reads. */
export const dutiesSought: Findable = {
  rank: 74,
  kind: "duty",
  source: (actor) => ({
    from: DUTIES_JOINED,
    seen: dutyReadBy(actor),
    isKept: sql`not ${isStruck(actor)}`,
    key: [duties.id, sql`0`],
    at: dutyTexts.at,
    unitId: duties.unitId,
    ofUnits: (ids) => sql`(${duties.unitId} in ${ids}
      or exists (select 1 from json_each(${dutyTexts.leadIds}) sl where sl.value in ${ids}))`,
    planId: sql`null`,
    words: [
      dutyTexts.content,
      laws,
      dutyTexts.audience,
      dutyTexts.ways,
      dutyTexts.standard,
      dutyTexts.measures,
      dutyTexts.indicator,
    ],
    title: dutyTexts.content,
    author: sql`(select name from people where id = ${dutyTexts.byId})`,
  }),
  href: ({ key: [id] }) => dutyPath(id),
}
