import { sql } from "drizzle-orm"
import { activities, people, years } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { activityPath } from "#src/paths.ts"
import { beginningOf } from "#src/plans/plan/search_queries.ts"
import { activitySeenBy, isKept } from "./scope.ts"

/** 普法活动, of the day on which it was or will be. */
export const activitiesSought: Findable = {
  rank: 75,
  kind: "activity",
  source: (actor) => ({
    from: sql`${activities} cross join ${years} on ${years.year} = ${activities.year}
      cross join ${people} on ${people.id} = ${activities.enteredById}`,
    seen: activitySeenBy(actor),
    isKept: isKept(),
    key: [activities.id, sql`0`],
    at: beginningOf(activities.fromOn),
    unitId: activities.unitId,
    ofUnits: (ids) =>
      sql`exists (select 1 from activity_units su where su.activity_id = ${activities.id} and su.unit_id in ${ids})`,
    planId: sql`null`,
    words: [
      activities.title,
      activities.place,
      activities.audience,
      activities.note,
      activities.effect,
      sql`(select coalesce(group_concat(sl.title, '、'), '') from activity_laws sl where sl.activity_id = ${activities.id})`,
    ],
    title: activities.title,
    author: people.name,
  }),
  href: ({ key: [id] }) => activityPath(id),
}
