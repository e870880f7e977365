import { and, asc, eq, type Placeholder, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  type AppraisalTarget,
  appraisalJurors,
  appraisalRecords,
  appraisals,
  appraisalTargets,
  bodies,
  standards,
  units,
  years,
} from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isHeld } from "#src/year/activities/scope.ts"
import { isOut } from "#src/year/cases/scope.ts"
import { isRecorded } from "#src/year/documents/scope.ts"
import { isInUse } from "#src/year/resources/scope.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { takesPart } from "#src/year/years/scope.ts"
import { detailsOf, drawsOf, jurorsOf, scoresOf } from "./panel_queries.ts"
import type { Proof } from "./proofs.ts"
import { resultOf } from "./results.ts"
import { isOfSelf, isUnsubmitted, targetSeenBy } from "./scope.ts"
import { standardsFor } from "./standard_queries.ts"

type Db = Pick<Database, "db">

/** Longer lists of units are paged. */
export const TARGET_ROWS = 200

const cycleOf = ({ db }: Db, year: number) =>
  db
    .select({ appraisal: appraisals, standard: standards })
    .from(appraisals)
    .innerJoin(standards, eq(standards.id, appraisals.standardId))
    .where(eq(appraisals.id, year))

const targets = ({ db }: Db) =>
  db
    .select({ target: appraisalTargets, unit: units.shortName })
    .from(appraisalTargets)
    .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
    .innerJoin(years, eq(years.year, appraisalTargets.year))
    .innerJoin(units, eq(units.id, appraisalTargets.unitId))
    .innerJoin(bodies, and(eq(bodies.year, appraisalTargets.year), eq(bodies.unitId, appraisalTargets.unitId)))
    .orderBy(asc(units.position), asc(units.id))

/** 履职评议 of a year: its cycle if there is one, its units as far as the actor sees them; null: no such year. */
export async function appraisalOfYear(database: Database, actor: Actor, year: number, page = 1) {
  const { db, read } = database
  const [[found], choices, [cycle], rows, present, draws, jurors, objects, last, ballots, outside, rulings] =
    await read([
      yearOfAddress(database, actor, year),
      standardsFor(database, actor, year),
      cycleOf(database, year),
      targets(database)
        .where(and(eq(appraisalTargets.year, year), targetSeenBy(actor)))
        .limit(TARGET_ROWS + 1)
        .offset((page - 1) * TARGET_ROWS),
      db
        .select({ id: units.id, name: units.shortName, duty: bodies.duty })
        .from(bodies)
        .innerJoin(units, eq(units.id, bodies.unitId))
        .where(and(eq(bodies.year, year), takesPart()))
        .orderBy(asc(units.position), asc(units.id)),
      drawsOf(database, year),
      jurorsOf(database, year),
      db
        .select({ id: appraisalTargets.unitId, name: units.shortName, isObject: appraisalTargets.isObject })
        .from(appraisalTargets)
        .innerJoin(units, eq(units.id, appraisalTargets.unitId))
        .where(eq(appraisalTargets.year, year))
        .orderBy(asc(units.position), asc(units.id)),
      drawsOf(database, year - 1).limit(1),
      ...scoresOf(database, year),
    ])
  if (!found) return null
  const keeps = keepsYear(actor, found.year)
  return {
    ...found,
    keeps,
    standards: choices,
    cycle: cycle && (keeps || cycle.appraisal.state !== "draft") ? cycle : null,
    targets: rows.slice(0, TARGET_ROWS).map((row) => ({
      ...row,
      result: cycle
        ? resultOf(cycle.appraisal.rules, cycle.standard.blocks, {
            isDrawn: draws[0]?.drawn.includes(row.target.unitId) ?? false,
            ballots: ballots.flatMap((one) => (one.targetId === row.target.id ? [one.score] : [])),
            outside: outside.flatMap((one) => (one.targetId === row.target.id ? [one.points] : [])),
            audited: row.target.audited ?? submitted(row.target),
            rulings: rulings.filter((one) => one.targetId === row.target.id),
          })
        : null,
    })),
    draws,
    jurors: keeps ? jurors : [],
    named: objects,
    objects: objects.flatMap(({ id, isObject }) => (isObject ? [id] : [])),
    lastDrawn: last[0]?.drawn ?? [],
    hasMore: rows.length > TARGET_ROWS,
    page,
    present,
  }
}

/** The same with all of its units. One round trip for each page of them. */
export async function wholeAppraisal(database: Database, actor: Actor, year: number): Promise<AppraisalOfYear | null> {
  const found = await appraisalOfYear(database, actor, year)
  if (!found) return null
  const all = [...found.targets]
  for (let last = found; last.hasMore; ) {
    const next = await appraisalOfYear(database, actor, year, last.page + 1)
    if (!next) break
    all.push(...next.targets)
    last = next
  }
  return { ...found, targets: all, hasMore: false }
}

/** Not audited, what the unit submitted stands as it is. */
const submitted = ({ state, marks }: AppraisalTarget) => (state === "submitted" ? marks : null)

export type AppraisalOfYear = NonNullable<Awaited<ReturnType<typeof appraisalOfYear>>>
export type Cycle = NonNullable<AppraisalOfYear["cycle"]>
export type WithCycle = AppraisalOfYear & { cycle: Cycle }

/** More are no help to whoever scores. */
const MOST_PROOFS = 300

/** What was entered in the year and speaks for the unit of a target. */
const proofsOf = ({ db }: Db, targetId: number) =>
  db
    .select({
      what: sql<Proof["what"]>`p.what`,
      id: sql<number>`p.id`,
      kind: sql<string>`p.kind`,
      title: sql<string>`p.title`,
      isOfDay: sql<boolean>`p.is_of_day`.mapWith(Boolean),
    })
    .from(
      sql`(with t as (select year, unit_id from appraisal_targets where id = ${targetId})
        select 'document' what, d.id, d.kind, '' title, 0 is_of_day from t join documents d on d.year = t.year
          and d.unit_id = t.unit_id join document_versions v on v.document_id = d.id and v.number = d.latest
          where ${isRecorded(stateOf("v"))}
        union all select 'activity', a.id, a.kind, a.title, a.key_day_id is not null from t
          join activities a on a.year = t.year join activity_units u on u.activity_id = a.id and u.unit_id = t.unit_id
          where ${isHeld(stateOf("a"))}
        union all select 'case', c.id, '', c.title, 0 from t join cases c on c.year = t.year and c.unit_id = t.unit_id
          where ${isOut(stateOf("c"))}
        union all select 'resource', r.id, r.kind, r.name, 0 from t join resources r on r.unit_id = t.unit_id
          where ${isInUse(stateOf("r"))}
        union all select 'outcome', o.id, o.kind, o.title, 0 from t join outcomes o on o.year = t.year
          and o.unit_id = t.unit_id where o.kind = 'praise' and o.discard_why = ''
        union all select 'statement', s.id, '', '', 0 from t join results s on s.year = t.year and s.unit_id = t.unit_id
          where s.statement is not null
        union all select 'body', b.id, '', b.leader || '、' || b.person, 0 from t join bodies b on b.year = t.year
          and b.unit_id = t.unit_id where b.leader <> '' and b.person <> ''
        union all select 'budget', b.id, '', '', 0 from t join bodies b on b.year = t.year and b.unit_id = t.unit_id
          where b.budget > 0
        limit ${MOST_PROOFS}) p`,
    )

/** The sheet of one unit as the actor sees it, with what speaks for it; null: nothing to see. */
export async function findTarget(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row], proofs, panel, ballots, records, rulings] = await read([
    db
      .select({
        target: appraisalTargets,
        appraisal: appraisals,
        standard: standards,
        year: years,
        unit: units.name,
        drawn: sql<string | null>`(select drawn from appraisal_draws w where w.year = ${appraisals.id}
          order by w.number desc limit 1)`,
      })
      .from(appraisalTargets)
      .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
      .innerJoin(standards, eq(standards.id, appraisals.standardId))
      .innerJoin(years, eq(years.year, appraisalTargets.year))
      .innerJoin(units, eq(units.id, appraisalTargets.unitId))
      .innerJoin(bodies, and(eq(bodies.year, appraisalTargets.year), eq(bodies.unitId, appraisalTargets.unitId)))
      .where(and(eq(appraisalTargets.id, id), targetSeenBy(actor))),
    proofsOf(database, id),
    db
      .select({ id: appraisalJurors.id, name: appraisalJurors.name, conflicts: appraisalJurors.conflicts })
      .from(appraisalJurors)
      .innerJoin(appraisalTargets, eq(appraisalTargets.year, appraisalJurors.year))
      .where(eq(appraisalTargets.id, id))
      .orderBy(asc(appraisalJurors.id)),
    ...detailsOf(database, id),
  ])
  if (!row) return null
  const { target, appraisal, standard } = row
  const isDrawn = (JSON.parse(row.drawn ?? "[]") as number[]).includes(target.unitId)
  const stand = records.filter(({ discardWhy }) => discardWhy === "")
  const result = resultOf(appraisal.rules, standard.blocks, {
    isDrawn,
    ballots: ballots.map(({ ballot }) => ballot.score),
    outside: stand.flatMap((one) => (one.kind === "outside" ? [one.points] : [])),
    audited: target.audited ?? submitted(target),
    rulings,
  })
  return { ...row, proofs, panel, ballots, records, rulings, isDrawn, result, keeps: keepsYear(actor, row.year) }
}

export type FoundTarget = NonNullable<Awaited<ReturnType<typeof findTarget>>>

/** The year of a juror; null: no such one. */
export async function jurorYear({ db, read }: Database, id: number): Promise<number | null> {
  const [[row]] = await read([
    db.select({ year: appraisalJurors.year }).from(appraisalJurors).where(eq(appraisalJurors.id, id)),
  ])
  return row?.year ?? null
}

/** The unit of a record as the actor sees it; null: nothing to see. */
export async function recordTarget(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row]] = await read([
    db.select({ id: appraisalRecords.targetId }).from(appraisalRecords).where(eq(appraisalRecords.id, id)),
  ])
  return row ? findTarget(database, actor, row.id) : null
}

type Given = { readonly units: Placeholder<"units"> }

/** Sheets that these units have still to submit. */
export const selfDue = prepared((db, given: Given) =>
  db
    .select({
      id: appraisalTargets.id,
      year: appraisalTargets.year,
      unit: units.shortName,
      rules: appraisals.rules,
      returnWhy: appraisalTargets.returnWhy,
    })
    .from(appraisalTargets)
    .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
    .innerJoin(units, eq(units.id, appraisalTargets.unitId))
    .where(
      and(
        sql`${appraisalTargets.unitId} in (select value from json_each(${given.units}))`,
        isOfSelf(),
        isUnsubmitted(),
      ),
    )
    .orderBy(asc(appraisalTargets.id)),
)

export type DueSelf = Awaited<ReturnType<typeof selfDue>>[number]
