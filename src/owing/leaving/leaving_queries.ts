import { and, asc, eq, gte, isNull, or, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, handovers, people, plans, posts, units } from "#db/schema.ts"
import { colleaguesIn } from "#src/office/handovers/queries.ts"
import { awaitsConfirmation } from "#src/office/handovers/scope.ts"
import { guards, unitChoices } from "#src/office/people/queries.ts"
import { owedOn } from "#src/owing/queries.ts"
import { isUnfinished } from "#src/plans/assignments/scope.ts"
import { isRunning } from "#src/trail/scope.ts"

/** Somebody else who holds the same post of the same unit today, as JSON of id and name. */
const others = (today: string) => sql<string>`(
  select json_group_array(json_object('id', h.id, 'name', h.name)) from posts p join people h on h.id = p.person_id
  where p.kind = ${posts.kind} and p.unit_id is ${posts.unitId} and p.person_id <> ${posts.personId} and h.active
    and p.from_on <= ${today} and (p.until_on is null or p.until_on >= ${today}))`

/** Whoever takes the post over has been proposed; a stand-in leaves it whose it is. */
const isPassing = sql<boolean>`exists (select 1 from ${handovers}
  where ${handovers.postId} = ${posts.id} and not ${handovers.standIn} and ${awaitsConfirmation()})`.mapWith(Boolean)

/**
 * Somebody who leaves, and what hangs on them: the posts that stand or are to come, what they have in hand as 经办人, and
 * as numbers what waits for them as 联络员 or 单位负责人, for the 系统管理员 sees no plan. One round trip.
 */
export async function leaverOf({ db, read }: Database, login: string, today: string) {
  const me = sql`(select id from people where login = ${login})`
  const unitsOf = sql`(select unit_id from posts where person_id = ${me} and kind in ('liaison', 'head')
    and from_on <= ${today} and (until_on is null or until_on >= ${today}))`
  const [[person], held, handed, waiting, colleagues, guardians, choices] = await read([
    db
      .select({ person: people, unit: units.name })
      .from(people)
      .leftJoin(units, eq(units.id, people.unitId))
      .where(eq(people.login, login)),
    db
      .select({ post: posts, unit: units.name, others: others(today), isPassing })
      .from(posts)
      .leftJoin(units, eq(units.id, posts.unitId))
      .where(and(eq(posts.personId, me), or(isNull(posts.untilOn), gte(posts.untilOn, today))))
      .orderBy(asc(posts.id)),
    db
      .select({
        id: assignments.id,
        planId: assignments.planId,
        taskId: assignments.taskId,
        unitId: assignments.unitId,
        version: assignments.version,
      })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .where(and(eq(assignments.handlerId, me), isUnfinished(), isRunning())),
    db
      .select({
        reports: sql<number>`count(*) filter (where o.what in ('report', 'resubmission'))`,
        rectifications: sql<number>`count(*) filter (where o.what = 'rectification')`,
        notices: sql<number>`count(*) filter (where o.what = 'notice')`,
      })
      .from(sql`(${owedOn(today, { units: unitsOf })}) o`),
    colleaguesIn({ db }, sql`(select unit_id from posts where person_id = ${me} and unit_id is not null)`, today),
    guards({ db }),
    unitChoices({ db }),
  ])
  if (!person) return null
  return {
    ...person,
    posts: held.map(({ post, ...more }) => ({
      ...post,
      ...more,
      others: JSON.parse(more.others) as { id: number; name: string }[],
    })),
    handed,
    waiting: waiting[0] ?? { reports: 0, rectifications: 0, notices: 0 },
    colleagues: colleagues.filter(({ id }) => id !== person.person.id),
    guards: guardians.filter(({ personId }) => personId !== person.person.id),
    units: choices,
  }
}

export type Leaver = NonNullable<Awaited<ReturnType<typeof leaverOf>>>
export type LeaverPost = Leaver["posts"][number]
