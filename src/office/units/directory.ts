import { asc, eq, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { people, type Unit, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { unitsWithoutLiaison } from "#src/office/people/mending_queries.ts"
import { seesGaps } from "#src/office/people/policy.ts"
import { type Act, type By, record } from "#src/trail/record.ts"
import { beforeAfter } from "./commands.ts"

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

/** The order after one unit has gone to a place: everybody's new position, of those whose position changes. */
export function reordered(rows: readonly Unit[], id: number, place: number): { unit: Unit; position: number }[] {
  const others = rows.filter((unit) => unit.id !== id)
  const moved = rows.find((unit) => unit.id === id)
  const order = moved ? others.toSpliced(place - 1, 0, moved) : others
  return order.map((unit, i) => ({ unit, position: i + 1 })).filter(({ unit, position }) => unit.position !== position)
}

export type UnitEdit = Pick<
  Unit,
  "name" | "shortName" | "aliases" | "kind" | "parentId" | "leaderId" | "successorId" | "active"
>

/**
 * Changes a unit, and its place in 单位排序 with those it pushes along: each with its own event, all or nothing.
 * `correction`: a new name puts a misprint right, and former days show it too (names.ts).
 */
export function editUnit(
  database: Database,
  unit: Unit,
  changes: UnitEdit,
  moves: readonly { unit: Unit; position: number }[],
  by: By,
  { correction = false }: { correction?: boolean } = {},
) {
  const { db } = database
  const own = moves.find((move) => move.unit.id === unit.id)
  const edits = [
    { unit, changes: { ...changes, ...(own ? { position: own.position } : {}) } },
    ...moves.filter((move) => move !== own).map((move) => ({ unit: move.unit, changes: { position: move.position } })),
  ]
  const act = (edit: { unit: Unit; changes: Partial<Unit> }): Act => ({
    action: "unit_changed",
    subject: `unit:${edit.unit.id}`,
    version: edit.unit.version + 1,
    particulars: {
      ...beforeAfter(edit.unit, edit.changes),
      ...(correction && edit.changes.name !== undefined && edit.changes.name !== edit.unit.name ? { correction } : {}),
    },
  })
  const update = (edit: { unit: Unit; changes: Partial<Unit> }): BatchItem<"sqlite"> =>
    db
      .update(units)
      .set({ ...edit.changes, version: edit.unit.version + 1 })
      .where(eq(units.id, edit.unit.id))
  const [first, ...rest] = edits
  if (!first) throw new Error("an edit without a unit")
  return record(database, by, [act(first), ...rest.map(act)], edits.map(update))
}
