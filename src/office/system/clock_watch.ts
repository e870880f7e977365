/*
 * Whether the machine's clock can be believed. What the program does by itself (封账, opening rounds, 催办, sessions that
 * are over) cannot be taken back by whoever it concerns, so it waits while the clock is in doubt. What people do is
 * recorded all the same, and marked where its time lies before that of an earlier act (the trail's clock marks).
 *
 * 1. The wall clock leapt against the monotonic one by more than a minute. It is believed again at once when it is back
 *    where it was, and otherwise when both have run alike for an hour: a machine that was asleep, or set right by hand.
 * 2. It stands more than a minute behind the newest event, which must not lie in the future. It is believed again when it
 *    has caught up.
 * 3. In either case at once when the 系统管理员 says that the time is right. Then only what has been recorded since counts
 *    as the newest event.
 */

/** The wall clock may differ so much. */
export const CLOCKS_AGREE_WITHIN = 60_000
/** After a leap both clocks have to run alike for so long. */
export const SETTLES_AFTER = 3_600_000

export type ClockFault = "leapt" | "behind"

/** Both clocks, read together. */
export type Line = { wall: number; monotonic: number }

/** Where the clocks stood when they were last believed, and since when they run on another line, if they do. */
export type Watched = { line: Line; leapt: { since: number; line: Line } | null }

const agree = (one: Line, other: Line): boolean =>
  Math.abs(other.wall - one.wall - (other.monotonic - one.monotonic)) <= CLOCKS_AGREE_WITHIN

/** What is to be thought of the clocks after they were read once more. */
export function observed({ line, leapt }: Watched, now: Line): Watched {
  if (agree(line, now)) return { line: now, leapt: null }
  if (!leapt || !agree(leapt.line, now)) return { line, leapt: { since: now.monotonic, line: now } }
  if (now.monotonic - leapt.since >= SETTLES_AFTER) return { line: now, leapt: null }
  return { line, leapt: { since: leapt.since, line: now } }
}

export const isBehind = (now: number, newestEventAt: number | null): boolean =>
  newestEventAt !== null && now < newestEventAt - CLOCKS_AGREE_WITHIN

/** What the trail says of the time: when the newest event was since the clock was last confirmed, and that confirmation. */
export type ClockFacts = { newestAt: number | null; confirmations: number }

/** Judges the clock, as often as it is asked. */
export type ClockWatch = { fault: (now: number, facts: ClockFacts) => ClockFault | null }

/** For a runtime without a clock that only runs on: the trail alone tells. */
export const trailWatch: ClockWatch = {
  fault: (now, { newestAt }) => (isBehind(now, newestAt) ? "behind" : null),
}

/** For a process: begins by believing its clock; whoever confirms it makes it begin anew. */
export function clockWatch(wall: () => number, monotonic: () => number): ClockWatch {
  let watched: Watched = { line: { wall: wall(), monotonic: monotonic() }, leapt: null }
  let confirmed: number | null = null
  return {
    fault(now, { newestAt, confirmations }) {
      const line = { wall: wall(), monotonic: monotonic() }
      const isConfirmed = confirmed !== null && confirmations > confirmed
      confirmed = confirmations
      watched = isConfirmed ? { line, leapt: null } : observed(watched, line)
      if (watched.leapt) return "leapt"
      return isBehind(now, newestAt) ? "behind" : null
    },
  }
}
