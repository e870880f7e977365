import { and, asc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, plans, tasks } from "#db/schema.ts"
import type { Actor } from "#src/people/actor.ts"
import { visibleTo } from "#src/plans/scope.ts"
import { leadersIn } from "./leaders.ts"
import { leadersOf } from "./scope.ts"

/** Who holds a leader's post on a day, by name. */
export const leaderAccounts = ({ db }: Pick<Database, "db">, today: string) =>
  db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(
      and(
        people.active,
        sql`exists (select 1 from posts o where o.person_id = people.id and o.kind = 'leader'
          and o.from_on <= ${today} and (o.until_on is null or o.until_on >= ${today}))`,
      ),
    )
    .orderBy(asc(people.name), asc(people.id))

/** A task with its 责任领导, and whoever could be one; null when the actor may not see the plan. */
export async function arrangementOf(
  database: Database,
  actor: Actor,
  { planId, ordinal, today }: { planId: number; ordinal: number; today: string },
) {
  const { db, read } = database
  const [[found], accounts] = await read([
    db
      .select({ plan: plans, task: tasks, leaders: leadersOf })
      .from(plans)
      .innerJoin(tasks, and(eq(tasks.planId, plans.id), eq(tasks.ordinal, ordinal)))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    leaderAccounts(database, today),
  ])
  return found ? { ...found, leaders: leadersIn(found.leaders), accounts } : null
}

export type Arrangement = NonNullable<Awaited<ReturnType<typeof arrangementOf>>>
