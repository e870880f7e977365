import { eq } from "drizzle-orm"
import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import { type Assignment, dues, type Plan, type Round, rounds, type Task } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { isReporting } from "#src/assignments/workflow.ts"
import { startOf } from "#src/clock.ts"
import { type By, newestId, record } from "#src/events/record.ts"
import { supervises } from "#src/plans/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { DEFAULTS } from "#src/settings/settings.ts"
import { reporting } from "./queries.ts"
import { isDueInRound, periodOf } from "./rounds.ts"

/** `period`: a day of the last month that the round is about, where the due day does not tell. */
export type NewRound = Pick<Round, "name" | "opensOn" | "dueBy" | "evidenceRequired"> & { period?: string | null }
type Reporting = Pick<Assignment, "id" | "unitId" | "role" | "state"> & { rhythm: Task["rhythm"] }

/** Who owes a report in a round: leads and responsible units (supporting ones if the plan says so), by their rhythm. */
export const owing = (plan: Pick<Plan, "rhythm" | "supportReports">, period: string, all: Reporting[]): Reporting[] =>
  all.filter(
    ({ role, state, rhythm }) =>
      isReporting(state) &&
      (role !== "support" || plan.supportReports) &&
      isDueInRound(rhythm ?? plan.rhythm, plan.rhythm === "none" ? "quarterly" : plan.rhythm, period),
  )

/**
 * Opens a round: what is owed is decided now and kept. A second round inside an open one has to be asked for twice
 * (减负). Resolves with the round's number and how many reports it asks for.
 */
export async function openRound(
  database: Database,
  plan: Plan,
  existing: Pick<Round, "number" | "name" | "cutOffAt">[],
  { period, ...round }: NewRound,
  by: Doer,
  { inside = false, lastPeriodDays = DEFAULTS.lastPeriodDays }: { inside?: boolean; lastPeriodDays?: number } = {},
): Promise<{ number: number; owed: number }> {
  if (!supervises(by.actor, plan)) throw forbidden()
  const open = existing.find(({ cutOffAt }) => cutOffAt === null)
  if (open && !inside) throw conflict("round_open", { name: open.name })
  const { db } = database
  const [all] = await database.read([reporting(database, plan.id)])
  const about = period ?? periodOf(plan.rhythm, round.dueBy, lastPeriodDays)
  const owed = owing(plan, about, all)
  const number = Math.max(0, ...existing.map((one) => one.number)) + 1
  await record(
    database,
    by,
    [
      {
        action: "round_opened",
        subject: `round:${plan.id}/${number}`,
        version: 1,
        planId: plan.id,
        particulars: { ...round, period: about.slice(0, 7), owed: owed.length },
      },
    ],
    [
      db.insert(rounds).values({ planId: plan.id, number, ...round }),
      ...chunks(owed).map((some) =>
        db
          .insert(dues)
          .values(
            some.map(({ id, unitId }) => ({ roundId: newestId(rounds), assignmentId: id, planId: plan.id, unitId })),
          ),
      ),
    ],
  )
  return { number, owed: owed.length }
}

/** Moves a round's due day or name; what stood there before stays in the trail. */
export async function rescheduleRound(
  database: Database,
  plan: Plan,
  round: Round,
  changes: Pick<Round, "name" | "dueBy" | "evidenceRequired">,
  by: Doer,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  if (round.cutOffAt !== null) throw conflict("cut_off")
  const before = { name: round.name, dueBy: round.dueBy, evidenceRequired: round.evidenceRequired }
  await record(
    database,
    by,
    [
      {
        action: "round_rescheduled",
        subject: `round:${plan.id}/${round.number}`,
        version: round.version + 1,
        planId: plan.id,
        particulars: { before, after: changes },
      },
    ],
    [
      database.db
        .update(rounds)
        .set({ ...changes, version: round.version + 1 })
        .where(eq(rounds.id, round.id)),
    ],
  )
}

/** 截止 by a supervisor: the figures are frozen as of this instant. */
export async function cutOff(database: Database, plan: Plan, round: Round, by: Doer) {
  if (!supervises(by.actor, plan)) throw forbidden()
  if (by.at < startOf(round.opensOn)) throw conflict("not_opened", { name: round.name })
  await cutOffAt(database, round, by.at, by)
}

/** 截止, by a person now or by the timer at the automatic instant. */
export async function cutOffAt(database: Database, round: Round, at: number, by: By) {
  if (round.cutOffAt !== null) throw conflict("cut_off")
  await record(
    database,
    by,
    [
      {
        action: "round_cut_off",
        subject: `round:${round.planId}/${round.number}`,
        version: round.version + 1,
        planId: round.planId,
        particulars: { name: round.name, cutOffAt: at, automatic: by.actor === null },
      },
    ],
    [
      database.db
        .update(rounds)
        .set({ cutOffAt: at, version: round.version + 1 })
        .where(eq(rounds.id, round.id)),
    ],
  )
}
