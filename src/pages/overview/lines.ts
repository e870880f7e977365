import type { Plan } from "#db/schema.ts"

/*
 * All plans that somebody sees, one line each: what is late, what needs attention, what has not come, what waits for a
 * decision. Counted in 分工, as everything that such a number opens.
 */

export type PlanLine = {
  plan: Pick<Plan, "id" | "title" | "docNumber" | "issuedOn">
  /** The round that was opened last. */
  round: { name: string; isCutOff: boolean } | null
  /** Red and yellow lights. */
  late: number
  attention: number
  /** Asked for and come in that round, while it is open. */
  rate: { due: number; reported: number } | null
  /** Things that wait for this reader, or for a leader where the reader is none. */
  waiting: number
}

export const NEEDS = ["late", "waiting", "attention", "owed"] as const
export type Need = (typeof NEEDS)[number]

/** How much of it a plan has. */
export const AMOUNT: Record<Need, (line: PlanLine) => number> = {
  late: ({ late }) => late,
  waiting: ({ waiting }) => waiting,
  attention: ({ attention }) => attention,
  owed: ({ rate }) => (rate ? rate.due - rate.reported : 0),
}

/** The neediest first: by what is late, then by what waits for a decision, then by what needs attention, then the newest. */
export function byNeed(a: PlanLine, b: PlanLine): number {
  const newest = b.plan.issuedOn.localeCompare(a.plan.issuedOn) || b.plan.id - a.plan.id
  return b.late - a.late || b.waiting - a.waiting || b.attention - a.attention || newest
}

/** Nothing of it is late, needs attention or waits for a decision: that reports are still to come is no need. */
export const isCalm = ({ late, waiting, attention }: PlanLine): boolean => late + waiting + attention === 0

export type Totals = { plans: number; due: number; needs: Record<Need, { plans: number; amount: number }> }

/** The one sum over all plans. */
export function totalsOf(lines: readonly PlanLine[]): Totals {
  const sum = (amount: (line: PlanLine) => number) => lines.reduce((total, line) => total + amount(line), 0)
  const of = (need: Need) => ({
    plans: lines.filter((line) => AMOUNT[need](line) > 0).length,
    amount: sum(AMOUNT[need]),
  })
  return {
    plans: lines.length,
    due: sum(({ rate }) => rate?.due ?? 0),
    needs: { late: of("late"), waiting: of("waiting"), attention: of("attention"), owed: of("owed") },
  }
}
