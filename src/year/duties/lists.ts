import { numberAsked } from "#src/office/typed/figures.ts"
import type { Query } from "#src/paths.ts"

/** Items on a page of the register. */
export const ROWS_A_PAGE = 50

/** As many items as one list has. */
export const MOST_DUTIES = 300

/** As many 步骤 as one item has, and characters in one. */
export const MOST_STEPS = 20
export const LONGEST_STEP = 200

/**
 * Which items are shown: all, those that lack something, those with 责任划分不明, those with a law that was repealed, those that
 * do not apply.
 */
export const DUTY_VIEWS = ["all", "gaps", "unclear", "repealed", "exempt", "struck"] as const
export type DutyView = (typeof DUTY_VIEWS)[number]

/** What the address keeps a register to. */
export type DutyFilter = { unit: number | null; view: DutyView }

export const dutyFilterIn = (query: Record<string, string | undefined>): DutyFilter => ({
  unit: numberAsked(query.unit),
  view: DUTY_VIEWS.find((view) => view === query.view) ?? "all",
})

/** The same as an address says it. */
export const queryOf = ({ unit, view }: DutyFilter): Query => ({ unit, view: view === "all" ? null : view })

/** 上移, 下移. */
export const TOWARDS = ["up", "down"] as const
export type Towards = (typeof TOWARDS)[number]
