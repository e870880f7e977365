import { and, sql } from "drizzle-orm"
import { activities, years } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { activityPath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { activitySeenBy, isInState } from "./scope.ts"

/** 拟开展 activities, until somebody says how it was. */
export const activitiesDated: Dateable = {
  rank: 63,
  kind: "activity",
  days: ({ actor, units: ids }) => ({
    from: sql`${activities} join ${years} on ${years.year} = ${activities.year}`,
    where: and(
      activitySeenBy(actor),
      isInState("planned"),
      ids === null
        ? undefined
        : sql`exists (select 1 from activity_units du where du.activity_id = ${activities.id}
            and du.unit_id in (select value from json_each(${JSON.stringify(ids)})))`,
    ),
    key: [activities.id, sql`0`],
    on: activities.fromOn,
    until: activities.untilOn,
    title: activities.title,
    units: sql`(select json_group_array(du.unit_id) from activity_units du where du.activity_id = ${activities.id})`,
    history: sql`e.subject = ${subjectOf("activity", activities.id)}`,
    ofNoPlan: { since: sql`${activities.year} || '-01-01'` },
  }),
  href: ({ key: [id] }) => activityPath(id),
}
