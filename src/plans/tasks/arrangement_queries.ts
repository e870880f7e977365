import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, people, plans, stages, tasks, units } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isOut } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { partStages } from "#src/plans/stages/scope.ts"
import { partStagesIn } from "#src/plans/stages/stages.ts"
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

/** A task with its 责任领导 and 阶段, whoever could be one, and how far each part is; null when the actor may not see the plan. */
export async function arrangementOf(
  database: Database,
  actor: Actor,
  { planId, ordinal, today }: { planId: number; ordinal: number; today: string },
) {
  const { db, read } = database
  const here = sql`(select t.id from tasks t where t.plan_id = ${planId} and t.ordinal = ${ordinal})`
  const [[found], accounts, list, parts] = await read([
    db
      .select({ plan: plans, task: tasks, leaders: leadersOf })
      .from(plans)
      .innerJoin(tasks, and(eq(tasks.planId, plans.id), eq(tasks.ordinal, ordinal)))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    leaderAccounts(database, today),
    db
      .select({ id: stages.id, ordinal: stages.ordinal, text: stages.text, dueBy: stages.dueBy })
      .from(stages)
      .where(and(eq(stages.taskId, here), isNull(stages.removedAt)))
      .orderBy(asc(stages.ordinal)),
    db
      .select({
        id: assignments.id,
        taskId: assignments.taskId,
        unitId: assignments.unitId,
        version: assignments.version,
        unit: units.name,
        stages: partStages,
      })
      .from(assignments)
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.taskId, here), not(isOut())))
      .orderBy(asc(assignments.position)),
  ])
  return found
    ? {
        ...found,
        leaders: leadersIn(found.leaders),
        accounts,
        stages: list,
        parts: parts.map((part) => ({ ...part, stages: partStagesIn(part.stages) })),
      }
    : null
}

export type Arrangement = NonNullable<Awaited<ReturnType<typeof arrangementOf>>>
