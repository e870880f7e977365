import { and, asc, desc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { bodies, events, type OrderState, offers, orders, resources, units, years } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { choiceStatements, choicesIn } from "#src/year/activities/choices_queries.ts"
import { isInUse, resourceSeenBy } from "#src/year/resources/scope.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { yearSeenBy } from "#src/year/years/scope.ts"
import { isDue, isOffered, isUnderWay, orderIsIn, orderSeenBy, ordersWaiting, wasHeld } from "./scope.ts"

type Db = Pick<Database, "db">

const ROWS_A_PAGE = 50

const ordering = alias(units, "ordering")

const offerRows = ({ db }: Db, actor: Actor, condition: SQL | undefined) =>
  db
    .select({
      offer: offers,
      unit: units.shortName,
      lecturer: resources.name,
      year: { year: years.year, officeId: years.officeId },
      /** How often it was held for somebody. */
      held: sql<number>`(select count(*) from orders o where o.offer_id = ${offers.id} and ${wasHeld("o")})`,
    })
    .from(offers)
    .innerJoin(years, eq(years.year, offers.year))
    .innerJoin(units, eq(units.id, offers.unitId))
    .leftJoin(resources, eq(resources.id, offers.lecturerId))
    .where(and(condition, yearSeenBy(actor)))
    .orderBy(not(isOffered()), asc(units.position), asc(offers.id))

export type OfferRow = Awaited<ReturnType<typeof offerRows>>[number]

const orderRows = ({ db }: Db, actor: Actor, condition: SQL | undefined) =>
  db
    .select({
      order: orders,
      offer: offers,
      unit: units.shortName,
      orderer: ordering.shortName,
      year: { year: years.year, officeId: years.officeId },
    })
    .from(orders)
    .innerJoin(offers, eq(offers.id, orders.offerId))
    .innerJoin(years, eq(years.year, offers.year))
    .innerJoin(units, eq(units.id, offers.unitId))
    .innerJoin(ordering, eq(ordering.id, orders.unitId))
    .where(and(condition, orderSeenBy(actor)))
    .orderBy(not(isUnderWay()), asc(orders.wantedOn), desc(orders.id))

export type OrderRow = Awaited<ReturnType<typeof orderRows>>[number]

/** 讲师团成员 in use of the units of the year, as far as the actor sees them. */
const lecturers = ({ db }: Db, actor: Actor, ofYear: SQL) =>
  db
    .select({ id: resources.id, name: resources.name, unitId: resources.unitId })
    .from(resources)
    .innerJoin(bodies, eq(bodies.unitId, resources.unitId))
    .innerJoin(years, eq(years.year, bodies.year))
    .where(and(ofYear, eq(resources.kind, "lecturer"), isInUse(), resourceSeenBy(actor)))
    .orderBy(asc(resources.name))

/** 菜单 of a year, a page, with what a new offer is made of; null: no such year. */
export async function offersOfYear(database: Database, actor: Actor, year: number, page: number) {
  const ofYear = eq(years.year, year)
  const [rows, named, ...choices] = await database.read([
    offerRows(database, actor, ofYear)
      .limit(ROWS_A_PAGE + 1)
      .offset((page - 1) * ROWS_A_PAGE),
    lecturers(database, actor, ofYear),
    ...choiceStatements(database, actor, ofYear),
  ])
  const [found] = choicesIn(actor, choices)
  return found
    ? { choices: found, lecturers: named, offers: rows.slice(0, ROWS_A_PAGE), hasMore: rows.length > ROWS_A_PAGE }
    : null
}

export type OfferMenu = NonNullable<Awaited<ReturnType<typeof offersOfYear>>>

const ordersIn = (year: number, state: OrderState | null): SQL | undefined =>
  and(eq(years.year, year), state === null ? undefined : orderIsIn(state))

/** 点单 of a year as far as the actor sees them; null: no such year. */
export async function ordersOfYear(
  database: Database,
  actor: Actor,
  year: number,
  { state, page }: { state: OrderState | null; page: number },
) {
  const [[found], rows] = await database.read([
    yearOfAddress(database, actor, year),
    orderPage(database, actor, ordersIn(year, state), page),
  ])
  return found ? { ...found, ...ordersOn(rows) } : null
}

const orderPage = (database: Db, actor: Actor, condition: SQL | undefined, page: number) =>
  orderRows(database, actor, condition)
    .limit(ROWS_A_PAGE + 1)
    .offset((page - 1) * ROWS_A_PAGE)

const ordersOn = (rows: OrderRow[]) => ({ orders: rows.slice(0, ROWS_A_PAGE), hasMore: rows.length > ROWS_A_PAGE })

/** What waits in all years that the actor keeps. */
export async function ordersToSeeTo(database: Database, actor: Actor, today: string, page: number) {
  const [rows] = await database.read([orderPage(database, actor, ordersWaiting(actor, today), page)])
  return ordersOn(rows)
}

export type OrderList = NonNullable<Awaited<ReturnType<typeof ordersOfYear>>>

/** Both, the orders in a state or all of them, for files; null: no such year. */
export async function ordersToTake(database: Database, actor: Actor, year: number, state: OrderState | null) {
  const [[found], menu, asked] = await database.read([
    yearOfAddress(database, actor, year),
    offerRows(database, actor, eq(years.year, year)),
    orderRows(database, actor, ordersIn(year, state)),
  ])
  return found ? { year, offers: menu, orders: asked } : null
}

const trailOf = ({ db }: Db, subject: string) =>
  db.select(toldColumns).from(events).where(eq(events.subject, subject)).orderBy(desc(events.id)).limit(100)

/** One offer with the orders of it that the actor sees; null: there is nothing to see. */
export async function findOffer(database: Database, actor: Actor, id: number) {
  const ofYear = sql`${years.year} = (select year from offers where id = ${id})`
  const [[row], asked, trail, named, ...choices] = await database.read([
    offerRows(database, actor, eq(offers.id, id)),
    orderPage(database, actor, eq(offers.id, id), 1),
    trailOf(database, `offer:${id}`),
    lecturers(database, actor, ofYear),
    ...choiceStatements(database, actor, ofYear),
  ])
  const [year] = choicesIn(actor, choices)
  return row && year ? { ...row, ...ordersOn(asked), trail, lecturers: named, choices: year } : null
}

export type FoundOffer = NonNullable<Awaited<ReturnType<typeof findOffer>>>

/** One order, with what its activity is made of; null: there is nothing to see. */
export async function findOrder(database: Database, actor: Actor, id: number) {
  const ofYear = sql`${years.year} = (select f.year from orders o join offers f on f.id = o.offer_id where o.id = ${id})`
  const [[row], trail, ...choices] = await database.read([
    orderRows(database, actor, eq(orders.id, id)),
    trailOf(database, `order:${id}`),
    ...choiceStatements(database, actor, ofYear),
  ])
  const [year] = choicesIn(actor, choices)
  return row && year ? { ...row, trail, choices: year } : null
}

export type FoundOrder = NonNullable<Awaited<ReturnType<typeof findOrder>>>

type Given = { readonly [K in "units" | "today"]: Placeholder<K> }

/** What these units have to answer, and what they have held and not told yet. */
export const ordersDue = prepared((db, given: Given) =>
  db
    .select({
      id: orders.id,
      title: offers.title,
      state: orders.state,
      on: sql<string>`coalesce(${orders.agreedOn}, ${orders.wantedOn})`,
      orderer: ordering.shortName,
    })
    .from(orders)
    .innerJoin(offers, eq(offers.id, orders.offerId))
    .innerJoin(ordering, eq(ordering.id, orders.unitId))
    .where(and(sql`${offers.unitId} in (select value from json_each(${given.units}))`, isDue(given.today)))
    .orderBy(asc(orders.wantedOn), asc(orders.id)),
)

export type DueOrder = Awaited<ReturnType<typeof ordersDue>>[number]
