import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  conclusions,
  dutyTexts,
  events,
  inspectionDraws,
  inspectionItems,
  inspectionMembers,
  inspections,
  type NoticeKind,
  type NoticeState,
  people,
  plans,
  tasks,
  units,
} from "#db/schema.ts"
import { not, stateOf } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader, unitsOf } from "#src/office/people/actor.ts"
import { type Deciding, deciderOf } from "#src/office/people/decider.ts"
import { holdersOf } from "#src/office/people/queries.ts"
import { namedUnit, planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isTerminated } from "#src/plans/assignments/scope.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { isWithdrawn, visibleTo } from "#src/plans/plan/scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isBelow, secondId } from "#src/reports/evidence/scope.ts"
import { isIssued, isKept } from "#src/supervision/notices/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { subjectOf, toldColumns } from "#src/trail/subjects.ts"
import type { YearRow } from "#src/year/duties/frame_queries.ts"
import { yearTask, yearThings } from "./frames.ts"
import { isDraft, isObjected, isUnderway, isUnread } from "./scope.ts"

const json = (values: readonly number[]) => sql`(select value from json_each(${JSON.stringify(values)}))`

/** `seesInspection` as a condition on `inspections`. */
export const seesWhole = (actor: Actor): SQL =>
  isAdministrator(actor)
    ? sql`0`
    : sql`(${inspections.officeId} in ${json(unitsOf(actor, "supervisor"))}
        or (${isLeader(actor) ? 1 : 0} and ${not(isDraft())}))`

/** A unit's own part, once it is returned; nothing of a plan that was withdrawn. */
const seesPart = (actor: Actor): SQL => sql`exists (select 1 from ${conclusions}
  where ${conclusions.inspectionId} = ${inspections.id} and ${conclusions.unitId} in ${json(unitsSeenFrom(actor))}
    and not exists (select 1 from plans p where p.id = ${inspections.planId} and ${isWithdrawn(stateOf("p"))}))`

export const visibleInspections = (actor: Actor): SQL =>
  isAdministrator(actor) ? sql`0` : (or(seesWhole(actor), seesPart(actor)) ?? sql`0`)

const teamLeader = alias(people, "team_leader")

const inspectionRow = {
  inspection: inspections,
  plan: { ...planRules, title: plans.title },
  leader: teamLeader.name,
  draftedBy: sql<string>`(select name from people where id = ${inspections.draftedById})`,
  concludedBy: sql<string | null>`(select name from people where id = ${inspections.concludedById})`,
}

const rows = ({ db }: Pick<Database, "db">) =>
  db
    .select(inspectionRow)
    .from(inspections)
    .innerJoin(plans, eq(plans.id, inspections.planId))
    .innerJoin(teamLeader, eq(teamLeader.id, inspections.leaderId))

/** Assignments of one unit are the whole of it for that unit: other units' rows do not exist. */
export const partSeen = (actor: Actor, unitId: SQL) =>
  sql`(${seesWhole(actor)} or ${unitId} in ${json(unitsSeenFrom(actor))})`

/** What a draft may reach of the year: it stands in a wing above. */
type YearFrame = (database: Database, actor: Actor, id: number) => PromiseLike<YearRow[]> & BatchItem<"sqlite">

/** One inspection with everything the actor may see of it; null when that is nothing. One round trip. */
export async function findInspection(
  database: Database,
  actor: Actor,
  id: number,
  today: string,
  yearFrame: YearFrame,
) {
  const { db, read } = database
  const [[found], members, items, draws, returned, parts, yearRows, rectifications, [whole], trail, staff, files] =
    await read([
      rows(database).where(and(eq(inspections.id, id), visibleInspections(actor))),
      db
        .select({ id: people.id, name: people.name })
        .from(inspectionMembers)
        .innerJoin(people, eq(people.id, inspectionMembers.personId))
        .where(eq(inspectionMembers.inspectionId, id))
        .orderBy(asc(people.id)),
      db
        .select({
          item: inspectionItems,
          unit: namedUnit,
          task: taskColumns,
          role: assignments.role,
          state: assignments.state,
          foundBy: sql<string | null>`(select name from people where id = ${inspectionItems.foundById})`,
          content: dutyTexts.content,
          /** Other open inspections of the same: of an assignment the same task and unit. */
          elsewhere: sql<string | null>`(select group_concat(distinct o.title) from inspections o
          join inspection_items i on i.inspection_id = o.id left join assignments b on b.id = i.assignment_id
          where o.id <> ${id} and ${isUnderway(stateOf("o"))} and (i.assignment_id = ${inspectionItems.assignmentId}
            or (b.task_id = ${assignments.taskId} and b.unit_id = ${assignments.unitId})))`,
        })
        .from(inspectionItems)
        .innerJoin(inspections, eq(inspections.id, inspectionItems.inspectionId))
        .leftJoin(assignments, eq(assignments.id, inspectionItems.assignmentId))
        .leftJoin(tasks, eq(tasks.id, assignments.taskId))
        .innerJoin(units, eq(units.id, sql`coalesce(${inspectionItems.unitId}, ${assignments.unitId})`))
        .leftJoin(
          dutyTexts,
          and(eq(dutyTexts.dutyId, inspectionItems.dutyId), eq(dutyTexts.number, inspectionItems.textNumber)),
        )
        .where(and(eq(inspectionItems.inspectionId, id), partSeen(actor, sql`${units.id}`)))
        .orderBy(
          sql`${assignments.id} is null`,
          asc(units.position),
          asc(units.id),
          asc(tasks.ordinal),
          asc(inspectionItems.assignmentId),
        ),
      db
        .select({ draw: inspectionDraws, by: people.name })
        .from(inspectionDraws)
        .innerJoin(people, eq(people.id, inspectionDraws.byId))
        .innerJoin(inspections, eq(inspections.id, inspectionDraws.inspectionId))
        .where(and(eq(inspectionDraws.inspectionId, id), seesWhole(actor)))
        .orderBy(desc(inspectionDraws.number)),
      db
        .select({
          conclusion: conclusions,
          unit: namedUnit,
          objectedBy: sql<string | null>`(select name from people where id = ${conclusions.objectedById})`,
          decidedBy: sql<string | null>`(select name from people where id = ${conclusions.decidedById})`,
        })
        .from(conclusions)
        .innerJoin(inspections, eq(inspections.id, conclusions.inspectionId))
        .innerJoin(units, eq(units.id, conclusions.unitId))
        .where(and(eq(conclusions.inspectionId, id), partSeen(actor, sql`${units.id}`)))
        .orderBy(asc(units.position), asc(units.id)),
      // What may be chosen and drawn from, while it is a draft.
      db
        .select({
          id: assignments.id,
          role: assignments.role,
          state: assignments.state,
          unit: unitColumns,
          task: taskColumns,
        })
        .from(assignments)
        .innerJoin(tasks, eq(tasks.id, assignments.taskId))
        .innerJoin(units, eq(units.id, assignments.unitId))
        .innerJoin(inspections, and(eq(inspections.id, id), eq(inspections.planId, assignments.planId)))
        .where(and(isDraft(), not(isTerminated()), eq(units.active, true), seesWhole(actor)))
        .orderBy(asc(units.position), asc(units.id), asc(tasks.ordinal)),
      yearFrame(database, actor, id),
      db
        .select({
          id: sql<number>`n.id`,
          unitId: sql<number>`n.unit_id`,
          kind: sql<NoticeKind>`n.kind`,
          year: sql<number | null>`n.year`,
          number: sql<number | null>`n.number`,
          title: sql<string>`n.title`,
          state: sql<NoticeState>`n.state`,
          dueBy: sql<string>`n.due_by`,
        })
        .from(sql`notices n`)
        .innerJoin(inspections, eq(inspections.id, sql`n.inspection_id`))
        .where(
          and(
            eq(inspections.id, id),
            isKept(stateOf("n")),
            sql`(${inspections.officeId} in ${json(unitsOf(actor, "supervisor"))} or (${isIssued(stateOf("n"))}
            and ${partSeen(actor, sql`n.unit_id`)}))`,
          ),
        ),
      db
        .select({ whole: seesWhole(actor).mapWith(Boolean) })
        .from(inspections)
        .where(eq(inspections.id, id)),
      db
        .select(toldColumns)
        .from(events)
        .innerJoin(inspections, eq(inspections.id, id))
        .where(
          and(
            seesWhole(actor),
            sql`(${events.subject} = ${`inspection:${id}`} or ${events.subject} in (
            select 'conclusion:' || inspection_id || '/' || unit_id from conclusions where inspection_id = ${id}))`,
          ),
        )
        .orderBy(desc(events.id)),
      holdersOf(database, ["supervisor"], today),
      db
        .select({ ...fileColumns, assignmentId: secondId })
        .from(attachments)
        .innerJoin(inspections, isBelow(subjectOf("inspection", inspections.id)))
        .where(and(eq(inspections.id, id), isNull(attachments.removedAt), partSeen(actor, sql`${attachments.unitId}`)))
        .orderBy(asc(attachments.id)),
    ])
  if (!found) return null
  const seesAll = whole?.whole ?? false
  const all = items.map(({ content, task, ...one }) => ({ ...one, task: task ?? yearTask(content) }))
  return {
    ...found,
    // The conclusion over all and other inspections are not for a unit that sees its own part.
    inspection: seesAll ? found.inspection : { ...found.inspection, conclusion: "" },
    members,
    items: seesAll ? all : all.map((item) => ({ ...item, elsewhere: null })),
    draws,
    conclusions: returned,
    parts,
    /** What may be chosen and drawn from: assignments, and what of the year has none. */
    frame: [
      ...parts.map((part) => ({ ...part, of: "part" as const, why: null, subject: {} })),
      ...yearThings(yearRows),
    ],
    rectifications,
    files,
    seesAll,
    trail,
    staff: staff.filter(({ unitId }) => unitId === found.inspection.officeId),
  }
}

export type FoundInspection = NonNullable<Awaited<ReturnType<typeof findInspection>>>
export type InspectedItem = FoundInspection["items"][number]
export type ReturnedConclusion = FoundInspection["conclusions"][number]

/** A plan for which somebody plans an inspection, with the office's supervisors of today. */
export async function planToInspect(database: Database, actor: Actor, planId: number, today: string) {
  const { db, read } = database
  const [[found], staff] = await read([
    db
      .select({ plan: { ...planRules, title: plans.title } })
      .from(plans)
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    holdersOf(database, ["supervisor"], today),
  ])
  return found ? { ...found, staff: staff.filter(({ unitId }) => unitId === found.plan.supervisingUnitId) } : null
}

export type PlanToInspect = NonNullable<Awaited<ReturnType<typeof planToInspect>>>

const LISTED = 100

/** The unit of an item `i`, whether it is an assignment `a` or not. */
export const ITS_UNIT = sql`coalesce(i.unit_id, a.unit_id)`

/** Inspections that the actor sees, of one plan or of all that run, the newest first. */
export const inspectionsListed = (database: Pick<Database, "db">, actor: Actor, planId: number | null) =>
  database.db
    .select({
      id: inspections.id,
      planId: inspections.planId,
      planTitle: plans.title,
      title: inspections.title,
      type: inspections.type,
      state: inspections.state,
      fromOn: inspections.fromOn,
      untilOn: inspections.untilOn,
      leader: teamLeader.name,
      items: sql<number>`(select count(*) from inspection_items i left join assignments a on a.id = i.assignment_id
        where i.inspection_id = ${inspections.id} and ${partSeen(actor, ITS_UNIT)})`,
      problems: sql<number>`(select count(*) from inspection_items i left join assignments a on a.id = i.assignment_id
        where i.inspection_id = ${inspections.id} and i.verdict is not null and i.verdict <> 'true'
          and ${partSeen(actor, ITS_UNIT)})`,
      objected: sql<number>`(select count(*) from conclusions c
        where c.inspection_id = ${inspections.id} and ${isObjected(stateOf("c"))} and ${partSeen(actor, sql`c.unit_id`)})`,
    })
    .from(inspections)
    .innerJoin(plans, eq(plans.id, inspections.planId))
    .innerJoin(teamLeader, eq(teamLeader.id, inspections.leaderId))
    .where(and(visibleInspections(actor), planId === null ? isRunning() : eq(inspections.planId, planId)))
    .orderBy(desc(inspections.id))
    .limit(LISTED)

export type ListedInspection = Awaited<ReturnType<typeof inspectionsListed>>[number]

/** Conclusions that a unit has not read yet, for 我的待办. */
export const unreadConclusions = ({ db }: Pick<Database, "db">, unitIds: readonly number[]) =>
  db
    .select({
      id: inspections.id,
      title: inspections.title,
      unit: units.name,
      objectBy: conclusions.objectBy,
    })
    .from(conclusions)
    .innerJoin(inspections, eq(inspections.id, conclusions.inspectionId))
    .innerJoin(plans, eq(plans.id, inspections.planId))
    .innerJoin(units, eq(units.id, conclusions.unitId))
    .where(and(isUnread(), isRunning(), inArray(conclusions.unitId, [...unitIds, 0])))
    .orderBy(asc(inspections.id))

/**
 * Objections that wait for somebody who took no part (`mayDecide` in SQL), as a condition on `conclusions` with their
 * inspection: the team does not change after the opening, and whoever found something belongs to it.
 */
export const decidable = ({ me, leads, supervised, spokenFor }: Deciding): SQL => sql`(${isObjected()}
  and (${inspections.officeId} in (select value from json_each(${supervised})) or (${leads} and ${not(isDraft())}))
  and not exists (select 1 from inspection_members m where m.inspection_id = ${inspections.id} and m.person_id = ${me})
  and ${me} not in (${inspections.draftedById}, coalesce(${inspections.concludedById}, 0))
  and not exists (select 1 from inspection_draws d where d.inspection_id = ${inspections.id} and d.by_id = ${me})
  and ${conclusions.objectedById} <> ${me}
  and ${conclusions.unitId} not in (select value from json_each(${spokenFor})))`

export const objectionsToDecide = ({ db }: Pick<Database, "db">, actor: Actor) =>
  db
    .select({
      id: inspections.id,
      title: inspections.title,
      unit: units.name,
      unitId: units.id,
      decideBy: conclusions.decideBy,
    })
    .from(conclusions)
    .innerJoin(inspections, eq(inspections.id, conclusions.inspectionId))
    .innerJoin(plans, eq(plans.id, inspections.planId))
    .innerJoin(units, eq(units.id, conclusions.unitId))
    .where(and(decidable(deciderOf(actor)), isRunning()))
    .orderBy(asc(conclusions.decideBy), asc(inspections.id))
