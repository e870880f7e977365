import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  bodies,
  documents,
  documentVersions,
  duties,
  dutyTexts,
  events,
  keyDays,
  people,
  units,
  years,
} from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { choiceStatements, choicesIn, type YearChoices } from "#src/year/activities/choices_queries.ts"
import { isLatest } from "#src/year/documents/queries.ts"
import { hasLeft } from "#src/year/documents/scope.ts"
import { bodySeenBy } from "#src/year/years/scope.ts"
import { partsOfDuty, partsToAdopt, plansToTake } from "./link_queries.ts"
import { DUTY_VIEWS, type DutyFilter, type DutyView, MOST_DUTIES, ROWS_A_PAGE } from "./lists.ts"
import { isOpenList, placesDuty, writesList } from "./policy.ts"
import {
  dutiesIn,
  dutyReadBy,
  filedDutySeenBy,
  hasGaps,
  hasRepealed,
  isCarriable,
  isOwnDuty,
  isRecordedLast,
  isUnclear,
} from "./scope.ts"

type Db = Pick<Database, "db">

const columns = (actor: Actor) => ({
  duty: duties,
  text: dutyTexts,
  unit: { id: units.id, name: units.name, shortName: units.shortName },
  keyDay: sql<string | null>`(select ${keyDays.name} from ${keyDays} where ${keyDays.id} = ${dutyTexts.keyDayId})`,
  /** Of the actor's own unit, which reads what is being written. */
  isOwn: isOwnDuty(actor).mapWith(Boolean),
  /** The wording stands in the newest list that was recorded. */
  isRecorded: isRecordedLast().mapWith(Boolean),
})

const rows = ({ db }: Db, actor: Actor, condition: SQL | undefined, readBy = dutyReadBy(actor)) =>
  db
    .select(columns(actor))
    .from(duties)
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(bodies, and(eq(bodies.year, duties.year), eq(bodies.unitId, duties.unitId)))
    .innerJoin(years, eq(years.year, duties.year))
    .innerJoin(units, eq(units.id, duties.unitId))
    .where(and(readBy, condition))

export type DutyRow = Awaited<ReturnType<typeof rows>>[number]

/** The 报备文件 of the lists of a year, by unit, of the bodies that the actor sees. */
const listsOf = ({ db }: Db, actor: Actor, year: number | SQL) =>
  db
    .select({
      unitId: documents.unitId,
      documentId: documents.id,
      state: documentVersions.state,
      number: documentVersions.number,
    })
    .from(documents)
    .innerJoin(documentVersions, isLatest)
    .innerJoin(bodies, and(eq(bodies.unitId, documents.unitId), eq(bodies.year, documents.year)))
    .innerJoin(years, eq(years.year, bodies.year))
    .where(and(eq(documents.year, year), eq(documents.kind, "duty_list"), bodySeenBy(actor)))

export type ListOfUnit = Awaited<ReturnType<typeof listsOf>>[number]

/** How many items of each view a unit has. */
const countsOf = ({ db }: Db, actor: Actor, year: number, today: string) =>
  db
    .select({
      unitId: duties.unitId,
      ...(Object.fromEntries(
        DUTY_VIEWS.map((view) => [view, sql<number>`coalesce(sum(${dutiesIn(actor, view, today)}), 0)`]),
      ) as Record<DutyView, SQL<number>>),
    })
    .from(duties)
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(bodies, and(eq(bodies.year, duties.year), eq(bodies.unitId, duties.unitId)))
    .innerJoin(years, eq(years.year, duties.year))
    .where(and(eq(duties.year, year), dutyReadBy(actor)))
    .groupBy(duties.unitId)

const keptTo = (actor: Actor, year: number, { unit, view }: DutyFilter, today: string) =>
  and(eq(duties.year, year), unit === null ? undefined : eq(duties.unitId, unit), dutiesIn(actor, view, today))

/** Of one unit in the order of its list; of all those with 责任划分不明 and gaps first. */
const order = ({ unit }: DutyFilter, today: string): SQL[] =>
  unit === null
    ? [
        sql`case when ${isUnclear()} then 0 when ${hasRepealed(today)} then 1 when ${hasGaps()} then 2 else 3 end`,
        ...unitByUnit,
      ]
    : [asc(duties.position), asc(duties.id)]

type Asked = { year: number; filter: DutyFilter; page: number }

/** The register of 清单事项 of a year, or of one unit; null: no such year for the actor. One round trip. */
export async function dutyRegister(database: Database, actor: Actor, { year, filter, page }: Asked, today: string) {
  const size = filter.unit === null ? ROWS_A_PAGE : MOST_DUTIES
  const [list, counts, lists, carriable, ...choices] = await database.read([
    rows(database, actor, keptTo(actor, year, filter, today))
      .orderBy(...order(filter, today))
      .limit(size + 1)
      .offset((page - 1) * size),
    countsOf(database, actor, year, today),
    listsOf(database, actor, year),
    carriableBy(database, actor, year),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  if (!found) return null
  return {
    choices: found,
    rows: list.slice(0, size),
    hasMore: list.length > size,
    counts,
    lists,
    own: ownLists(actor, found, lists, carriable),
  }
}

export type DutyRegister = NonNullable<Awaited<ReturnType<typeof dutyRegister>>>

const unitByUnit = [asc(units.position), asc(units.id), asc(duties.position), asc(duties.id)]

/** The same whole, for a file. */
export async function wholeRegister(
  database: Database,
  actor: Actor,
  { year, filter }: Omit<Asked, "page">,
  today: string,
) {
  const [list, ...choices] = await database.read([
    rows(database, actor, keptTo(actor, year, filter, today)).orderBy(...unitByUnit),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  return found ? { choices: found, rows: list, filter } : null
}

/** What was filed last of every list of a year, nothing of what any unit is writing. One round trip. */
export async function filedRegister(database: Database, actor: Actor, year: number) {
  const [list, ...choices] = await database.read([
    rows(database, actor, eq(duties.year, year), filedDutySeenBy(actor)).orderBy(...unitByUnit),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  const filter: DutyFilter = { unit: null, view: "all" }
  return found ? { choices: found, rows: list, filter } : null
}

export type WholeRegister = NonNullable<Awaited<ReturnType<typeof wholeRegister>>>

/** How many items of its last list each of the actor's units may carry over into a year. */
const carriableBy = ({ db }: Db, actor: Actor, year: number) =>
  db
    .select({ unitId: duties.unitId, n: sql<number>`count(*)` })
    .from(duties)
    .where(and(isOwnDuty(actor), isCarriable(year)))
    .groupBy(duties.unitId)

type Carriable = Awaited<ReturnType<typeof carriableBy>>

/** The unit's own list as it stands: its 报备文件, and how many items of its last one may be carried over. */
export type OwnList = { unitId: number; name: string; isOpen: boolean; documentId: number | null; carriable: number }

const ownLists = (actor: Actor, choices: YearChoices, lists: readonly ListOfUnit[], carriable: Carriable): OwnList[] =>
  choices.units
    .filter(({ id, hasLeft }) => !hasLeft && writesList(actor, id))
    .map(({ id, name }) => {
      const list = lists.find(({ unitId }) => unitId === id)
      return {
        unitId: id,
        name,
        isOpen: isOpenList(list?.state ?? null),
        documentId: list?.documentId ?? null,
        carriable: carriable.find(({ unitId }) => unitId === id)?.n ?? 0,
      }
    })

/** What an item of a year is entered by; null: no such year for the actor. One round trip. */
export async function dutyChoices(database: Database, actor: Actor, year: number) {
  const [lists, carriable, ...choices] = await database.read([
    listsOf(database, actor, year),
    carriableBy(database, actor, year),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  return found ? { choices: found, own: ownLists(actor, found, lists, carriable) } : null
}

export type DutyChoices = NonNullable<Awaited<ReturnType<typeof dutyChoices>>>

/** The items that a unit may carry over into a year, in the order of their list. One round trip. */
export async function carriableOf({ db, read }: Database, unitId: number, year: number) {
  const [list] = await read([
    db
      .select({ id: duties.id, text: dutyTexts })
      .from(duties)
      .innerJoin(dutyTexts, and(eq(dutyTexts.dutyId, duties.id), eq(dutyTexts.number, duties.latest)))
      .where(and(eq(duties.unitId, unitId), isCarriable(year)))
      .orderBy(asc(duties.position), asc(duties.id)),
  ])
  return list
}

export type Carried = Awaited<ReturnType<typeof carriableOf>>

/** One item with its wordings, as far as the actor reads them; null: there is nothing to see. One round trip. */
export async function findDuty(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const itsYear = sql`(select year from duties where id = ${id})`
  const [[found], texts, trail, lists, carriedOut, adoptable, takers, ...choices] = await read([
    rows(database, actor, eq(duties.id, id)),
    db
      .select({
        text: dutyTexts,
        by: people.name,
        wasFiled: sql`exists (select 1 from filed_duties wf join document_texts wt on wt.document_id = wf.document_id
          and wt.number = wf.number and wt.sending = wf.sending
          where wf.duty_id = ${dutyTexts.dutyId} and wf.text_number = ${dutyTexts.number}
            and ${hasLeft(sql`wt.filed_on`)})`.mapWith(Boolean),
      })
      .from(dutyTexts)
      .innerJoin(people, eq(people.id, dutyTexts.byId))
      .where(eq(dutyTexts.dutyId, id))
      .orderBy(desc(dutyTexts.number)),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `duty:${id}`))
      .orderBy(desc(events.version)),
    listsOf(database, actor, itsYear),
    partsOfDuty(database, actor, id),
    partsToAdopt(database, actor, id),
    plansToTake(database, actor),
    ...choiceStatements(database, actor, sql`${years.year} = ${itsYear}`),
  ])
  const [year] = choicesIn(actor, choices)
  if (!found || !year) return null
  return {
    ...found,
    choices: year,
    list: lists.find(({ unitId }) => unitId === found.duty.unitId) ?? null,
    /** Others than the unit read what was filed, and not what was tried before. */
    texts: texts.filter(({ wasFiled }) => found.isOwn || wasFiled),
    trail: found.isOwn ? trail : [],
    /** The assignments by which it is carried out, and those that it could adopt. */
    parts: carriedOut,
    adoptable: found.isOwn ? adoptable : [],
    /** The plans into which the year's office may put a new assignment for it. */
    takers: placesDuty(actor, year) ? takers : [],
  }
}

export type FoundDuty = NonNullable<Awaited<ReturnType<typeof findDuty>>>
