import type { Consultation } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * open 征求意见中 ── close ──> closed 已结束
 *   ├── recall ──> dropped 已撤回
 *   └── issue (its draft is issued, or updates a plan) ──> issued 已下达
 *
 * A 征求意见稿 asks nobody for anything: nothing is owed, late or urged. It is no plan; its draft goes on being corrected.
 */
export const MOVES = {
  close: { from: ["open"], to: "closed" },
  recall: { from: ["open"], to: "dropped" },
  issue: { from: ["open"], to: "issued" },
} as const satisfies Record<string, { from: readonly Consultation["state"][]; to: Consultation["state"] }>

export type ConsultationMove = keyof typeof MOVES

export const canMove: (state: Consultation["state"], move: ConsultationMove) => boolean = possibleBy(MOVES)

/** Units may say something, and change what they said. */
export const OPEN = ["open"] as const satisfies readonly Consultation["state"][]

/** What units may read: also afterwards, unless it was taken back. */
export const SHOWN = ["open", "closed", "issued"] as const satisfies readonly Consultation["state"][]

export const isOpen = (state: Consultation["state"]): boolean => OPEN.some((one) => one === state)
export const isShown = (state: Consultation["state"]): boolean => SHOWN.some((one) => one === state)
