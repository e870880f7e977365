import type { Database } from "#db/database.ts"
import { type Unit, units } from "#db/schema.ts"
import { type Anybody, type By, nextId, nextSubject, record } from "#src/trail/record.ts"

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

/** What changed, name by name: before → after. */
export function beforeAfter(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return Object.fromEntries(changed.map((key) => [key, { before: before[key] ?? null, after: after[key] ?? null }]))
}
