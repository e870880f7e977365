import type { DocumentState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * A version of a document:
 *
 * draft 草拟 ── file 报送 ─────────────────────────────────────> filed 已报送 ── record 备案 ──> recorded 已备案
 *   │  ^                                                          │  ^                            │ release 公布
 *   │  ├── return 退回, recall 撤回 ──────────────────────────────┘  │ sign 审签                  v
 *   │  └── send_back 发还, recall 撤回 ── signing 待审签 ────────────┘              released 已公布
 *   └── send_to_head 送审签 ───────────────> ^     (where the head is asked)   release ^ │ withdraw 撤下
 *                                                                               withdrawn 已撤下
 * A change in the year is a new version, a draft beside what was recorded before.
 */
export const MOVES = {
  send_to_head: { from: ["draft"], to: "signing", by: "unit" },
  sign: { from: ["signing"], to: "filed", by: "head" },
  send_back: { from: ["signing"], to: "draft", by: "head" },
  file: { from: ["draft"], to: "filed", by: "unit" },
  recall: { from: ["signing", "filed"], to: "draft", by: "unit" },
  return: { from: ["filed"], to: "draft", by: "office" },
  record: { from: ["filed"], to: "recorded", by: "office" },
  release: { from: ["recorded", "withdrawn"], to: "released", by: "office" },
  withdraw: { from: ["released"], to: "withdrawn", by: "office" },
} as const satisfies Record<
  string,
  { from: readonly DocumentState[]; to: DocumentState; by: "unit" | "head" | "office" }
>

export type DocumentMove = keyof typeof MOVES

export const DOCUMENT_MOVES = Object.keys(MOVES) as DocumentMove[]

export const canMove: (state: DocumentState, move: DocumentMove) => boolean = possibleBy(MOVES)

type States = readonly [DocumentState, ...DocumentState[]]

/** Was accepted and has its 备案号. */
export const RECORDED = ["recorded", "released", "withdrawn"] as const satisfies States

export const isRecorded = (state: DocumentState): boolean => (RECORDED as States).includes(state)

/** Left the unit. Copies are taken in from then on, also those that come after it was recorded. */
export const WITH_OFFICE = ["filed", ...RECORDED] as const satisfies States

export const isWithOffice = (state: DocumentState): boolean => (WITH_OFFICE as States).includes(state)
