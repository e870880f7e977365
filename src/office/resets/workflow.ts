import type { Reset } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

type State = Reset["state"]

/*
 * none ── ask 申请 ──> asked 待确认 ── confirm ──> confirmed 已确认: a code opens the change once, within a day
 *                        ├── refuse ──> refused 不同意          ├── use ──> used 已使用: the person has a new password
 *                        └── withdraw ──> withdrawn 已撤回      ├── expire ──> expired 已失效
 *                                                               └── withdraw ──> withdrawn
 * none ── rescue ──> confirmed: printed on the server, where two of the three are locked out
 */
export const MOVES = {
  ask: { from: ["none"], to: "asked" },
  rescue: { from: ["none"], to: "confirmed" },
  confirm: { from: ["asked"], to: "confirmed" },
  refuse: { from: ["asked"], to: "refused" },
  withdraw: { from: ["asked", "confirmed"], to: "withdrawn" },
  use: { from: ["confirmed"], to: "used" },
  expire: { from: ["confirmed"], to: "expired" },
} as const satisfies Record<string, { from: readonly (State | "none")[]; to: State }>

export type ResetMove = keyof typeof MOVES

export const RESET_MOVES = Object.keys(MOVES) as ResetMove[]

export const canMove: (state: State | "none", move: ResetMove) => boolean = possibleBy(MOVES)

/** Something may still come of it. */
export const OPEN = ["asked", "confirmed"] as const satisfies readonly State[]

/** A code opens the change for so long. In milliseconds. */
export const CODE_LIFE = 86_400_000

/** The code was shown and still counts. */
export const isLive = ({ state, decidedAt }: Pick<Reset, "state" | "decidedAt">, now: number): boolean =>
  state === "confirmed" && decidedAt !== null && now - decidedAt < CODE_LIFE && now >= decidedAt

/** The code was shown, and its day is over. */
export const hasLapsed = (reset: Pick<Reset, "state" | "decidedAt">, now: number): boolean =>
  reset.state === "confirmed" && !isLive(reset, now)
