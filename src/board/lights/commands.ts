import { and, eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, type LightColour, lightOverrides, rounds } from "#db/schema.ts"
import type { FoundAssignment } from "#src/plans/assignments/queries.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { assignmentSubject, type By, record } from "#src/trail/record.ts"

/**
 * A supervisor's light beside the computed one, with a reason, until the next round; null takes it back.
 * The computed light stays visible next to it.
 */
export async function overrideLight(
  database: Database,
  { assignment, plan, task }: FoundAssignment,
  { round, light, reason }: { round: number; light: LightColour | null; reason: string },
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  const { db } = database
  const version = assignment.version + 1
  const [[inRound]] = await database.read([
    db
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(eq(rounds.planId, plan.id), eq(rounds.number, round))),
  ])
  if (!inRound) throw missing()
  await record(
    database,
    by,
    [
      {
        action: "light_overridden",
        subject: assignmentSubject(assignment.id),
        version,
        planId: plan.id,
        taskId: task.id,
        particulars: { light, remark: reason, round },
      },
    ],
    [
      db
        .insert(lightOverrides)
        .values({ assignmentId: assignment.id, roundId: inRound.id, light, reason, byId: by.actor.id, at: by.at }),
      db.update(assignments).set({ version }).where(eq(assignments.id, assignment.id)),
    ],
  )
}
