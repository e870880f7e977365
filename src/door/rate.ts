/** So many keys are remembered; more only begin to be counted anew. */
const MOST_KEYS = 10_000

/** Counts askings in this process, span by span (in milliseconds); true while there are no more than `most`. */
export function rateOf({ most, span }: { most: number; span: number }) {
  const counts = new Map<string, { at: number; n: number }>()
  return (key: string, now: number): boolean => {
    const at = Math.floor(now / span)
    const known = counts.get(key)
    const n = known?.at === at ? known.n + 1 : 1
    if (!known && counts.size >= MOST_KEYS) counts.clear()
    counts.set(key, { at, n })
    return n <= most
  }
}

/** The same where routes are made once for all: each program of this process, known by its house, counts for itself. */
export function rateOfHouses(limits: Parameters<typeof rateOf>[0]) {
  const rates = new WeakMap<object, ReturnType<typeof rateOf>>()
  return (house: object, key: string, now: number): boolean => {
    const own = rates.get(house) ?? rateOf(limits)
    rates.set(house, own)
    return own(key, now)
  }
}
