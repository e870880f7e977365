import { DOCUMENT_KINDS, type DocumentKind, type FilingRule } from "#db/schema.ts"
import { addMonths } from "#src/clock.ts"

/*
 * 报送要求: which kinds are asked of every unit in a year, by which days, and in which copies. What the office has set counts
 * for that year, and of what comes back every year also for those after it; before it has set anything, the usual ones do
 * (000: 每年3月底前, 年底前). A day is a day: 「3月底前」 does not move because the 31st is one of rest.
 */

/** What is asked of one kind. `origin`: set for this year, taken over from an earlier one, or the usual. */
export type Requirement = Omit<FilingRule, "year"> & { origin: "set" | "carried" | "usual" }
export type Requirements = Readonly<Record<DocumentKind, Requirement>>

/** What is usual: month and day of 报送期限 and 内部期限. */
export type Usual = { asked: boolean; day: string | null; before: string | null; paper: boolean }

export const USUAL: Record<DocumentKind, Usual> = {
  programme: { asked: false, day: null, before: null, paper: true },
  year_plan: { asked: true, day: "03-31", before: "03-15", paper: true },
  duty_list: { asked: true, day: "03-31", before: "03-15", paper: true },
  implementation: { asked: false, day: "03-31", before: "03-15", paper: false },
  summary: { asked: true, day: "12-31", before: "12-15", paper: true },
  liaisons: { asked: true, day: "03-31", before: null, paper: false },
}

/** Of a year, by the rows of it and of the years before. */
export function requirementsOf(year: number, rows: readonly FilingRule[]): Requirements {
  const newest = (kind: DocumentKind) =>
    rows.filter((row) => row.kind === kind && row.year <= year).sort((a, b) => b.year - a.year)[0]
  return Object.fromEntries(
    DOCUMENT_KINDS.map((kind) => [kind, requirementOf(year, kind, newest(kind))]),
  ) as unknown as Requirements
}

function requirementOf(year: number, kind: DocumentKind, row: FilingRule | undefined): Requirement {
  if (row === undefined) return usual(year, kind)
  const { year: setIn, ...rule } = row
  if (setIn === year) return { ...rule, origin: "set" }
  const again = (day: string | null) => (day === null || !row.yearly ? null : addMonths(day, (year - setIn) * 12))
  return {
    ...rule,
    publicBy: again(row.publicBy),
    internalBy: again(row.internalBy),
    version: 0,
    origin: "carried",
  }
}

function usual(year: number, kind: DocumentKind): Requirement {
  const { asked, day, before, paper } = USUAL[kind]
  const on = (monthDay: string | null) => (monthDay === null ? null : `${year}-${monthDay}`)
  return {
    kind,
    asked,
    publicBy: on(day),
    internalBy: on(before),
    yearly: true,
    electronic: true,
    paper,
    head: false,
    version: 0,
    origin: "usual",
  }
}
