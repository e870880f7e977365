import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Unit, units } from "#db/schema.ts"
import { type Act, type Anybody, type By, nextId, nextSubject, record } from "#src/trail/record.ts"

export type NewUnit = Pick<Unit, "code" | "name" | "shortName" | "aliases" | "kind"> &
  Partial<Pick<Unit, "position" | "parentId" | "leaderId" | "active" | "successorId">>

/** Adds a unit to the directory, last in 单位排序 unless a position is given. Resolves with its id. */
export async function addUnit(database: Database, unit: NewUnit, by: By<Anybody>): Promise<number> {
  const [[row]] = await record(
    database,
    by,
    [
      {
        action: "unit_added",
        subject: nextSubject("unit", units),
        version: 1,
        particulars: { name: unit.name, kind: unit.kind },
      },
    ],
    [
      database.db
        .insert(units)
        .values({ position: nextId(units), ...unit })
        .returning({ id: units.id }),
    ] as const,
  )
  if (!row) throw new Error("the unit was written without an id")
  return row.id
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

/** What changed, name by name: before → after. */
export function beforeAfter(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return Object.fromEntries(changed.map((key) => [key, { before: before[key] ?? null, after: after[key] ?? null }]))
}
