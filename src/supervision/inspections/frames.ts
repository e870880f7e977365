import type { FoundInspection } from "./queries.ts"

/** From what a draw is made. */
export const FRAMES = ["all", "lead", "active", "closed"] as const
export type Frame = (typeof FRAMES)[number]

type Part = Pick<FoundInspection["frame"][number], "role" | "state">

const UNDER_WAY = ["awaiting", "active", "claimed", "rectifying"]

export const IN_FRAME: Record<Frame, (part: Part) => boolean> = {
  all: () => true,
  lead: ({ role }) => role === "lead",
  active: ({ state }) => UNDER_WAY.includes(state),
  closed: ({ state }) => state === "closed",
}
