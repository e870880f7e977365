import type { Conclusion, Inspection } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * draft ── open ──> underway ── conclude ──> concluded ── close ──> ended
 *   └────── cancel ──────┴──> cancelled
 *
 * The scope is chosen and drawn while it is a draft and frozen when it is opened (国务院令第733号, art. 15: 不得随意扩大督查范围).
 */
export const MOVES = {
  open: { from: ["draft"], to: "underway" },
  cancel: { from: ["draft", "underway"], to: "cancelled" },
  conclude: { from: ["underway"], to: "concluded" },
  close: { from: ["concluded"], to: "ended" },
} as const satisfies Record<string, { from: readonly Inspection["state"][]; to: Inspection["state"] }>

export type InspectionMove = keyof typeof MOVES

export const canMove: (state: Inspection["state"], move: InspectionMove) => boolean = possibleBy(MOVES)

/*
 * A unit's conclusion: fed_back ── read ──> read ── object ──> objected ── uphold ──> upheld
 *                              └────────── object ──────^          └───── change ──> changed
 */
export const CONCLUSION_MOVES = {
  read: { from: ["fed_back"], to: "read", by: "unit" },
  object: { from: ["fed_back", "read"], to: "objected", by: "unit" },
  uphold: { from: ["objected"], to: "upheld", by: "other" },
  change: { from: ["objected"], to: "changed", by: "other" },
} as const satisfies Record<
  string,
  { from: readonly Conclusion["state"][]; to: Conclusion["state"]; by: "unit" | "other" }
>

export type ConclusionMove = keyof typeof CONCLUSION_MOVES

export const canMoveConclusion: (state: Conclusion["state"], move: ConclusionMove) => boolean =
  possibleBy(CONCLUSION_MOVES)

/** An objection comes within the days (733号令 art. 17: 30日), the last one included. */
export const isInTime = ({ objectBy }: Pick<Conclusion, "objectBy">, today: string): boolean => today <= objectBy

/** Nothing more can come of it: it was read and its days are over, or its objection has been decided. */
export const isSettled = (conclusion: Pick<Conclusion, "state" | "objectBy">, today: string): boolean =>
  conclusion.state === "upheld" ||
  conclusion.state === "changed" ||
  (conclusion.state !== "objected" && !isInTime(conclusion, today))

/** What an inspection found is not as it ought to be. */
export const isProblem = (verdict: string | null): boolean => verdict !== null && verdict !== "true"
