import type { Extension } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

type State = Extension["state"]

/*
 * asked 申请 ── grant ──> granted 同意, with the new day
 *   │      └── refuse ──> refused 不同意; the day that stood goes on counting
 *   └── withdraw ──> withdrawn 撤回; transfer: asked again for the unit that takes over
 */
export const MOVES = {
  withdraw: { from: ["asked"], to: "withdrawn", by: "unit" },
  transfer: { from: ["asked"], to: "withdrawn", by: "office" },
  grant: { from: ["asked"], to: "granted", by: "office" },
  refuse: { from: ["asked"], to: "refused", by: "office" },
} as const satisfies Record<string, { from: readonly State[]; to: State; by: "unit" | "office" }>

export type ExtensionMove = keyof typeof MOVES

export const EXTENSION_MOVES = Object.keys(MOVES) as ExtensionMove[]

export const canMove: (state: State, move: ExtensionMove) => boolean = possibleBy(MOVES)

/**
 * Asked for in time: on the day itself at the latest (domain.md 3.2, step 6). What was not extended and not finished is
 * judged by the day that stood.
 */
export const isInTime = (formerBy: string, today: string): boolean => today <= formerBy
