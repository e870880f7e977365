import type { ActivityState, VerificationResult } from "#db/schema.ts"
import type { BoardTask } from "#src/board/standing.ts"

/** How a task stands, as plainly as the public is told: no lights, no lateness of reports, nothing of who has said what. */
export const PLAIN = ["done", "underway", "continuing", "overdue", "paused", "ended"] as const
export type Plain = (typeof PLAIN)[number]

export function plainOf(
  { light, deadline, dueBy }: Pick<BoardTask, "light" | "deadline" | "dueBy">,
  today: string,
): Plain {
  if (light.colour === "none") return light.reason === "suspended" ? "paused" : "ended"
  if (light.colour === "blue") return "done"
  if (deadline === "continuing") return "continuing"
  return dueBy !== null && dueBy < today ? "overdue" : "underway"
}

/**
 * What came of a 清单事项 or an activity at the year's end, as the public is told: whether it was done, and nothing of what
 * the unit had said of it. Null: nobody has verified it.
 */
export const ENDED = ["done", "partly", "not_done", "held", "unheld"] as const
export type Ended = (typeof ENDED)[number]

const ENDED_BY: Record<VerificationResult, Ended> = {
  fulfilled: "done",
  partly: "partly",
  unmet: "not_done",
  untrue: "not_done",
}

export const endedOf = (result: VerificationResult | null): Ended | null => (result === null ? null : ENDED_BY[result])

export const activityEnded = (state: ActivityState): Ended => (state === "held" ? "held" : "unheld")
