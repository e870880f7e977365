import { and, asc, desc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  activities,
  activityLaws,
  activityUnits,
  assignments,
  bodies,
  duties,
  dutyAssignments,
  dutyTexts,
  events,
  laws,
  people,
  plans,
  tasks,
  units,
  verificationClaims,
  verificationDays,
  verificationResults,
  verifications,
  years,
} from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import type { Action } from "#src/trail/actions.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { overlooksYear } from "#src/year/activities/policy.ts"
import { activitySeenBy, isHeld } from "#src/year/activities/scope.ts"
import { hasLeft } from "#src/year/documents/scope.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { bodySeenBy } from "#src/year/years/scope.ts"
import { MOST_AT_ONCE, ROWS_A_PAGE, VERIFYING_VIEWS, type VerifyingFilter, type VerifyingView } from "./lists.ts"
import {
  isBegun,
  isDue,
  isResultOpen,
  isResultRead,
  isUnclaimed,
  isUnexplained,
  toVerify,
  verifyingIn,
} from "./scope.ts"
import { USUAL_DAY } from "./workflow.ts"

type Db = Pick<Database, "db">

const columns = {
  id: duties.id,
  year: duties.year,
  unitId: duties.unitId,
  unit: units.name,
  shortName: units.shortName,
  officeId: years.officeId,
  content: dutyTexts.content,
  laws: dutyTexts.laws,
  indicator: sql<string>`trim(${dutyTexts.indicator} || ' ' || ${dutyTexts.target} || ${dutyTexts.targetUnit})`,
  /** Null: nobody has said or found anything. */
  verification: verifications,
  claim: verificationClaims,
  shown: verificationResults,
}

/** `isResultRead` of the result of an item. */
const readOf = (actor: Actor) => and(eq(verificationResults.verificationId, duties.id), isResultRead(actor))

const newestClaim = and(
  eq(verificationClaims.verificationId, duties.id),
  eq(verificationClaims.number, verifications.claims),
)

/** Items in the wording of their list, with what the actor reads of their 督查核实. */
const rows = ({ db }: Db, actor: Actor, condition: SQL | undefined) =>
  db
    .select(columns)
    .from(duties)
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(bodies, and(eq(bodies.year, duties.year), eq(bodies.unitId, duties.unitId)))
    .innerJoin(years, eq(years.year, duties.year))
    .innerJoin(units, eq(units.id, duties.unitId))
    .leftJoin(verifications, eq(verifications.id, duties.id))
    .leftJoin(verificationResults, readOf(actor))
    .leftJoin(verificationClaims, newestClaim)
    .where(and(bodySeenBy(actor), condition))

export type VerifyingRow = Awaited<ReturnType<typeof rows>>[number]

const inOrder = [asc(units.position), asc(units.id), asc(duties.position), asc(duties.id)]

const keptTo = (year: number, { unit, view }: VerifyingFilter) =>
  and(eq(duties.year, year), isDue(), unit === null ? undefined : eq(duties.unitId, unit), verifyingIn(view ?? "all"))

/** How many items of each view a unit has, as far as the actor reads what was found. */
const totalsOf = ({ db }: Db, actor: Actor, year: number) =>
  db
    .select({
      unitId: duties.unitId,
      unit: units.shortName,
      /** In which versions the items stand of which the unit was not told yet (`untoldVersion`). */
      untoldVersion: sql<number>`sum(case when ${verifyingIn("untold")} then ${verifications.version} else 0 end)`,
      ...(Object.fromEntries(VERIFYING_VIEWS.map((view) => [view, sql<number>`sum(${verifyingIn(view)})`])) as Record<
        VerifyingView,
        SQL<number>
      >),
    })
    .from(duties)
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(bodies, and(eq(bodies.year, duties.year), eq(bodies.unitId, duties.unitId)))
    .innerJoin(years, eq(years.year, duties.year))
    .innerJoin(units, eq(units.id, duties.unitId))
    .leftJoin(verifications, eq(verifications.id, duties.id))
    .leftJoin(verificationResults, readOf(actor))
    .where(and(bodySeenBy(actor), eq(duties.year, year), isDue()))
    .groupBy(duties.unitId)
    .orderBy(asc(units.position), asc(units.id))

export type Totals = Awaited<ReturnType<typeof totalsOf>>[number]

const lawTitle = sql<string>`coalesce(${laws.title}, ${activityLaws.title})`

/** 活动 that a unit held, by the laws that they name. */
const heldOf = ({ db }: Db, actor: Actor, year: number | SQL, unitId: number | SQL) =>
  db
    .select({ law: lawTitle, n: sql<number>`count(distinct ${activities.id})` })
    .from(activityUnits)
    .innerJoin(activities, eq(activities.id, activityUnits.activityId))
    .innerJoin(years, eq(years.year, activities.year))
    .innerJoin(activityLaws, eq(activityLaws.activityId, activities.id))
    .leftJoin(laws, eq(laws.id, activityLaws.lawId))
    .where(
      and(sql`${activityUnits.unitId} = ${unitId}`, sql`${activities.year} = ${year}`, isHeld(), activitySeenBy(actor)),
    )
    .groupBy(lawTitle)

/** The assignments by which items are carried out, as far as the actor sees their plans. */
const partsOf = ({ db }: Db, actor: Actor, condition: SQL | undefined) =>
  db
    .select({
      dutyId: dutyAssignments.dutyId,
      assignmentId: assignments.id,
      planId: plans.id,
      supervisingUnitId: plans.supervisingUnitId,
      ordinal: tasks.ordinal,
      label: tasks.label,
      state: assignments.state,
    })
    .from(dutyAssignments)
    .innerJoin(duties, eq(duties.id, dutyAssignments.dutyId))
    .innerJoin(assignments, eq(assignments.id, dutyAssignments.assignmentId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .where(and(condition, visibleTo(actor)))
    .orderBy(asc(plans.id), asc(tasks.ordinal))

/** What the unit has entered elsewhere in the year: shown beside its items, and entered nowhere else. */
export type Evidence = {
  held: Awaited<ReturnType<typeof heldOf>>
  parts: Awaited<ReturnType<typeof partsOf>>
}

export type Asked = { year: number; filter: VerifyingFilter; page: number }

/** 督查核实 of a year: units × figures and a list; null: no such year for the actor. One round trip. */
export async function verifyingOfYear(database: Database, actor: Actor, { year, filter, page }: Asked) {
  const { db, read } = database
  const unit = filter.unit ?? 0
  const size = filter.unit === null ? ROWS_A_PAGE : MOST_AT_ONCE
  const shown = filter.view === null ? 0 : size + 1
  const [[found], [day], totals, list, held, parts] = await read([
    yearOfAddress(database, actor, year),
    db.select().from(verificationDays).where(eq(verificationDays.year, year)),
    totalsOf(database, actor, year),
    rows(database, actor, keptTo(year, filter))
      .orderBy(...inOrder)
      .limit(shown)
      .offset((page - 1) * size),
    heldOf(database, actor, year, unit),
    partsOf(database, actor, and(eq(duties.year, year), eq(duties.unitId, unit))),
  ])
  if (!found) return null
  return {
    ...found,
    filter,
    page,
    day: { fromOn: day?.fromOn ?? `${year}${USUAL_DAY}`, version: day?.version ?? 0 },
    keeps: keepsYear(actor, found.year),
    /** Reads what units were not told yet. */
    overlooks: overlooksYear(actor, found.year),
    /** Says for the chosen unit how far its items are. */
    claims: filter.unit !== null && entersFor(actor, filter.unit),
    totals,
    rows: list.slice(0, size),
    hasMore: list.length > size,
    evidence: { held, parts } satisfies Evidence,
  }
}

export type VerifyingOfYear = NonNullable<Awaited<ReturnType<typeof verifyingOfYear>>>

/** The same list whole, for a file. */
export async function verifyingToTake(database: Database, actor: Actor, { year, filter }: Omit<Asked, "page">) {
  const [[found], list] = await database.read([
    yearOfAddress(database, actor, year),
    rows(database, actor, keptTo(year, filter)).orderBy(...inOrder),
  ])
  return found ? { ...found, filter, rows: list } : null
}

export type VerifyingToTake = NonNullable<Awaited<ReturnType<typeof verifyingToTake>>>

/** What units were not told yet, of one or of all. */
export async function resultsToTell(database: Database, actor: Actor, { year, filter }: Omit<Asked, "page">) {
  const [[found], list] = await database.read([
    yearOfAddress(database, actor, year),
    rows(database, actor, keptTo(year, { ...filter, view: "untold" })).orderBy(...inOrder),
  ])
  return found ? { ...found, filter, rows: list } : null
}

export type ResultsToTell = NonNullable<Awaited<ReturnType<typeof resultsToTell>>>

/** What everybody who sees the item reads of its trail; what was found only whoever reads it before the unit is told. */
const OPENLY: Action[] = ["verification_claimed", "verification_told", "verification_explained"]

const nameOf = (column: SQL) =>
  sql<string | null>`(select ${people.name} from ${people} where ${people.id} = ${column})`

/** The item is in its list, or was when something was found of it. */
const isOrWasDue = sql`(${isDue()} or (${verifications.latest} > 0 and ${dutyTexts.number} = (
  select max(fd.text_number) from filed_duties fd join document_texts ft on ft.document_id = fd.document_id
    and ft.number = fd.number and ft.sending = fd.sending and ${hasLeft(sql`ft.filed_on`)}
    where fd.duty_id = ${duties.id})))`

/** One item with all that was said and found of it, as far as the actor reads it; null: nothing to see. One round trip. */
export async function findVerification(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const of = (column: string) => sql`(select ${sql.raw(column)} from duties where id = ${id})`
  const [found, claims, results, held, parts, trail] = await read([
    rows(database, actor, and(eq(duties.id, id), isOrWasDue))
      .orderBy(desc(isDue()))
      .limit(1),
    db
      .select({ claim: verificationClaims, by: people.name })
      .from(verificationClaims)
      .innerJoin(people, eq(people.id, verificationClaims.byId))
      .where(eq(verificationClaims.verificationId, id))
      .orderBy(desc(verificationClaims.number)),
    db
      .select({
        result: verificationResults,
        by: people.name,
        answeredBy: nameOf(sql`${verificationResults.answeredById}`),
      })
      .from(verificationResults)
      .innerJoin(people, eq(people.id, verificationResults.byId))
      .innerJoin(duties, eq(duties.id, verificationResults.verificationId))
      .innerJoin(years, eq(years.year, duties.year))
      .where(and(eq(verificationResults.verificationId, id), isResultOpen(actor)))
      .orderBy(desc(verificationResults.number)),
    heldOf(database, actor, of("year"), of("unit_id")),
    partsOf(database, actor, eq(duties.id, id)),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `verification:${id}`))
      .orderBy(desc(events.version)),
  ])
  const [row] = found
  if (!row) return null
  const overlooks = overlooksYear(actor, row)
  return {
    ...row,
    overlooks,
    claims,
    results,
    trail: trail.filter(({ action }) => overlooks || OPENLY.includes(action)),
    evidence: { held, parts } satisfies Evidence,
  }
}

export type FoundVerification = NonNullable<Awaited<ReturnType<typeof findVerification>>>

/** So many items there are of this condition, or what else is asked of all of them. */
export const countItems = (
  { db }: Db,
  actor: Actor,
  condition: SQL | undefined,
  what: SQL<number | null> = sql<number>`count(*)`,
) =>
  db
    .select({ n: what })
    .from(years)
    .innerJoin(duties, eq(duties.year, years.year))
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(bodies, and(eq(bodies.year, duties.year), eq(bodies.unitId, duties.unitId)))
    .leftJoin(verifications, eq(verifications.id, duties.id))
    .leftJoin(verificationResults, readOf(actor))
    .where(condition)

/** The newest year of which something waits for the actor's office; null: none. */
export async function yearToVerify(database: Database, actor: Actor, today: string): Promise<number | null> {
  const newest = sql<number | null>`max(${years.year})`
  const [[row]] = await database.read([countItems(database, actor, toVerify(actor, today), newest)])
  return row?.n ?? null
}

type Given = { readonly units: Placeholder<"units"> }

/** Of these units how many items they have said nothing of in a year whose day has come; once told they say no more. */
export const claimsDue = prepared((db, { units: ids, today }: Given & { readonly today: Placeholder<"today"> }) =>
  db
    .select({ year: duties.year, unitId: duties.unitId, unit: units.shortName, n: sql<number>`count(*)` })
    .from(duties)
    .innerJoin(years, eq(years.year, duties.year))
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(bodies, and(eq(bodies.year, duties.year), eq(bodies.unitId, duties.unitId)))
    .innerJoin(units, eq(units.id, duties.unitId))
    .leftJoin(verifications, eq(verifications.id, duties.id))
    .where(and(sql`${duties.unitId} in (select value from json_each(${ids}))`, isBegun(today), isDue(), isUnclaimed()))
    .groupBy(duties.year, duties.unitId)
    .orderBy(asc(duties.year)),
)

export type DueClaims = Awaited<ReturnType<typeof claimsDue>>[number]

/** 不实 of which these units were told and to which they have said nothing. */
export const explanationsDue = prepared((db, given: Given) =>
  db
    .select({ id: duties.id, content: dutyTexts.content, unit: units.shortName, remark: verificationResults.remark })
    .from(duties)
    .innerJoin(dutyTexts, and(eq(dutyTexts.dutyId, duties.id), eq(dutyTexts.number, duties.latest)))
    .innerJoin(units, eq(units.id, duties.unitId))
    .innerJoin(verifications, eq(verifications.id, duties.id))
    .innerJoin(
      verificationResults,
      and(eq(verificationResults.verificationId, duties.id), eq(verificationResults.number, verifications.told)),
    )
    .where(and(sql`${duties.unitId} in (select value from json_each(${given.units}))`, isUnexplained()))
    .orderBy(asc(duties.id)),
)

export type DueExplanation = Awaited<ReturnType<typeof explanationsDue>>[number]
