import type { DraftRuleState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * drafting 起草 ── consult 公开征求意见 ──> consulting ── tell 情况通报 ──> told ── enact 出台 ──> enacted ── explain 解读公布 ──> explained
 *    │                                     │   ^ consult again 延长           │ ^                 ^
 *    │                                     └───┘                              └─┘ consult again  │
 *    └── exempt 依法保密 ──> exempt ── enact ────────────────────────────────────────────────────┘
 *   drafting, consulting, told, exempt ── stop 终止, a reason ──> stopped
 */
export const MOVES = {
  consult: { from: ["drafting", "consulting", "told"], to: "consulting" },
  tell: { from: ["consulting"], to: "told" },
  exempt: { from: ["drafting"], to: "exempt" },
  enact: { from: ["told", "exempt"], to: "enacted" },
  explain: { from: ["enacted"], to: "explained" },
  stop: { from: ["drafting", "consulting", "told", "exempt"], to: "stopped" },
} as const satisfies Record<string, { from: readonly DraftRuleState[]; to: DraftRuleState }>

export type DraftRuleMove = keyof typeof MOVES

export const DRAFT_RULE_MOVES = Object.keys(MOVES) as DraftRuleMove[]

export const canMove: (state: DraftRuleState, move: DraftRuleMove) => boolean = possibleBy(MOVES)

/** What comes next on the way to the public; null: nothing is owed any more. What was exempt owes no 解读. */
export function nextOf({ state, exemptWhy }: { state: DraftRuleState; exemptWhy: string }): DraftRuleMove | null {
  if (state === "enacted") return exemptWhy === "" ? "explain" : null
  return NEXT[state]
}

const NEXT = {
  drafting: "consult",
  consulting: "tell",
  told: "enact",
  exempt: "enact",
  explained: null,
  stopped: null,
} as const satisfies Record<Exclude<DraftRuleState, "enacted">, DraftRuleMove | null>
