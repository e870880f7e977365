import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { offers, orders, years } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { ordersWaiting } from "./scope.ts"

/** Orders in queues of the desk: of no plan, so that a chosen one has none. */
const ordersInQueues: InQueues = {
  orders: ({ actor, today, within: { plan, unit } }) =>
    plan === null ? and(ordersWaiting(actor, today), unit === null ? undefined : eq(offers.unitId, unit)) : sql`0`,
}

const counted = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(orders)
    .innerJoin(offers, eq(offers.id, orders.offerId))
    .innerJoin(years, eq(years.year, offers.year))
    .where(condition)

export const ordersInDesk = waitingIn(ordersInQueues, counted)
