import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { assignments, extensions, notices, people, plans, proposals, tasks, units } from "#db/schema.ts"
import { isOpen as isProposalOpen } from "#src/confirming/scope.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { doneYear, isAsked, latestGranted } from "#src/plans/assignments/deadline_scope.ts"
import { namedUnit, planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"

const asker = alias(people, "asker")

/** What an extension is about, in words that its lists show. */
const aboutColumns = {
  ordinal: tasks.ordinal,
  label: tasks.label,
  text: tasks.text,
  taskId: tasks.id,
  noticeTitle: notices.title,
  noticeKind: notices.kind,
  noticeYear: notices.year,
  noticeNumber: notices.number,
}

const wholeRow = {
  extension: extensions,
  /** Of the assignment or notice, whose events an extension's are. */
  version: sql<number>`coalesce(${assignments.version}, ${notices.version})`,
  /** Where the assignment or notice stands now. */
  targetState: sql<string>`coalesce(${assignments.state}, ${notices.state})`,
  plan: planRules,
  unit: namedUnit,
  about: aboutColumns,
  askedBy: asker.name,
  decidedBy: sql<string | null>`(select name from people where id = ${extensions.decidedById})`,
  proposal: proposals,
  proposedBy: sql<string | null>`(select name from people where id = ${proposals.proposedById})`,
}

const rows = ({ db }: Pick<Database, "db">) =>
  db
    .select(wholeRow)
    .from(extensions)
    .innerJoin(plans, eq(plans.id, extensions.planId))
    .innerJoin(units, eq(units.id, extensions.unitId))
    .innerJoin(asker, eq(asker.id, extensions.askedById))
    .leftJoin(assignments, eq(assignments.id, extensions.assignmentId))
    .leftJoin(tasks, eq(tasks.id, assignments.taskId))
    .leftJoin(notices, eq(notices.id, extensions.noticeId))
    .leftJoin(proposals, and(eq(proposals.subject, subjectOf("extension", extensions.id)), isProposalOpen()))

/** One request for an extension with what it is about; null when there is nothing to see. */
export async function findExtension(database: Database, actor: Actor, id: number) {
  const [[found]] = await database.read([rows(database).where(and(eq(extensions.id, id), visibleTo(actor)))])
  return found ?? null
}

export type FoundExtension = NonNullable<Awaited<ReturnType<typeof findExtension>>>

/** All that were ever asked for one assignment or one notice, oldest first. */
export const extensionsOf = (database: Pick<Database, "db">, condition: SQL | undefined) =>
  rows(database).where(condition).orderBy(asc(extensions.id))

/** An assignment with the latest day that it was granted beyond its task's own; null when there is nothing to see. */
export async function findExtendable({ db, read }: Database, actor: Actor, assignmentId: number) {
  const [[found]] = await read([
    db
      .select({
        assignment: assignments,
        task: taskColumns,
        plan: planRules,
        unit: unitColumns,
        grantedBy: sql<string | null>`${latestGranted}`,
        doneYear: doneYear(),
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.id, assignmentId), visibleTo(actor))),
  ])
  return found ?? null
}

/** Requests in a queue of the desk, by a condition on `extensions` and `plans`; the oldest first. */
export const extensionsInQueue = (database: Pick<Database, "db">, condition: SQL | undefined, limit: number) =>
  rows(database).where(condition).orderBy(asc(extensions.askedAt), asc(extensions.id)).limit(limit)

export const countExtensions = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(extensions)
    .innerJoin(plans, eq(plans.id, extensions.planId))
    .where(condition)

/** The log of a plan's extensions, newest first. */
export const extensionLog = (
  database: Pick<Database, "db">,
  planId: number,
  condition: SQL | undefined,
  limit: number,
) =>
  rows(database)
    .where(and(eq(extensions.planId, planId), condition))
    .orderBy(desc(extensions.id))
    .limit(limit)

/** The request that is open for an assignment or a notice: there is never a second one. */
export const openExtension = ({ db }: Pick<Database, "db">, target: { assignmentId?: number; noticeId?: number }) =>
  db
    .select({ id: extensions.id })
    .from(extensions)
    .where(
      and(
        isAsked(),
        target.noticeId === undefined
          ? eq(extensions.assignmentId, target.assignmentId ?? 0)
          : eq(extensions.noticeId, target.noticeId),
      ),
    )
