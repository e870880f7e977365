import { and, eq, sql } from "drizzle-orm"
import { duties } from "#db/schema.ts"
import type { Waiting } from "#src/door/house.ts"
import type { DeskAsked } from "#src/plans/plan/desk_queries.ts"
import { countItems } from "./queries.ts"
import { toVerify } from "./scope.ts"

/** Items of no plan, so that a chosen one has none. */
const waits = ({ actor, today, within: { plan, unit } }: DeskAsked) =>
  plan === null ? and(toVerify(actor, today), unit === null ? undefined : eq(duties.unitId, unit)) : sql`0`

export const verificationsWaiting: readonly Waiting[] = [
  {
    queue: "verifications",
    count: (database, asked) => sql<number>`${countItems(database, asked.actor, waits(asked))}`,
  },
]
