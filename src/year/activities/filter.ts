import { ACTIVITY_STATES, type ActivityState } from "#db/schema.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import type { Query } from "#src/paths.ts"
import { MEASURES, type Measure } from "./numbers.ts"

/** What the address keeps a list of activities to; null: to nothing. */
export type Filter = {
  unit: number | null
  state: ActivityState | null
  kind: string | null
  tag: string | null
  /** 1 to 12. */
  month: number | null
  day: number | null
  law: string | null
  /** The 阵地 where it was held. */
  venue: number | null
  /** That told this number. */
  told: Measure | null
  /** Counts as 专题普法活动: of such a kind, and for a 普法节点. */
  themed: boolean
}

const wordAsked = (text: string | undefined) => (text ? text.slice(0, 100) : null)
const among = <T extends string>(all: readonly T[], text: string | undefined): T | null =>
  all.find((one) => one === text) ?? null

export const filterOf = (query: Record<string, string>): Filter => {
  const month = numberAsked(query.month)
  return {
    unit: numberAsked(query.unit),
    state: among(ACTIVITY_STATES, query.state),
    kind: wordAsked(query.kind),
    tag: wordAsked(query.tag),
    month: month !== null && month >= 1 && month <= 12 ? month : null,
    day: numberAsked(query.day),
    law: wordAsked(query.law),
    venue: numberAsked(query.venue),
    told: among(MEASURES, query.told),
    themed: query.themed === "1",
  }
}

/** The same as an address says it. */
export const queryOf = ({ themed, ...filter }: Partial<Filter>): Query => ({ ...filter, themed: themed ? 1 : null })

export const isEmpty = (filter: Filter): boolean => Object.values(queryOf(filter)).every((value) => value === null)
