import type { Assignment, Plan, Round, Task } from "#db/schema.ts"
import { isReporting } from "#src/plans/assignments/workflow.ts"
import { isDueInRound } from "./periods.ts"
import { periodAbout, type Ruled, type Telling } from "./rounds.ts"

/*
 * Who owes a report in a round. It is decided when the round opens, and kept; work that comes to the plan later, or comes
 * back, is taken into the round that runs by 补列, on record.
 */

export type Reporting = Pick<Assignment, "role" | "state"> & { rhythm: Task["rhythm"] }
type Asking = Pick<Plan, "rhythm" | "supportReports">

/** Leads and responsible units report, supporting ones where the plan says so. */
export const reportsIn = ({ role }: Pick<Reporting, "role">, plan: Pick<Plan, "supportReports">): boolean =>
  role !== "support" || plan.supportReports

/** By their rhythm, the parts that a round about a period asks for their report. */
export const owing = <T extends Reporting>(plan: Asking, period: string, all: readonly T[]): T[] =>
  all.filter(
    (part) =>
      isReporting(part.state) && reportsIn(part, plan) && isDueInRound(part.rhythm ?? plan.rhythm, plan.rhythm, period),
  )

/** The round of a plan that runs: the newest one that is not cut off. */
export type RunningRound = Pick<Round, "id" | "number" | "name" | "dueBy" | "period">

/** A round that a part may be taken into; `usual`: its day is ahead, and the part's rhythm would have it there. */
export type Joining = { round: RunningRound; usual: boolean }

/** Null: there is no round to join, the part is in it, or it does not report at all. */
export function joining(
  plan: Asking & Ruled,
  round: RunningRound | null | undefined,
  part: Omit<Reporting, "state"> & { isListed: boolean },
  { today, ...telling }: Telling & { today: string },
): Joining | null {
  if (!round || part.isListed || !reportsIn(part, plan)) return null
  const asked = owing(plan, periodAbout(plan, round, telling), [{ ...part, state: "active" as const }])
  return { round, usual: round.dueBy >= today && asked.length > 0 }
}
