import type { VerificationResult, VerificationState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * 督查核实 of an item, with or without 自报 before it:
 *
 * claimed 已自报 ── verify 核实 ──> verified 已核实 ── tell 告知 ──> told 已告知 ── explain 说明, of 不实, once ──> explained 已说明
 *                                   ^ └ verify, a reason              │                                            │
 *                                   └──────── verify, a reason ───────┴────────────────────────────────────────────┘
 *
 * Another result never takes the place of one: both stay. What the unit was told stands for it until it is told another one;
 * so it says how far it is, and explains, whatever the office has found since.
 */
export const MOVES = {
  verify: { from: ["claimed", "verified", "told", "explained"], to: "verified" },
  tell: { from: ["verified"], to: "told" },
  explain: { from: ["told"], to: "explained" },
} as const satisfies Record<string, { from: readonly VerificationState[]; to: VerificationState }>

export const canMove: (state: VerificationState, move: keyof typeof MOVES) => boolean = possibleBy(MOVES)

type Shown = { result: VerificationResult; toldAt: number | null; answeredAt: number | null } | null

/** 不实 was told to the unit, which has said nothing to it. */
export const awaitsAnswer = (shown: Shown): boolean =>
  shown !== null && shown.result === "untrue" && shown.toldAt !== null && shown.answeredAt === null

/** Month and day of a year on which its items begin to be verified where nobody has said another one. */
export const USUAL_DAY = "-12-01"
