const MINUTE = 60_000

/** Between attempts; the last one is the end. Counted when a delivery is claimed, so that a crash counts too. */
const PAUSES = [1, 5, 15, 60, 120, 240, 480].map((minutes) => minutes * MINUTE)

export const MOST_ATTEMPTS = PAUSES.length + 1

/** When to try again after so many attempts, in UTC milliseconds; null: not any more. */
export const nextAttemptAt = (attempts: number, now: number): number | null => {
  const pause = PAUSES[attempts - 1]
  return pause === undefined ? null : now + pause
}
