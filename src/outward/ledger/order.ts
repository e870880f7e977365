import { ASSIGNMENT_STATES } from "#db/schema.ts"
import { URGENCY } from "#src/board/filter.ts"
import type { LedgerRow } from "./rows.ts"

/* In which order the rows of a 台账 stand: as in the document, or by a column. */

export const ORDERS = ["ordinal", "unit", "deadline", "light", "state"] as const
export type Order = (typeof ORDERS)[number]

export type Ordering = { by: Order; descending: boolean }
export const AS_PRINTED: Ordering = { by: "ordinal", descending: false }

export const orderIn = (query: Record<string, string>): Ordering => ({
  by: ORDERS.find((order) => order === query.by) ?? "ordinal",
  descending: query.desc === "1",
})

type Key = (row: LedgerRow) => number | string

const KEYS: Record<Order, Key> = {
  ordinal: ({ task }) => task.ordinal,
  unit: ({ unit }) => unit.place,
  // What has no day comes after whatever has one.
  deadline: ({ part }) => part.deadlineBy ?? "9999",
  light: ({ part }) => URGENCY.indexOf(part.light.colour),
  state: ({ part }) => ASSIGNMENT_STATES.indexOf(part.state),
}

/** Among equals the document's order stays, whichever way round. */
export function ordered<Row extends LedgerRow>(rows: readonly Row[], { by, descending }: Ordering): readonly Row[] {
  if (by === "ordinal" && !descending) return rows
  const key = KEYS[by]
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)]
    return x === y ? 0 : x < y ? -sign : sign
  })
}
