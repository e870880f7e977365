import { asc, eq, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { people, type Unit, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { unitsWithoutLiaison } from "#src/office/people/mending_queries.ts"
import { seesGaps } from "#src/office/people/policy.ts"

export type UnitRow = Unit & { leader: string | null; parent: string | null; successor: string | null }

const parents = alias(units, "parents")
const successors = alias(units, "successors")

/** Every unit in 单位排序. */
const inOrder = ({ db }: Pick<Database, "db">) =>
  db
    .select({ unit: units, leader: people.name, parent: parents.name, successor: successors.name })
    .from(units)
    .leftJoin(people, eq(people.id, units.leaderId))
    .leftJoin(parents, eq(parents.id, units.parentId))
    .leftJoin(successors, eq(successors.id, units.successorId))
    .orderBy(asc(units.position), asc(units.id))

const named = ({ unit, ...names }: Awaited<ReturnType<typeof inOrder>>[number]): UnitRow => ({ ...unit, ...names })

/** The directory as it is read: with whom to ring and where nobody is, as far as the actor may see it. One round trip. */
export async function directoryFor(database: Database, actor: Actor, today: string) {
  const [rows, contacts, gaps] = await database.read([
    inOrder(database),
    contactsOf(database, actor, undefined, today),
    unitsWithoutLiaison(database, today),
  ])
  return { rows: rows.map(named), contacts, gaps: seesGaps(actor) ? gaps : [] }
}

/** The whole directory in 单位排序, and who may be named as 分管领导. One round trip. */
export async function directory({
  db,
  read,
}: Database): Promise<{ rows: UnitRow[]; leaders: { id: number; name: string }[] }> {
  const [rows, leaders] = await read([
    inOrder({ db }),
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(
        sql`${people.active} and exists (select 1 from posts p where p.person_id = ${people.id} and p.kind = 'leader')`,
      )
      .orderBy(asc(people.id)),
  ])
  return { rows: rows.map(named), leaders }
}
