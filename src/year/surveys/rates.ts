import type { Survey } from "#db/schema.ts"

/* Rates that surveys found, one beside the other: never added up, never an average. */

type Counted = Pick<Survey, "sample" | "hits">
type Compared = Counted & Pick<Survey, "kind" | "unitId" | "method" | "base">

/** In hundredths of a percent, rounded half up. */
export const rateOf = ({ sample, hits }: Counted): number => Math.round((hits / sample) * 10_000)

/** 87.35%. */
export const rateWords = (rate: number): string => `${(rate / 100).toFixed(2)}%`

/** The one before it of the same kind about the same unit or about all; `all`: in the order of their days. */
export function before<One extends Compared>(all: readonly One[], one: One): One | null {
  const same = all.slice(0, all.indexOf(one)).filter(({ kind, unitId }) => kind === one.kind && unitId === one.unitId)
  return same.at(-1) ?? null
}

/** Found by the same method among the same people; otherwise two rates tell nothing of a change. */
export const isComparable = (one: Compared, other: Compared): boolean =>
  one.method === other.method && one.base === other.base
