import { and, asc, desc, eq, gt, gte, lte, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  drafts,
  dues,
  ledgerImportRows,
  ledgerImports,
  ledgerTakings,
  people,
  plans,
  reports,
  reportVersions,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { BUILT_IN, layoutFrom } from "#src/outward/ledger/layouts.ts"
import { officeLayouts } from "#src/outward/ledger/queries.ts"
import { deadlineBy } from "#src/plans/assignments/deadline_scope.ts"
import { planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { stillTaken } from "#src/plans/rounds/scope.ts"
import { usedBy } from "#src/reports/evidence/staging.ts"
import { current, currentColumns, isCurrent, roundColumns } from "#src/reports/report/queries.ts"
import { bytesOf, piecesFrom } from "#src/trail/pieces.ts"
import type { KeptRow } from "./kept_rows.ts"
import { broughtTo, isPending } from "./scope.ts"
import { toldFrom } from "./told.ts"

export const IMPORTS_A_PAGE = 20

/** Nobody comes here by a 填报链接. */
const seen = (actor: Actor, planId: number): SQL | undefined =>
  and(eq(plans.id, planId), actor.link ? sql`0` : visibleTo(actor))

const countOf = (outcome: "taken" | "left" | "refused") => sql<number>`(select count(*) from ledger_takings k
  where k.import_id = ${ledgerImports.id} and k.outcome = ${sql.raw(`'${outcome}'`)})`

const importColumns = {
  id: ledgerImports.id,
  name: ledgerImports.name,
  size: ledgerImports.size,
  sha256: ledgerImports.sha256,
  state: ledgerImports.state,
  asOffice: ledgerImports.asOffice,
  broughtById: ledgerImports.broughtById,
  broughtBy: people.name,
  broughtAt: ledgerImports.broughtAt,
  closedAt: ledgerImports.closedAt,
  unitId: ledgerImports.unitId,
  unit: units.shortName,
  round: rounds.name,
  version: ledgerImports.version,
  taken: countOf("taken"),
}

/** A plan with its rounds that have opened, and what has come back of its 台账; null where the actor sees no such plan. */
export async function importsOf(database: Database, actor: Actor, planId: number, page: number, today: string) {
  const { db, read } = database
  const here = seen(actor, planId)
  const [[found], opened, rows, [pending], [sent], saved] = await read([
    db.select({ plan: planRules }).from(plans).where(here),
    db
      .select({ id: rounds.id, number: rounds.number, name: rounds.name })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .where(and(here, lte(rounds.opensOn, today)))
      .orderBy(desc(rounds.number)),
    db
      .select(importColumns)
      .from(ledgerImports)
      .innerJoin(plans, eq(plans.id, ledgerImports.planId))
      .innerJoin(rounds, eq(rounds.id, ledgerImports.roundId))
      .innerJoin(people, eq(people.id, ledgerImports.broughtById))
      .leftJoin(units, eq(units.id, ledgerImports.unitId))
      .where(and(here, broughtTo(actor)))
      .orderBy(desc(ledgerImports.id))
      .limit(IMPORTS_A_PAGE + 1)
      .offset((page - 1) * IMPORTS_A_PAGE),
    db
      .select({ count: sql<number>`count(*)` })
      .from(ledgerImports)
      .innerJoin(plans, eq(plans.id, ledgerImports.planId))
      .where(and(isPending(), here, eq(ledgerImports.broughtById, actor.id), broughtTo(actor))),
    db
      .select({ count: sql<number>`count(*)`, bytes: sql<number>`coalesce(sum(${ledgerImports.size}), 0)` })
      .from(ledgerImports)
      .where(and(eq(ledgerImports.broughtById, actor.id), gte(ledgerImports.broughtAt, instant(today, 0)))),
    officeLayouts(database, { planId }),
  ])
  if (!found) return null
  return {
    ...found,
    rounds: opened,
    imports: rows.slice(0, IMPORTS_A_PAGE),
    page,
    hasMore: rows.length > IMPORTS_A_PAGE,
    pending: pending?.count ?? 0,
    /** What the actor has brought today, of any plan. */
    sent: sent ?? { count: 0, bytes: 0 },
    /** What the program's own layouts and the office's call their columns, also those that it has removed. */
    layouts: [...BUILT_IN, ...saved.map(layoutFrom)].map(({ columns }) => columns),
  }
}

export type Imports = NonNullable<Awaited<ReturnType<typeof importsOf>>>
export type ListedImport = Imports["imports"][number]

/** So many parts at a time: a plan may have thousands, and nobody is to wait for them. */
const PARTS_A_READ = 250

/** Flat: of ten thousand parts everything that is made of a row is made ten thousand times. */
const partColumns = {
  id: assignments.id,
  unitId: assignments.unitId,
  office: assignments.office,
  person: assignments.personInCharge,
  measures: assignments.measures,
  ordinal: tasks.ordinal,
  label: tasks.label,
  text: tasks.text,
  deadlineText: tasks.deadlineText,
  deadlineBy,
  reportState: reports.state,
  resubmitBy: reports.resubmitBy,
  headRemark: reports.headRemark,
  sentAchieved: current.achieved,
  sentProblems: current.problems,
  sentNextSteps: current.nextSteps,
  sentDifficulty: current.hasDifficulty,
  sentUnchanged: current.unchanged,
  achieved: drafts.achieved,
  problems: drafts.problems,
  nextSteps: drafts.nextSteps,
  hasDifficulty: drafts.hasDifficulty,
  unchanged: drafts.unchanged,
}
type OfParts = { planId: number; roundId: number }
type Given<Asked> = { readonly [K in keyof Asked & string]: Placeholder<K> }

const partsAfter = compiled(partColumns, (db, given: Given<OfParts & { after: number }>) =>
  db
    .select(partColumns)
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, given.roundId)))
    .leftJoin(current, isCurrent)
    .leftJoin(drafts, and(eq(drafts.assignmentId, assignments.id), eq(drafts.roundId, given.roundId)))
    .where(and(eq(assignments.planId, given.planId), gt(assignments.id, given.after)))
    .orderBy(asc(assignments.id))
    .limit(PARTS_A_READ),
)

const unitsIn = ({ db }: Database, planId: number) =>
  db
    .select({ id: units.id, name: units.name, shortName: units.shortName, aliases: units.aliases })
    .from(units)
    .where(sql`${units.id} in (select unit_id from assignments where plan_id = ${planId})`)

export type PartRow = Awaited<ReturnType<typeof partsAfter>>[number]
export type PartUnit = Awaited<ReturnType<typeof unitsIn>>[number]

/** All parts of a plan with what stands in each for a round, so many at a time; each time with the plan's units by id. */
export async function* partsOf(
  database: Database,
  of: OfParts,
): AsyncGenerator<{ rows: PartRow[]; units: ReadonlyMap<number, PartUnit> }> {
  const asked = (after: number) => partsAfter(database, { ...of, after })
  const [named, first] = await database.read([unitsIn(database, of.planId), asked(0)])
  const byId = new Map(named.map((unit) => [unit.id, unit]))
  for (let rows = first; ; ) {
    yield { rows, units: byId }
    if (rows.length < PARTS_A_READ) return
    ;[rows] = await database.read([asked(rows.at(-1)?.id ?? 0)])
  }
}

/** One import with a page of its rows, each with what stands there now and what was decided; null: none for this actor. */
export async function findImport(
  database: Database,
  actor: Actor,
  { planId, importId, page }: { planId: number; importId: number; page: number },
) {
  const { db, read } = database
  const here = and(seen(actor, planId), eq(ledgerImports.id, importId), broughtTo(actor))
  const onPage = and(eq(ledgerImportRows.importId, importId), eq(ledgerImportRows.page, page))
  const partsHere = sql`(select ${ledgerImportRows.assignmentId} from ${ledgerImportRows} where ${onPage})`
  const roundHere = sql`(select round_id from ledger_imports where id = ${importId})`
  const reportHere = sql`'report:' || ${ledgerImportRows.assignmentId} || '/' || ${roundHere}`
  const unitHere = sql`(select unit_id from ledger_imports where id = ${importId})`
  const [[found], rows, takings, versions, [pages], before, [used]] = await read([
    db
      .select({
        plan: planRules,
        round: roundColumns,
        stillTaken: sql<boolean>`${stillTaken}`.mapWith(Boolean),
        sheet: { ...importColumns, told: ledgerImports.told },
      })
      .from(ledgerImports)
      .innerJoin(plans, eq(plans.id, ledgerImports.planId))
      .innerJoin(rounds, eq(rounds.id, ledgerImports.roundId))
      .innerJoin(people, eq(people.id, ledgerImports.broughtById))
      .leftJoin(units, eq(units.id, ledgerImports.unitId))
      .where(here),
    db
      .select({
        position: ledgerImportRows.position,
        content: ledgerImportRows.content,
        assignment: assignments,
        task: taskColumns,
        unit: unitColumns,
        due: dues,
        report: reports,
        draft: drafts,
        words: currentColumns,
        /** The file is evidence of the report, or was; how much is kept of the report. */
        hasFile: sql<boolean>`exists (select 1 from attachments t where t.subject = ${reportHere}
          and t.sha256 = (select sha256 from ledger_imports where id = ${importId}))`.mapWith(Boolean),
        used: usedBy(sql`subject = ${reportHere}`),
      })
      .from(ledgerImportRows)
      .innerJoin(assignments, eq(assignments.id, ledgerImportRows.assignmentId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .leftJoin(dues, and(eq(dues.assignmentId, assignments.id), eq(dues.roundId, roundHere)))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, roundHere)))
      .leftJoin(current, isCurrent)
      .leftJoin(drafts, and(eq(drafts.assignmentId, assignments.id), eq(drafts.roundId, roundHere)))
      .where(onPage)
      .orderBy(asc(ledgerImportRows.position)),
    db
      .select()
      .from(ledgerTakings)
      .where(
        and(
          eq(ledgerTakings.importId, importId),
          sql`${ledgerTakings.position} in (select ${ledgerImportRows.position} from ${ledgerImportRows} where ${onPage})`,
        ),
      )
      .orderBy(asc(ledgerTakings.turn)),
    db
      .select()
      .from(reportVersions)
      .where(and(eq(reportVersions.roundId, roundHere), sql`${reportVersions.assignmentId} in ${partsHere}`)),
    db
      .select({ last: sql<number | null>`max(${ledgerImportRows.page})`, rows: sql<number>`count(*)` })
      .from(ledgerImportRows)
      .where(eq(ledgerImportRows.importId, importId)),
    db
      .select(importColumns)
      .from(ledgerImports)
      .innerJoin(plans, eq(plans.id, ledgerImports.planId))
      .innerJoin(rounds, eq(rounds.id, ledgerImports.roundId))
      .innerJoin(people, eq(people.id, ledgerImports.broughtById))
      .leftJoin(units, eq(units.id, ledgerImports.unitId))
      .where(
        and(
          eq(ledgerImports.planId, planId),
          broughtTo(actor),
          sql`${ledgerImports.id} < ${importId}`,
          sql`${ledgerImports.sha256} = (select sha256 from ledger_imports where id = ${importId})`,
        ),
      )
      .orderBy(desc(ledgerImports.id))
      .limit(1),
    db
      .select({
        unit: usedBy(sql`plan_id = ${planId} and unit_id = ${unitHere}`),
        plan: usedBy(sql`plan_id = ${planId}`),
      })
      .from(sql`(select 1)`),
  ])
  if (!found) return null
  return {
    ...found,
    sheet: { ...found.sheet, told: toldFrom(found.sheet.told) },
    page,
    pages: pages?.last ?? 1,
    count: pages?.rows ?? 0,
    /** The same file, brought before. */
    before: before[0] ?? null,
    /** How much is kept of its one unit in the plan, and of the plan. */
    used: used ?? { unit: 0, plan: 0 },
    rows: rows.map(({ content, ...row }) => ({
      ...row,
      kept: content as KeptRow,
      words: row.words?.achieved == null ? null : row.words,
      takings: takings.filter(({ position }) => position === row.position),
      versions: versions.filter(({ assignmentId }) => assignmentId === row.assignment.id),
    })),
  }
}

export type FoundImport = NonNullable<Awaited<ReturnType<typeof findImport>>>
export type FoundRow = FoundImport["rows"][number]

/** The file of an import, with its first bytes; null: none for this actor. */
export async function importFile(database: Database, actor: Actor, planId: number, importId: number) {
  const { db, read } = database
  const [[found], first] = await read([
    db
      .select({ name: ledgerImports.name, size: ledgerImports.size })
      .from(ledgerImports)
      .innerJoin(plans, eq(plans.id, ledgerImports.planId))
      .where(and(seen(actor, planId), eq(ledgerImports.id, importId), broughtTo(actor))),
    piecesFrom(database, { importId }),
  ])
  if (!found) return null
  return {
    ...found,
    bytes: () =>
      bytesOf(
        database,
        { importId },
        first.map(({ bytes }) => bytes),
      ),
  }
}
