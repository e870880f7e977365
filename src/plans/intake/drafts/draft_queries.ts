import { and, asc, desc, eq, getTableColumns, inArray, or, type SQL, sql } from "drizzle-orm"
import { alias, type SQLiteColumn } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  assignments,
  events,
  type PlanDraft,
  people,
  planDrafts,
  planSources,
  plans,
  rememberedUnits,
  sections,
  tasks,
  units,
} from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import { unitsWithoutLiaison } from "#src/office/people/mending_queries.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { consultationsOf, opinionsOnDraft } from "#src/plans/consultations/queries.ts"
import type { DraftReading } from "#src/plans/intake/reading/draft_reading.ts"
import { readingsOf } from "#src/plans/intake/reading/kept_readings.ts"
import { documentSubject } from "#src/plans/plan/commands.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { runningRound } from "#src/plans/rounds/queries.ts"
import { piecesFrom } from "#src/trail/pieces.ts"
import { isRunning } from "#src/trail/scope.ts"
import { approvable } from "./approval_queries.ts"
import type { Answer, Step } from "./corrections.ts"
import { keptDocument } from "./shown.ts"

/** Drafts belong to the supervising office: whoever supervises for it may go on with them. */
const ofOffice = (actor: Actor) => inArray(planDrafts.unitId, unitsOf(actor, "supervisor"))

const MOST_DRAFTS = 50

/** 未下达的草稿, the latest first. One round trip. */
export async function draftsSeenBy({ db, read }: Database, actor: Actor) {
  const [rows] = await read([
    db
      .select({
        key: planDrafts.key,
        title: planDrafts.title,
        sourceName: planDrafts.sourceName,
        savedAt: planDrafts.savedAt,
        savedBy: people.name,
        state: planDrafts.state,
        opinion: planDrafts.opinion,
        updates: plans.title,
      })
      .from(planDrafts)
      .innerJoin(people, eq(people.id, planDrafts.savedById))
      .leftJoin(plans, eq(plans.id, planDrafts.planId))
      .where(ofOffice(actor))
      .orderBy(desc(planDrafts.savedAt))
      .limit(MOST_DRAFTS),
  ])
  return rows
}

/** All names that units of the directory go by. One round trip. */
export async function namesKnown({ db, read }: Database): Promise<string[]> {
  const [rows] = await read([
    db
      .select({ name: units.name, shortName: units.shortName, aliases: units.aliases })
      .from(units)
      .where(eq(units.active, true)),
  ])
  return rows.flatMap(({ name, shortName, aliases }) => [name, shortName, ...aliases])
}

export type ListedDraft = Awaited<ReturnType<typeof draftsSeenBy>>[number]

export type FoundDraft = Omit<PlanDraft, "reading" | "steps"> & { reading: DraftReading; steps: Step[] }

const { reading: _, ...columnsOfDraft } = getTableColumns(planDrafts)

const sources = alias(planSources, "sources")

const nameOf = (personId: SQL | SQLiteColumn) =>
  sql<string | null>`(select p.name from people p where p.id = ${personId})`

/**
 * A draft with the directory, earlier answers, and the plans that the same document has already become: for its office,
 * and while it waits for 审定 for whoever is named to approve it. One round trip.
 */
export async function findDraft(
  { db, read, client }: Database,
  actor: Actor,
  key: string,
  { today, approver }: { today: string; approver: PlanApprover },
) {
  const readings = readingsOf(client)
  const known = readings.get(key)
  const draft = db
    .select({
      draft: columnsOfDraft,
      // As text: its length says what keeping it takes. One that is known is not fetched again.
      reading: sql<string>`${known ? sql`''` : planDrafts.reading}`,
      office: units.name,
      submittedBy: nameOf(planDrafts.submittedById),
      judgedBy: nameOf(planDrafts.judgedById),
    })
    .from(planDrafts)
    .innerJoin(units, eq(units.id, planDrafts.unitId))
    .where(and(eq(planDrafts.key, key), or(ofOffice(actor), approvable({ ...deciderOf(actor), approver }))))
  const targetId = sql`(select plan_id from plan_drafts where key = ${key})`
  const [
    found,
    directory,
    remembered,
    same,
    editions,
    target,
    headings,
    taskRows,
    parts,
    [running],
    gaps,
    consulted,
    said,
  ] = await read([
    draft,
    db.select().from(units).orderBy(asc(units.position), asc(units.id)),
    db.select().from(rememberedUnits),
    db
      .select({ id: plans.id, title: plans.title, issuedOn: plans.issuedOn, sha256: planDrafts.sha256 })
      .from(planDrafts)
      .innerJoin(
        plans,
        or(
          sql`${plans.title} = ${planDrafts.title} and ${planDrafts.title} <> ''`,
          sql`exists (select 1 from plan_sources s where s.plan_id = ${plans.id} and s.sha256 = ${planDrafts.sha256})`,
        ),
      )
      .where(
        and(
          eq(planDrafts.key, key),
          isRunning(),
          inArray(plans.supervisingUnitId, unitsOf(actor, "supervisor")),
          sql`${plans.id} is not ${planDrafts.predecessorId}`,
        ),
      )
      .orderBy(desc(plans.id)),
    db
      .select({ n: sql<number>`count(*)` })
      .from(planDrafts)
      .innerJoin(events, eq(events.subject, sql`${documentSubject("")} || ${planDrafts.sha256}`))
      .where(eq(planDrafts.key, key)),
    db.select().from(plans).where(eq(plans.id, targetId)),
    db.select().from(sections).where(eq(sections.planId, targetId)).orderBy(asc(sections.position)),
    db.select().from(tasks).where(eq(tasks.planId, targetId)).orderBy(asc(tasks.ordinal)),
    db
      .select({ assignment: assignments, name: units.name })
      .from(assignments)
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(eq(assignments.planId, targetId))
      .orderBy(asc(assignments.taskId), asc(assignments.position)),
    runningRound({ db }, targetId, {}),
    unitsWithoutLiaison({ db }, today),
    consultationsOf({ db }, { draft: key }),
    opinionsOnDraft({ db }, key),
  ])
  const [row] = found
  if (!row) return null
  const [plan] = target
  return {
    draft: {
      ...row.draft,
      reading: known ?? readings.keep(key, row.reading),
      steps: row.draft.steps as Step[],
    } satisfies FoundDraft,
    office: row.office,
    submittedBy: row.submittedBy,
    judgedBy: row.judgedBy,
    directory,
    remembered: new Map(remembered.map(({ name, answer }) => [name, answer as Answer])),
    same: same.map(({ id, title, issuedOn }) => ({ id, title, issuedOn })),
    editions: editions[0]?.n ?? 0,
    /** As what it was shown to units, and what they said the last time. */
    consultations: consulted,
    said: said.map(({ document, ...one }) => ({ ...one, document: keptDocument(document) })),
    /** Units of the directory that nobody would be asked for. */
    gaps,
    target: plan ? { plan, sections: headings, tasks: taskRows, parts, running: running ?? null } : null,
  }
}

export type Found = NonNullable<Awaited<ReturnType<typeof findDraft>>>
export type Target = NonNullable<Found["target"]>

/** A plan with all that a successor takes over, and its predecessor's tasks; null when the actor may not see it. */
export async function planToCarry({ db, read }: Database, actor: Actor, planId: number) {
  const own = eq(tasks.planId, planId)
  const before = eq(tasks.planId, sql`(select predecessor_id from plans where id = ${planId})`)
  const [found, rows, parts, lastYear, lastRows, lastParts] = await read([
    db
      .select()
      .from(plans)
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    taskRowsOf(db, own),
    partsOfTasks(db, own),
    db
      .select()
      .from(plans)
      .where(and(eq(plans.id, sql`(select predecessor_id from plans where id = ${planId})`), visibleTo(actor))),
    taskRowsOf(db, before),
    partsOfTasks(db, before),
  ])
  const [plan] = found
  const [predecessor] = lastYear
  if (!plan) return null
  return {
    plan,
    tasks: withParts(rows, parts),
    predecessor: predecessor ? { plan: predecessor, tasks: withParts(lastRows, lastParts) } : null,
  }
}

export type Carried = NonNullable<Awaited<ReturnType<typeof planToCarry>>>

const taskRowsOf = (db: Database["db"], where: ReturnType<typeof eq>) =>
  db
    .select({ task: tasks, section: sections.text })
    .from(tasks)
    .leftJoin(sections, eq(sections.id, tasks.sectionId))
    .where(where)
    .orderBy(asc(tasks.ordinal))

const partsOfTasks = (db: Database["db"], where: ReturnType<typeof eq>) =>
  db
    .select({
      taskId: assignments.taskId,
      unitId: assignments.unitId,
      name: units.name,
      role: assignments.role,
      state: assignments.state,
    })
    .from(tasks)
    .innerJoin(assignments, eq(assignments.taskId, tasks.id))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(where)
    .orderBy(asc(tasks.ordinal), asc(assignments.position))

function withParts(rows: Awaited<ReturnType<typeof taskRowsOf>>, parts: Awaited<ReturnType<typeof partsOfTasks>>) {
  return rows.map(({ task, section }) => ({
    ...task,
    section,
    parts: parts.filter(({ taskId }) => taskId === task.id),
  }))
}

/** The file a plan was last read from, with its first bytes. */
export async function sourceOf(database: Database, actor: Actor, planId: number) {
  const { db, read } = database
  const newest = sql`(select max(id) from plan_sources where plan_id = ${planId})`
  const [found, first] = await read([
    db
      .select({ source: sources })
      .from(sources)
      .innerJoin(plans, eq(plans.id, sources.planId))
      .where(and(eq(sources.id, newest), visibleTo(actor))),
    piecesFrom(database, { sourceId: newest }),
  ])
  const [row] = found
  return row ? { ...row.source, first: first.map(({ bytes }) => bytes) } : null
}
