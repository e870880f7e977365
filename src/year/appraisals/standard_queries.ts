import { and, desc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { standards, units, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { standardSeenBy } from "./scope.ts"

type Db = Pick<Database, "db">

/** The standards of the office of a year, the newest first: those of earlier years hold on. */
export const standardsFor = ({ db }: Db, actor: Actor, year: number) =>
  db
    .select({ id: standards.id, title: standards.title, edition: standards.edition, state: standards.state })
    .from(standards)
    .innerJoin(years, eq(years.year, standards.year))
    .where(
      and(
        standardSeenBy(actor),
        sql`${standards.year} <= ${year}`,
        sql`${years.officeId} = (select y.office_id from years y where y.year = ${year})`,
      ),
    )
    .orderBy(desc(standards.id))
    .limit(50)

/** A year for which a standard is brought; null: no such year. */
export async function yearToBring(database: Database, actor: Actor, year: number) {
  const [[found]] = await database.read([yearOfAddress(database, actor, year)])
  return found ?? null
}

export type YearToBring = NonNullable<Awaited<ReturnType<typeof yearToBring>>>

/** A standard as the actor sees it, or null. */
export async function findStandard(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row]] = await read([
    db
      .select({ standard: standards, year: years, office: units.name })
      .from(standards)
      .innerJoin(years, eq(years.year, standards.year))
      .innerJoin(units, eq(units.id, years.officeId))
      .where(and(eq(standards.id, id), standardSeenBy(actor))),
  ])
  return row ? { ...row, keeps: keepsYear(actor, row.year) } : null
}

export type FoundStandard = NonNullable<Awaited<ReturnType<typeof findStandard>>>
