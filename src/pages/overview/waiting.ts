/*
 * What waits for a leader, and for nobody else: answers to their 批示, 文稿 and 督办单 to be approved, 自查 where the plan names
 * leaders to confirm, objections to an inspection; and drafts to be approved, which belong to no plan yet and are listed
 * by themselves. What the office has to judge (办结, 异议 to the 分工) is not theirs.
 */

export const WAITING = ["replies", "papers", "approvals", "confirmations", "objections"] as const
export type Waiting = (typeof WAITING)[number]

export type WaitingCount = { planId: number; kind: Waiting; n: number }

/** What is named one by one; `confirmations` are only counted, for they are confirmed in a queue of the desk. */
export type Named<Reply, Paper, Approval, Objection> = {
  replies: Reply[]
  papers: Paper[]
  approvals: Approval[]
  objections: Objection[]
}

export type WaitingGroup<Reply, Paper, Approval, Objection> = Named<Reply, Paper, Approval, Objection> & {
  planId: number
  /** Everything that waits in the plan, named or not. */
  n: number
  confirmations: number
  /** Too many to be named. */
  more: number
}

type OfPlan = { planId: number }

/** By plan, in the order of `planIds`; a plan in which nothing waits has no group. */
export function waitingByPlan<
  Reply extends OfPlan,
  Paper extends OfPlan,
  Approval extends OfPlan,
  Objection extends OfPlan,
>(
  planIds: readonly number[],
  counts: readonly WaitingCount[],
  named: Named<Reply, Paper, Approval, Objection>,
): WaitingGroup<Reply, Paper, Approval, Objection>[] {
  return planIds.flatMap((planId) => {
    const ofPlan = <T extends OfPlan>(rows: T[]) => rows.filter((row) => row.planId === planId)
    const own = counts.filter((one) => one.planId === planId)
    const n = own.reduce((sum, one) => sum + one.n, 0)
    if (n === 0) return []
    const confirmations = own.find(({ kind }) => kind === "confirmations")?.n ?? 0
    const replies = ofPlan(named.replies)
    const papers = ofPlan(named.papers)
    const approvals = ofPlan(named.approvals)
    const objections = ofPlan(named.objections)
    const more = n - confirmations - replies.length - papers.length - approvals.length - objections.length
    return [{ planId, n, replies, papers, approvals, objections, confirmations, more }]
  })
}
