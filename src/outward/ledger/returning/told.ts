import type { RowRefusal, Told } from "./matching.ts"
import type { Returned } from "./returned.ts"

/* What is told of a sheet as a whole, and of the rows that are not compared: kept with it as it was read. */

export type Place = { sheet: number; row: number }
export type ToldRows = { code: RowRefusal; facts: Record<string, string>; rows: string; count: number }

export type ToldSheet = Pick<
  Returned,
  "sheets" | "others" | "unseen" | "missing" | "hasMarks" | "count" | "hidden" | "merged"
> & {
  /** Null: it was read before they were counted. */
  skipped: number | null
  /** Parts that whoever brought it can bring, and those of which it has no row. */
  parts: number
  absent: number
  /** Rows that are of such a part: several of one part each. */
  matched: number
  /** Rows that say what stands here. */
  same: number
  /** Rows that say what left, where something else stands here by now. */
  here: string
  hereCount: number
  unmatched: ToldRows[]
}

/** As it was kept, also before hidden sheets, other rows and absent parts were told; of these the old figure is what there is. */
export function toldFrom(kept: unknown): ToldSheet {
  const told = kept as KeptTold
  return { unseen: [], skipped: null, absent: Math.max(0, told.parts - told.matched), ...told }
}
type KeptTold = Omit<ToldSheet, "unseen" | "skipped" | "absent"> & Partial<ToldSheet>

/** So many rows are told of one by one; more of a kind are told together. */
const MOST_TOLD = 30
const MOST_RANGES = 60

/** 「3–7、9」; with several sheets the name of each before its rows. */
export function rangesOf(places: readonly Place[], sheets: readonly string[]): string {
  const bySheet = sheets.map((name, sheet) => ({
    name,
    rows: places
      .filter((place) => place.sheet === sheet)
      .map(({ row }) => row)
      .sort((a, b) => a - b),
  }))
  return bySheet
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, rows }) => (sheets.length > 1 ? `「${name}」` : "") + runsOf(rows))
    .join("；")
}

function runsOf(rows: readonly number[]): string {
  const runs: [number, number][] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last && row <= last[1] + 1) last[1] = row
    else runs.push([row, row])
  }
  const shown = runs.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return shown.join("、") + (runs.length > MOST_RANGES ? "等" : "")
}

/** Rows of one reason and the same facts together; where there are too many, those of one reason without facts. */
export function toldRows(unmatched: readonly (Place & { told: Told })[], sheets: readonly string[]): ToldRows[] {
  const grouped = groupsOf(unmatched, ({ told }) => told, sheets)
  if (grouped.length <= MOST_TOLD) return grouped
  return groupsOf(unmatched, ({ told: { code } }) => ({ code, facts: {} }), sheets)
}

function groupsOf<One extends Place>(
  all: readonly One[],
  of: (one: One) => Told,
  sheets: readonly string[],
): ToldRows[] {
  const groups = new Map<string, { told: Told; places: Place[] }>()
  for (const one of all) {
    const told = of(one)
    const key = JSON.stringify(told)
    const group = groups.get(key)
    if (group) group.places.push(one)
    else groups.set(key, { told, places: [one] })
  }
  return [...groups.values()].map(({ told, places }) => ({
    ...told,
    rows: rangesOf(places, sheets),
    count: places.length,
  }))
}
