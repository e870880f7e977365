import { VERIFICATION_RESULTS } from "#db/schema.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import type { Query } from "#src/paths.ts"

/** Items on a page of all units; of one unit its whole list. */
export const ROWS_A_PAGE = 50
/** As many as are told at once, and as one unit has. */
export const MOST_AT_ONCE = 300

/** 应核实, 待核实, 已核实 and the four results; what the unit was not told, and 不实 to which it has said nothing. */
export const VERIFYING_VIEWS = ["all", "pending", "verified", ...VERIFICATION_RESULTS, "untold", "unexplained"] as const
export type VerifyingView = (typeof VERIFYING_VIEWS)[number]

/** Which list is shown; `view` null: none, the figures alone. */
export type VerifyingFilter = { unit: number | null; view: VerifyingView | null }

export function filterIn(query: URLSearchParams): VerifyingFilter {
  const unit = numberAsked(query.get("unit") ?? undefined)
  const view = VERIFYING_VIEWS.find((one) => one === query.get("view"))
  return { unit, view: view ?? (unit === null ? null : "all") }
}

/** The same as an address says it. */
export const queryOf = ({ unit, view }: VerifyingFilter): Query => ({
  unit,
  view: view === "all" && unit !== null ? null : view,
})
