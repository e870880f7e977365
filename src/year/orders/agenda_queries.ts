import { and, sql } from "drizzle-orm"
import { offers, orders, years } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { orderPath } from "#src/paths.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { isUnderWay, orderSeenBy } from "./scope.ts"

/** The day of an order, as agreed on or else as wanted, until it was held. */
export const ordersDated: Dateable = {
  rank: 58,
  kind: "order",
  days: ({ actor, units: ids }) => ({
    from: sql`${orders} join ${offers} on ${offers.id} = ${orders.offerId} join ${years} on ${years.year} = ${offers.year}`,
    where: and(
      orderSeenBy(actor),
      isUnderWay(),
      ids === null
        ? undefined
        : sql`exists (select 1 from json_each(${JSON.stringify(ids)}) u where u.value in (${offers.unitId}, ${orders.unitId}))`,
    ),
    key: [orders.id, sql`0`],
    on: sql`coalesce(${orders.agreedOn}, ${orders.wantedOn})`,
    title: offers.title,
    units: sql`json_array(${offers.unitId}, ${orders.unitId})`,
    history: sql`e.subject = ${subjectOf("order", orders.id)}`,
    ofNoPlan: { since: sql`${offers.year} || '-01-01'` },
  }),
  href: ({ key: [id] }) => orderPath(id),
}
