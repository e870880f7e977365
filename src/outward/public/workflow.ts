import type { ReleaseState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * A version of what the public sees:
 *
 * prepared 拟公布 ── check 核对, by another person ──> checked 已核对 ── release 公布 ──> released 已公布
 *    └───────────── drop 不予公布, a reason ────────────┴──> dropped        ├─ replace, by the next version ──> replaced 已替换
 *                                                                          └─ withdraw 撤下, a note that stays ──> withdrawn 已撤下
 *
 * What was prepared is never changed: another text is another version.
 */
export const MOVES = {
  check: { from: ["prepared"], to: "checked" },
  release: { from: ["checked"], to: "released" },
  drop: { from: ["prepared", "checked"], to: "dropped" },
  replace: { from: ["released"], to: "replaced" },
  withdraw: { from: ["released"], to: "withdrawn" },
} as const satisfies Record<string, { from: readonly ReleaseState[]; to: ReleaseState }>

export type ReleaseMove = keyof typeof MOVES

export const RELEASE_MOVES = Object.keys(MOVES) as ReleaseMove[]

export const canMove: (state: ReleaseState, move: ReleaseMove) => boolean = possibleBy(MOVES)

type States = readonly [ReleaseState, ...ReleaseState[]]

/** On its way: nothing else is prepared of the same thing meanwhile. */
export const OPEN = ["prepared", "checked"] as const satisfies States

/** Could once be read by everybody. */
export const WAS_OUT = ["released", "replaced", "withdrawn"] as const satisfies States

/** Is read by everybody, or will be. */
export const CURRENT = ["prepared", "checked", "released"] as const satisfies States

/** What stands at the address: the text, or why it was taken off. */
export const AT_ADDRESS = ["released", "withdrawn"] as const satisfies States

/** On its way, or at its address. */
export const FINDABLE = [...OPEN, ...AT_ADDRESS] as const satisfies States

const among =
  (states: States) =>
  (state: ReleaseState): boolean =>
    states.includes(state)

export const isOpen = among(OPEN)
export const wasOut = among(WAS_OUT)
export const isAtAddress = among(AT_ADDRESS)
export const isFindable = among(FINDABLE)
