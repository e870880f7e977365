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
