import type { AssignmentState } from "#db/schema.ts"
import type { Judging } from "#src/confirming/judging.ts"

/*
 * 成批采纳: only for what nobody needs to look at twice. Whatever states a problem, came late, was returned before, asks
 * for closure or takes two people to judge is answered one by one.
 */

/** A screenful; nobody looks through more before one press of a button. */
export const MOST_TOGETHER = 50

/** Why a report is judged by itself; the first that applies. */
export const ALONE = [
  "moved",
  "not_yours",
  "self_check",
  "closing",
  "rectifying",
  "returned_before",
  "late",
  "difficulty",
  "problem",
] as const
export type Alone = (typeof ALONE)[number]

export type BulkFacts = {
  /** Still as the person saw it, and waiting for an answer. */
  isCurrent: boolean
  judging: Judging
  state: AssignmentState
  returnedBefore: boolean
  /** First sent after its day, or after the cut-off. */
  late: boolean
  hasDifficulty: boolean
  problems: string
}

/** Why this one is not accepted together with others; null: it may be. */
export function alone(facts: BulkFacts): Alone | null {
  if (!facts.isCurrent) return "moved"
  if (facts.judging.how === "refused") return "not_yours"
  if (facts.judging.how === "propose") return "self_check"
  if (facts.state === "claimed") return "closing"
  if (facts.state === "rectifying") return "rectifying"
  if (facts.returnedBefore) return "returned_before"
  if (facts.late) return "late"
  if (facts.hasDifficulty) return "difficulty"
  return statesProblem(facts.problems) ? "problem" : null
}

/** What people write into a box that asks for problems when there are none. */
const NONE = /^(暂?无|没有|未发现|不存在)(存在)?(明显|突出)?(的?问题)?$/

/** 存在问题 says something; 「无」 and its like say that there is nothing to say. */
export const statesProblem = (problems: string): boolean => {
  const said = problems.replaceAll(/[\s。．.，,；;、！!]/g, "")
  return said !== "" && !NONE.test(said)
}
