/** So often a client may ask for one calendar within an hour; the busiest ask every five minutes. */
const MOST_AN_HOUR = 60
const HOUR = 3_600_000
/** So many calendars are remembered; more only begin to be counted anew. */
const MOST_KEYS = 10_000

/** Counts askings in this process, hour by hour; true while there are not too many. */
export function rate() {
  const counts = new Map<string, { hour: number; n: number }>()
  return (key: string, now: number): boolean => {
    const hour = Math.floor(now / HOUR)
    const known = counts.get(key)
    const n = known?.hour === hour ? known.n + 1 : 1
    if (!known && counts.size >= MOST_KEYS) counts.clear()
    counts.set(key, { hour, n })
    return n <= MOST_AN_HOUR
  }
}
