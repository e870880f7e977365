import { and, desc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  bodies,
  caseDrafts,
  caseLaws,
  caseRules,
  cases,
  caseVersions,
  events,
  laws,
  people,
  units,
  years,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { formerIn } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { entersFor } from "#src/year/years/policy.ts"
import { bodySeenBy, takesPart, yearSeenBy } from "#src/year/years/scope.ts"
import { readsOpinions } from "./policy.ts"
import type { Picked } from "./register.ts"
import {
  awaitsOffice,
  casesIn,
  casesSeenBy,
  isKept,
  isOut,
  isSent,
  isWritten,
  namesLaw,
  titleReadBy,
  versionsReadBy,
} from "./scope.ts"
import { textIn } from "./text.ts"

const office = alias(units, "office")

const nameOf = (column: SQL) => sql<string | null>`(select name from ${people} where ${people.id} = ${column})`

/** Who took it as a file, in the trail: every time has a subject of its own, so that it makes nobody stale. */
export const COPY = "case_copy"

const yearColumns = { year: years.year, officeId: years.officeId }
const unitColumns = {
  id: units.id,
  name: units.name,
  shortName: units.shortName,
  former: formerNames(sql`units.id`).mapWith(formerIn),
}

const lineColumns = (actor: Actor) => ({
  id: cases.id,
  year: cases.year,
  unitId: cases.unitId,
  unit: units.shortName,
  kind: cases.kind,
  state: cases.state,
  title: titleReadBy(actor),
  collectedAt: cases.collectedAt,
  reportedAt: cases.reportedAt,
  sha256: cases.sha256,
  checkedSha256: cases.checkedSha256,
  publishedOn: cases.publishedOn,
  publishedIn: cases.publishedIn,
  address: cases.address,
})

const joined = ({ db }: Pick<Database, "db">, actor: Actor) =>
  db
    .select(lineColumns(actor))
    .from(cases)
    .innerJoin(years, eq(years.year, cases.year))
    .innerJoin(units, eq(units.id, cases.unitId))
    .leftJoin(bodies, and(eq(bodies.year, cases.year), eq(bodies.unitId, cases.unitId)))

const lines = (database: Pick<Database, "db">, actor: Actor, condition: SQL | undefined, foremost: SQL = sql`0`) =>
  joined(database, actor).where(condition).orderBy(not(foremost), desc(cases.id))

export type CaseLine = Awaited<ReturnType<typeof lines>>[number]

export const countCases = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(cases)
    .innerJoin(years, eq(years.year, cases.year))
    .leftJoin(bodies, and(eq(bodies.year, cases.year), eq(bodies.unitId, cases.unitId)))
    .where(condition)

export const CASES_A_PAGE = 50

/** 四个一年: what is asked of each 主体责任 unit where the office has set nothing. */
export const USUAL_TARGET = 4

export type RuleRow = { target: number; version: number }
const UNSET: RuleRow = { target: USUAL_TARGET, version: 0 }

const isPicked = ({ unit, state, kind, law }: Picked): SQL | undefined =>
  and(
    unit === null ? undefined : eq(cases.unitId, unit),
    state === null ? undefined : casesIn(state),
    kind === null ? undefined : eq(cases.kind, kind),
    law === null
      ? undefined
      : sql`exists (select 1 from ${caseLaws} where ${caseLaws.caseId} = ${cases.id} and ${caseLaws.lawId} = ${law})`,
  )

const theYear = ({ db }: Pick<Database, "db">, actor: Actor, year: number) =>
  db
    .select({ year: years, office: office.name, rule: { target: caseRules.target, version: caseRules.version } })
    .from(years)
    .innerJoin(office, eq(office.id, years.officeId))
    .leftJoin(caseRules, eq(caseRules.year, years.year))
    .where(and(eq(years.year, year), yearSeenBy(actor)))

/** The register of a year: units with what they owe and have, and the cases it is kept to; null: no such year. */
export async function casesOfYear(database: Database, actor: Actor, year: number, picked: Picked, page: number) {
  const { db, read } = database
  const seen = and(eq(cases.year, year), isKept(), casesSeenBy(actor))
  const [[row], owing, counted, rows, [total], named] = await read([
    theYear(database, actor, year),
    db
      .select({ id: units.id, name: units.name, shortName: units.shortName, duty: bodies.duty, leftOn: bodies.leftOn })
      .from(bodies)
      .innerJoin(years, eq(years.year, bodies.year))
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(and(eq(bodies.year, year), bodySeenBy(actor)))
      .orderBy(units.position, units.id),
    db
      .select({
        unitId: cases.unitId,
        open: sql<number>`sum(${isWritten()})`,
        sent: sql<number>`sum(${isSent()})`,
        out: sql<number>`sum(${isOut()})`,
      })
      .from(cases)
      .innerJoin(years, eq(years.year, cases.year))
      .leftJoin(bodies, and(eq(bodies.year, cases.year), eq(bodies.unitId, cases.unitId)))
      .where(seen)
      .groupBy(cases.unitId),
    lines(database, actor, and(seen, isPicked(picked)))
      .limit(CASES_A_PAGE + 1)
      .offset((page - 1) * CASES_A_PAGE),
    countCases(database, and(seen, isPicked(picked))),
    db
      .select({ id: laws.id, title: laws.title })
      .from(laws)
      .where(
        sql`${laws.id} in (select cl.law_id from case_laws cl inner join cases c on c.id = cl.case_id where c.year = ${year})`,
      )
      .orderBy(laws.title)
      .limit(MOST_LAWS),
  ])
  if (!row) return null
  const of = new Map(counted.map(({ unitId, ...counts }) => [unitId, counts]))
  return {
    year: row.year,
    office: row.office,
    rule: row.rule ?? UNSET,
    units: owing.map((unit) => ({ ...unit, ...(of.get(unit.id) ?? NOTHING) })),
    cases: rows.slice(0, CASES_A_PAGE),
    hasMore: rows.length > CASES_A_PAGE,
    total: total?.n ?? 0,
    laws: named,
  }
}

const NOTHING = { open: 0, sent: 0, out: 0 }
/** In a list to choose from. */
const MOST_LAWS = 300

export type CaseRegister = NonNullable<Awaited<ReturnType<typeof casesOfYear>>>

/** More would be longer to look through than to narrow. */
export const MOST_TAKEN = 5000

/** The same rows as a file holds them, all at once. */
export async function casesToTake(database: Database, actor: Actor, year: number, picked: Picked) {
  const condition = and(eq(cases.year, year), isKept(), casesSeenBy(actor), isPicked(picked))
  const [[row], rows] = await database.read([
    theYear(database, actor, year),
    lines(database, actor, condition).limit(MOST_TAKEN + 1),
  ])
  return row ? { year: row.year, cases: rows } : null
}

export type CasesToTake = NonNullable<Awaited<ReturnType<typeof casesToTake>>>

/** The cases of all years that somebody sees: first those that wait for them, then the newest. */
export async function casesToSee(database: Database, actor: Actor, page: number) {
  const waits = awaitsOffice(actor)
  const [rows, [counted]] = await database.read([
    lines(database, actor, and(isKept(), casesSeenBy(actor)), waits)
      .limit(CASES_A_PAGE + 1)
      .offset((page - 1) * CASES_A_PAGE),
    countCases(database, waits),
  ])
  return { cases: rows.slice(0, CASES_A_PAGE), hasMore: rows.length > CASES_A_PAGE, waiting: counted?.n ?? 0 }
}

/** The year in which somebody collects a case, with the units for which they may; null: no such year. */
export async function yearToCollect(database: Database, actor: Actor, year: number) {
  const own = unitsOf(actor, "liaison", "head")
  const [[row], entered] = await database.read([
    theYear(database, actor, year),
    database.db
      .select({ id: units.id, name: units.name })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(
        and(
          eq(bodies.year, year),
          takesPart(),
          sql`${bodies.unitId} in (select value from json_each(${JSON.stringify(own)}))`,
        ),
      )
      .orderBy(units.position, units.id),
  ])
  if (!row) return null
  return {
    year: row.year,
    rule: row.rule ?? UNSET,
    units: entered.filter(({ id }) => entersFor(actor, id)),
  }
}

export type YearToCollect = NonNullable<Awaited<ReturnType<typeof yearToCollect>>>

/** The laws that it names for whoever reads it: in what they are writing, or else in the newest version that is theirs to read. */
const lawsReadBy = (actor: Actor, id: number) => sql`coalesce(
  (select json_extract(d.content, '$.laws') from case_drafts d inner join cases c on c.id = d.case_id where d.case_id = ${id}
    and c.unit_id in (select value from json_each(${JSON.stringify(unitsOf(actor, "liaison", "head"))}))),
  (select json_extract(${caseVersions.content}, '$.laws') from ${caseVersions}
    inner join ${cases} on ${cases.id} = ${caseVersions.caseId}
    inner join ${years} on ${years.year} = ${cases.year}
    left join ${bodies} on ${bodies.year} = ${cases.year} and ${bodies.unitId} = ${cases.unitId}
    where ${caseVersions.caseId} = ${id} and ${versionsReadBy(actor)} order by ${caseVersions.number} desc limit 1))`

/** A case with all that belongs to it, scoped to who asks; null when there is nothing to see. */
export async function findCase(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row], [draft], versions, named, trail] = await read([
    db
      .select({
        one: cases,
        title: titleReadBy(actor),
        year: yearColumns,
        unit: unitColumns,
        office: { id: office.id, name: office.name },
        supervisorUnitId: bodies.supervisorUnitId,
        collectedBy: nameOf(sql`${cases.collectedById}`),
        reportedBy: nameOf(sql`${cases.reportedById}`),
        checkedBy: nameOf(sql`${cases.checkedById}`),
        publishedBy: nameOf(sql`${cases.publishedById}`),
        retractedBy: nameOf(sql`${cases.retractedById}`),
      })
      .from(cases)
      .innerJoin(years, eq(years.year, cases.year))
      .innerJoin(units, eq(units.id, cases.unitId))
      .innerJoin(office, eq(office.id, years.officeId))
      .leftJoin(bodies, and(eq(bodies.year, cases.year), eq(bodies.unitId, cases.unitId)))
      .where(and(eq(cases.id, id), casesSeenBy(actor))),
    db.select().from(caseDrafts).where(eq(caseDrafts.caseId, id)),
    db
      .select({
        number: caseVersions.number,
        state: caseVersions.state,
        content: caseVersions.content,
        writers: caseVersions.writers,
        at: caseVersions.at,
        savedBy: nameOf(sql`${caseVersions.savedById}`),
      })
      .from(caseVersions)
      .innerJoin(cases, eq(cases.id, caseVersions.caseId))
      .innerJoin(years, eq(years.year, cases.year))
      .leftJoin(bodies, and(eq(bodies.year, cases.year), eq(bodies.unitId, cases.unitId)))
      .where(and(eq(caseVersions.caseId, id), versionsReadBy(actor)))
      .orderBy(desc(caseVersions.number))
      .limit(MOST_VERSIONS),
    db
      .select({
        title: laws.title,
        effectiveOn: laws.effectiveOn,
        amendedOn: laws.amendedOn,
        repealedOn: laws.repealedOn,
        successor: laws.successor,
      })
      .from(laws)
      .where(namesLaw(lawsReadBy(actor, id))),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `case:${id}`))
      .orderBy(desc(events.id))
      .limit(MOST_VERSIONS),
  ])
  const [latest] = versions
  if (!row || !latest) return null
  // What is being written is the unit's alone.
  const kept = (entersFor(actor, row.one.unitId) && draft) || null
  const writers = writersIn((draft ?? latest).writers)
  const { title, ...rest } = row
  const { year, supervisorUnitId } = row
  const one = { ...row.one, title }
  const isTold = readsOpinions(actor, year, { ...one, supervisorUnitId })
  return {
    ...rest,
    one,
    draft: kept,
    latest: { ...latest, text: textIn(latest.content) },
    versions: versions.map(({ content: _, writers: __, ...version }) => version),
    text: textIn(kept?.content ?? latest.content),
    writers,
    laws: named,
    trail: trail.map((line) => (isTold ? line : { ...line, particulars: {} })),
  }
}

/** A case goes through its steps some few times. */
const MOST_VERSIONS = 100

export const writersIn = (json: string): number[] => JSON.parse(json) as number[]

export type FoundCase = NonNullable<Awaited<ReturnType<typeof findCase>>>

/** The words of one version, for whoever sees the case. */
export async function findVersion(database: Database, actor: Actor, id: number, number: number) {
  const [[row]] = await database.read([
    database.db
      .select({
        one: { id: cases.id, title: titleReadBy(actor), latest: cases.latest },
        version: {
          number: caseVersions.number,
          state: caseVersions.state,
          content: caseVersions.content,
          at: caseVersions.at,
        },
        savedBy: nameOf(sql`${caseVersions.savedById}`),
      })
      .from(caseVersions)
      .innerJoin(cases, eq(cases.id, caseVersions.caseId))
      .innerJoin(years, eq(years.year, cases.year))
      .leftJoin(bodies, and(eq(bodies.year, cases.year), eq(bodies.unitId, cases.unitId)))
      .where(and(eq(cases.id, id), eq(caseVersions.number, number), casesSeenBy(actor), versionsReadBy(actor))),
  ])
  return row ? { ...row, text: textIn(row.version.content) } : null
}

export type FoundVersion = NonNullable<Awaited<ReturnType<typeof findVersion>>>

/** The year whose rule its office sets; null: no such year. */
export async function yearToRule(database: Database, actor: Actor, year: number) {
  const [[row]] = await database.read([theYear(database, actor, year)])
  return row ? { year: row.year, rule: row.rule ?? UNSET } : null
}

export type YearToRule = NonNullable<Awaited<ReturnType<typeof yearToRule>>>
