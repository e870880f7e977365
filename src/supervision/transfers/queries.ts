import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { assignments, drafts, dues, notices, plans, proposals, reports, rounds, tasks, units } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { isOfPart, isOpen as isProposalOpen, partId } from "#src/confirming/scope.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { awaitsAnswer, isReportOwed, joined, unreported } from "#src/owing/scope.ts"
import { isAsked, isAskedFor } from "#src/plans/assignments/deadline_scope.ts"
import { isTerminated, isUnfinished } from "#src/plans/assignments/scope.ts"
import { isUnderway } from "#src/supervision/inspections/scope.ts"
import { isOpen } from "#src/supervision/notices/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { howOf, isCarried } from "./rules.ts"
import { isOpenNotice, isOpenPart, isOrphanedNotice, isOrphanedPart } from "./scope.ts"

/**
 * What a unit has to do and who stands for it, as numbers without a name or a word: they are for the 系统管理员, who sees
 * no plan, before the unit is put out of use. One round trip.
 */
export async function openWorkOf({ db, read }: Database, unitId: number, today: string) {
  const unfinished = sql`from assignments a join plans p on p.id = a.plan_id
    where a.unit_id = ${unitId} and ${isUnfinished(stateOf("a"))} and ${isRunning(stateOf("p"))}`
  const ofNotices = sql`from notices n join plans p on p.id = n.plan_id where n.unit_id = ${unitId} and ${isRunning(stateOf("p"))}`
  const inForce = sql`s.from_on <= ${today} and (s.until_on is null or s.until_on >= ${today})`
  const [[found]] = await read([
    db
      .select({
        parts: sql<number>`(select count(*) ${unfinished})`,
        plans: sql<number>`(select count(distinct a.plan_id) ${unfinished})`,
        reports: sql<number>`(select count(*) from ${joined}
          where ${unreported({ units: sql`(${unitId})` })} and dues.unit_id = ${unitId} and ${isReportOwed(today)})`,
        awaited: sql<number>`(select count(*) ${ofNotices} and ${awaitsAnswer(stateOf("n"))})`,
        notices: sql<number>`(select count(*) ${ofNotices} and ${isOpen(stateOf("n"))})`,
        extensions: sql<number>`(select count(*) from extensions e where e.unit_id = ${unitId} and ${isAsked(stateOf("e"))})`,
        /** Plans that it supervises itself. */
        supervised: sql<number>`(select count(*) from plans p where p.supervising_unit_id = ${unitId} and ${isRunning(stateOf("p"))})`,
        posts: sql<number>`(select count(*) from posts s where s.unit_id = ${unitId} and ${inForce})`,
        lower: sql<number>`(select count(*) from units l where l.parent_id = ${unitId} and l.active)`,
      })
      .from(units)
      .where(eq(units.id, unitId)),
  ])
  if (!found) throw new Error("open work of a unit that is not there")
  return found
}

export type OpenWork = Awaited<ReturnType<typeof openWorkOf>>

export const isNothing = (work: OpenWork): boolean => Object.values(work).every((n) => n === 0)

/** Which of it somebody looks at: conditions on `assignments` and on `notices`, each joined with its plan. */
export type Orphans = { parts: SQL | undefined; notices: SQL | undefined }

const orphans = (within: Orphans) => sql`(
  select ${assignments.unitId} unit_id, ${assignments.planId} plan_id, 1 part
  from ${assignments} join ${plans} on ${plans.id} = ${assignments.planId} where ${and(isOrphanedPart, within.parts)}
  union all
  select ${notices.unitId}, ${notices.planId}, 0
  from ${notices} join ${plans} on ${plans.id} = ${notices.planId} where ${and(isOrphanedNotice, within.notices)})`

/** 待移交: the units that are no more, with how much of theirs is open. For the desk. */
export const unitsToTransfer = ({ db }: Pick<Database, "db">, within: Orphans, limit: number) =>
  db
    .select({
      unit: { id: units.id, name: units.name, shortName: units.shortName },
      successor: sql<string | null>`(select s.name from units s where s.id = units.successor_id)`,
      parts: sql<number>`sum(o.part)`,
      notices: sql<number>`sum(1 - o.part)`,
      plans: sql<number>`count(distinct o.plan_id)`,
    })
    .from(sql`${orphans(within)} o`)
    .innerJoin(units, eq(units.id, sql`o.unit_id`))
    .groupBy(units.id)
    .orderBy(asc(units.position), asc(units.id))
    .limit(limit)

export type UnitToTransfer = Awaited<ReturnType<typeof unitsToTransfer>>[number]

export const countToTransfer = (within: Orphans): SQL<number> =>
  sql<number>`(select count(distinct o.unit_id) from ${orphans(within)} o)`

const planColumns = { id: plans.id, title: plans.title, supervisingUnitId: plans.supervisingUnitId }

/** A 初核 of this or of an extension of it waits for its 复核: until that is decided it stays where it is. */
const isHeld = (about: SQL, extension: SQL) =>
  sql<boolean>`exists (select 1 from ${proposals} where ${isProposalOpen()} and (${about}
    or ${proposals.subject} in (select ${subjectOf("extension", sql`e.id`)} from extensions e where ${extension})))`.mapWith(
    Boolean,
  )

/**
 * What a unit has open in the plans that the actor's office follows up, and what another unit has of its own in the same
 * tasks and rounds: everything that a 移交 is shown and done by. One round trip. `to`: the unit that is to take over; the
 * named successor where none is asked for. Null: there is no such unit.
 */
export async function transferOf({ db, read }: Database, actor: Actor, unitId: number, asked: number | null) {
  const supervised = inArray(plans.supervisingUnitId, [...unitsOf(actor, "supervisor"), -1])
  const target = sql<number | null>`(select u.id from units u where u.active and u.id <> ${unitId}
    and u.id = coalesce(${asked}, (select successor_id from units where id = ${unitId})))`
  const open = sql`(select ${assignments.id} from ${assignments} join ${plans} on ${plans.id} = ${assignments.planId}
    where ${assignments.unitId} = ${unitId} and ${and(isOpenPart, supervised)})`
  const running = sql`(select r.id from rounds r where r.cut_off_at is null)`
  const own = alias(assignments, "own")
  const [found, directory, parts, owns, inRounds, ownRounds, demands, [stays]] = await read([
    db.select({ unit: units, toId: target }).from(units).where(eq(units.id, unitId)),
    db
      .select({ id: units.id, name: units.name, shortName: units.shortName })
      .from(units)
      .where(eq(units.active, true))
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({
        assignment: assignments,
        task: {
          id: tasks.id,
          ordinal: tasks.ordinal,
          label: tasks.label,
          text: tasks.text,
          deadline: tasks.deadline,
          dueBy: tasks.dueBy,
        },
        plan: planColumns,
        proposed: isHeld(
          sql`${isOfPart()} and ${partId} = ${assignments.id}`,
          sql`e.assignment_id = ${assignments.id}`,
        ),
        extensionAsked: sql<boolean>`${isAskedFor}`.mapWith(Boolean),
      })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .where(and(eq(assignments.unitId, unitId), isOpenPart, supervised))
      .orderBy(asc(plans.id), asc(tasks.ordinal)),
    db
      .select({
        id: own.id,
        taskId: own.taskId,
        state: own.state,
        version: own.version,
        role: own.role,
        position: own.position,
      })
      .from(own)
      .where(and(eq(own.unitId, target), sql`${own.taskId} in (select task_id from assignments where id in ${open})`)),
    db
      .select({
        assignmentId: dues.assignmentId,
        round: { id: rounds.id, number: rounds.number, name: rounds.name, dueBy: rounds.dueBy },
        report: reports,
        hasDraft: sql<boolean>`${drafts.revision} is not null`.mapWith(Boolean),
      })
      .from(dues)
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .leftJoin(reports, and(eq(reports.assignmentId, dues.assignmentId), eq(reports.roundId, dues.roundId)))
      .leftJoin(drafts, and(eq(drafts.assignmentId, dues.assignmentId), eq(drafts.roundId, dues.roundId)))
      .where(and(sql`${dues.assignmentId} in ${open}`, sql`${dues.roundId} in ${running}`))
      .orderBy(asc(rounds.dueBy), asc(rounds.id)),
    db
      .select({
        assignmentId: own.id,
        roundId: sql<number>`r.id`,
        due: sql<boolean>`exists (select 1 from dues d where d.round_id = r.id and d.assignment_id = ${own.id})`.mapWith(
          Boolean,
        ),
        hasDraft:
          sql<boolean>`exists (select 1 from drafts d where d.round_id = r.id and d.assignment_id = ${own.id})`.mapWith(
            Boolean,
          ),
        state: reports.state,
        version: reports.version,
      })
      .from(own)
      .innerJoin(sql`rounds r`, sql`r.plan_id = ${own.planId} and r.cut_off_at is null`)
      .leftJoin(reports, and(eq(reports.assignmentId, own.id), sql`${reports.roundId} = r.id`))
      .where(and(eq(own.unitId, target), sql`${own.taskId} in (select task_id from assignments where id in ${open})`)),
    db
      .select({
        notice: notices,
        plan: planColumns,
        proposed: isHeld(eq(proposals.subject, subjectOf("notice", notices.id)), sql`e.notice_id = ${notices.id}`),
      })
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      .where(and(eq(notices.unitId, unitId), isOpenNotice, supervised))
      .orderBy(asc(plans.id), asc(notices.id)),
    db
      .select({
        closed: sql<number>`(select count(*) from assignments a where a.unit_id = ${unitId} 
          and not ${isUnfinished(stateOf("a"))} and not ${isTerminated(stateOf("a"))})`,
        inspections: sql<number>`(select count(distinct i.inspection_id) from inspection_items i
          join inspections n on n.id = i.inspection_id and ${isUnderway(stateOf("n"))}
          join assignments a on a.id = i.assignment_id where a.unit_id = ${unitId})`,
      })
      .from(sql`(select 1)`),
  ])
  const [row] = found
  if (!row) return null
  return {
    unit: row.unit,
    to: directory.find(({ id }) => id === row.toId) ?? null,
    choices: directory.filter(({ id }) => id !== unitId),
    parts: parts.map(({ ...part }) => {
      const mine = owns.find(({ taskId }) => taskId === part.task.id) ?? null
      const how = howOf(mine)
      const inRound = (roundId: number) =>
        ownRounds.find((one) => one.assignmentId === mine?.id && one.roundId === roundId)
      const asking = inRounds.filter(({ assignmentId }) => assignmentId === part.assignment.id)
      return {
        ...part,
        own: mine,
        how,
        rounds: asking.map(({ round, report, hasDraft }) => {
          const its = inRound(round.id) ?? null
          return { round, report, hasDraft, own: its, carried: isCarried(how, its) }
        }),
      }
    }),
    notices: demands,
    stays: stays ?? { closed: 0, inspections: 0 },
  }
}

export type Transfer = NonNullable<Awaited<ReturnType<typeof transferOf>>>
export type TransferPart = Transfer["parts"][number]
export type TransferNotice = Transfer["notices"][number]
