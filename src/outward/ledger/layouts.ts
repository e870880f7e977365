import type { LedgerLayout } from "#db/schema.ts"
import { COLUMN_KEYS, type ColumnKey, columnOf, type Placed } from "./columns.ts"

/*
 * 版式: which columns a 台账 has, in which order and under which headings. Two stand in the program; an office saves its own
 * by name.
 */

export type Layout = {
  /** Of the address: the name of one that stands in the program, or the number of a saved one. */
  readonly key: string
  readonly name: string
  readonly columns: readonly Placed[]
  /** Cells of a task and of a section are drawn together over their rows. */
  readonly merges: boolean
  readonly paper: LedgerLayout["paper"]
}

const placed = (...columns: (ColumnKey | [ColumnKey, string])[]): Placed[] =>
  columns.map((one) => {
    const [key, heading] = typeof one === "string" ? [one, columnOf(one).heading] : one
    return { key, heading }
  })

export const STANDARD: Layout = {
  key: "standard",
  name: "标准台账",
  columns: placed(
    "ordinal",
    "section",
    "task",
    "role",
    "unit",
    "unitLeader",
    "office",
    "person",
    "measures",
    "deadline",
    "period",
    "achieved",
    "before",
    "problems",
    "nextSteps",
    "coordination",
    "light",
    "reason",
    "state",
    "reportState",
    "reportedOn",
    "opinion",
    "notices",
    "reminders",
    "liaison",
    "phone",
  ),
  merges: true,
  paper: "A3",
}

/** 上期 beside 本期: what has moved since. */
export const PROGRESS: Layout = {
  key: "progress",
  name: "进展对照",
  columns: placed(
    "ordinal",
    "task",
    "role",
    "unit",
    "deadline",
    "before",
    ["achieved", "本期进展"],
    "problems",
    "nextSteps",
    "light",
    "state",
    "opinion",
  ),
  merges: true,
  paper: "A4",
}

export const BUILT_IN: readonly Layout[] = [STANDARD, PROGRESS]

/** One that an office has saved; a column that this program does not know is left out. */
export type SavedLayout = Layout & { readonly id: number; readonly version: number }

export const layoutFrom = ({ id, name, columns, merges, paper, version }: SavedRow): SavedLayout => ({
  id,
  key: String(id),
  name,
  columns: columns.flatMap(({ key, heading }) => {
    const known = COLUMN_KEYS.find((one) => one === key)
    return known ? [{ key: known, heading }] : []
  }),
  merges,
  paper,
  version,
})

type SavedRow = Pick<LedgerLayout, "id" | "name" | "columns" | "merges" | "paper" | "version">

/** The one that is asked for among the office's; the first where there is none of that name. */
export const layoutNamed = (key: string | undefined, saved: readonly Layout[]): Layout =>
  [...BUILT_IN, ...saved].find((layout) => layout.key === key) ?? STANDARD

/** So many columns at the left stay in view: up to the task, or the first where that stands further off. */
export function frozenColumns(columns: readonly Placed[]): number {
  const task = columns.findIndex(({ key }) => key === "task")
  return task >= 0 && task < MOST_FROZEN ? task + 1 : 1
}
const MOST_FROZEN = 3
