/*
 * 比重: what is printed beside a count. Of nothing there is no share, and the shares of a whole make 100.0.
 */

/** In tenths of a percent: 8 of 63 are 127. */
const tenthsOf = (n: number, base: number): number => Math.round((n * 1000) / base)

const written = (tenths: number): string => `${(tenths / 10).toFixed(1)}%`

/** 「12.7%」; of nothing 「–」. */
export const share = (n: number, base: number): string => (base === 0 ? "–" : written(tenthsOf(n, base)))

/**
 * The shares of what together is the whole: by the largest remainders they make 100.0, none further off than a tenth.
 * Equal counts get equal shares wherever that can be: nobody believes 4.6% and 4.5% of one each.
 */
export function sharesOf(counts: readonly number[]): string[] {
  const base = counts.reduce((sum, n) => sum + n, 0)
  if (base === 0) return counts.map(() => "–")
  const whole = counts.map((n) => Math.floor((n * 1000) / base))
  const short = 1000 - whole.reduce((sum, n) => sum + n, 0)
  const up = roundedUp(counts, base, short)
  return whole.map((n, i) => written(n + (up.has(i) ? 1 : 0)))
}

/** The places that get the tenths which are left. */
function roundedUp(counts: readonly number[], base: number, short: number): ReadonlySet<number> {
  const rest = (n: number) => (n * 1000) % base
  const equals = [...new Set(counts)]
    .filter((n) => rest(n) > 0)
    .sort((a, b) => rest(b) - rest(a))
    .map((n) => counts.flatMap((one, i) => (one === n ? [i] : [])))
  const up = new Set<number>()
  for (const places of equals) if (places.length <= short - up.size) for (const i of places) up.add(i)
  for (const i of equals.flat()) if (up.size < short) up.add(i)
  return up
}
