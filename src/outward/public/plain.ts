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
