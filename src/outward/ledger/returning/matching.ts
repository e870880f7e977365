import { ROWS_A_STEP, type Steps } from "#src/plans/intake/files/steps.ts"
import type { Returned, ReturnedRow } from "./returned.ts"

/*
 * To which part of a plan each row of a sheet belongs. By its mark; where that was lost, by the number of its task and the
 * name of its unit. Where the two say different things nobody can tell which text is whose, and nothing is compared.
 */

/** A part of the plan, as far as the person who brings the sheet has to do with it. */
export type Part = {
  assignmentId: number
  ordinal: number
  /** As printed, and its text. */
  label: string
  task: string
  /** How the unit is called, and was or is called besides. */
  names: readonly string[]
  /** The person brings back what this unit typed. */
  isTaken: boolean
}

export type Where = { plan: number; round: number }

/** Why a row is not compared. */
export const ROW_REFUSALS = [
  "other_plan",
  "other_round",
  "no_round",
  "unknown_mark",
  "broken_mark",
  "torn",
  "unknown_row",
  "not_yours",
  "same_again",
] as const
export type RowRefusal = (typeof ROW_REFUSALS)[number]

/** What is told of a row: a reason, and what the sentence names. */
export type Told = { code: RowRefusal; facts: Record<string, string> }

export type Matched = { row: ReturnedRow; part: Part; byName: boolean; copies: number[] }
export type Unmatched = { row: ReturnedRow; told: Told }

export type Matching = { matched: Matched[]; unmatched: Unmatched[] }

/** The round that most marks of this plan name; null: none names any. */
export function roundIn({ rows }: Pick<Returned, "rows">, plan: number): number | null {
  const counts = new Map<number, number>()
  for (const { mark } of rows) {
    if (mark?.plan === plan && mark.round > 0) counts.set(mark.round, (counts.get(mark.round) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || b - a)
  return most?.[0] ?? null
}

const squeezed = (text: string) => text.replace(/\s/g, "")
const keyOf = (task: number | string, unit: string) => `${task}\n${squeezed(unit)}`

/** The parts by mark and by what people read. */
export function* partsBy(parts: readonly Part[]) {
  const byId = new Map(parts.map((part) => [part.assignmentId, part]))
  const byName = new Map<string, Part | null>()
  const labels = new Map<string, Set<number>>()
  const units = new Set<string>()
  const named = (key: string, part: Part) => {
    const before = byName.get(key)
    byName.set(key, before && before !== part ? null : (before ?? part))
  }
  const means = (text: string, ordinal: number) => {
    if (text === "") return
    const own = labels.get(text)
    if (own) own.add(ordinal)
    else labels.set(text, new Set([ordinal]))
  }
  for (const [i, part] of parts.entries()) {
    if (i % ROWS_A_STEP === 0) yield
    for (const name of new Set(part.names.map(squeezed))) {
      units.add(name)
      named(keyOf(part.ordinal, name), part)
    }
    means(squeezed(part.label), part.ordinal)
    means(squeezed(part.task), part.ordinal)
    means(squeezed(part.label + part.task), part.ordinal)
  }
  return { byId, byName, labels, units }
}

/** What `partsBy` makes. */
export type Parts = ReturnType<typeof partsBy> extends Steps<infer Made> ? Made : never

/** The task that a row names, by its number, its label or its text; null: none, or several. */
function taskOf({ ordinal, task }: ReturnedRow, { labels }: Parts): number | null {
  const number = squeezed(ordinal)
  if (/^\d{1,6}$/.test(number)) return Number(number)
  for (const text of [number, squeezed(task)]) {
    const meant = text === "" ? undefined : labels.get(text)
    if (meant?.size === 1) return [...meant][0] ?? null
  }
  return null
}

/** The part that stands in a row for everybody to read; undefined: the row says too little to tell. */
function readIn(row: ReturnedRow, parts: Parts): Part | null | undefined {
  const task = taskOf(row, parts)
  if (task === null || row.unit === "") return undefined
  return parts.byName.get(keyOf(task, row.unit)) ?? null
}

function meantBy(row: ReturnedRow, { plan, round }: Where, parts: Parts): { part: Part; byName: boolean } | Told {
  const { mark } = row
  const told = (code: RowRefusal, facts: Record<string, string> = {}): Told => ({ code, facts })
  const read = readIn(row, parts)
  if (!mark) {
    if (read) return { part: read, byName: true }
    return told(row.isMarkBroken ? "broken_mark" : "unknown_row", { task: row.ordinal || row.task, unit: row.unit })
  }
  if (mark.plan !== plan) return told("other_plan")
  if (mark.round === 0) return told("no_round")
  if (mark.round !== round) return told("other_round", { round: String(mark.round) })
  const part = parts.byId.get(mark.assignment)
  if (!part) return told("unknown_mark")
  // A unit that was renamed meanwhile names no part any more; one that names another part stands beside a foreign mark.
  if (read && read !== part) return told("torn", { task: String(read.ordinal), unit: row.unit })
  return { part, byName: false }
}

/** Finds for every row its part; each part once, or with the rows that are copies of one another. */
export function* matchingOf(rows: readonly ReturnedRow[], where: Where, parts: Parts): Steps<Matching> {
  const matched: Matched[] = []
  const unmatched: Unmatched[] = []
  const byPart = new Map<number, Matched[]>()
  for (const [i, row] of rows.entries()) {
    if (i % ROWS_A_STEP === 0) yield
    const meant = meantBy(row, where, parts)
    if ("code" in meant) {
      unmatched.push({ row, told: meant })
      continue
    }
    const { part, byName } = meant
    if (!part.isTaken) {
      unmatched.push({ row, told: { code: "not_yours", facts: { unit: part.names[0] ?? "" } } })
      continue
    }
    const before = byPart.get(part.assignmentId) ?? []
    const same = before.find((one) => sameCells(one.row, row))
    if (same) {
      unmatched.push({ row, told: { code: "same_again", facts: { row: String(same.row.row) } } })
      continue
    }
    const one = { row, part, byName, copies: [] }
    byPart.set(part.assignmentId, [...before, one])
    matched.push(one)
  }
  for (const own of byPart.values()) {
    if (own.length > 1) for (const one of own) one.copies = own.filter((it) => it !== one).map(({ row }) => row.row)
  }
  return { matched, unmatched }
}

const sameCells = (a: ReturnedRow, b: ReturnedRow): boolean => {
  const said = ({ cells }: ReturnedRow) =>
    JSON.stringify(Object.entries(cells).map(([field, { print }]) => [field, print]))
  return said(a) === said(b)
}
