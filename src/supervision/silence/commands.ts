import type { Database } from "#db/database.ts"
import { type Plan, talks } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { ensureFits, forbidden } from "#src/refusal.ts"
import { type Act, type By, nextSubject, record } from "#src/trail/record.ts"

type Talk = { heldOn: string; text: string }

/** Who talks has talked. */
export const talkFits = ({ heldOn }: Pick<Talk, "heldOn">, { today }: { today: string }): Problems | null =>
  heldOn > today ? { heldOn: ["沟通日期不能晚于今天"] } : null

/** 沟通 about some parts, in one act. Changes no state, makes nobody's page stale: they rest until the next round. */
export async function registerTalk(
  database: Database,
  plan: Plan,
  round: { id: number; name: string },
  parts: readonly { assignmentId: number; unit: string; label: string }[],
  { heldOn, text }: Talk,
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  ensureRunning(plan)
  ensureFits(talkFits({ heldOn }, by))
  const acts = parts.map(
    ({ unit, label }, i): Act => ({
      action: "talk_registered",
      subject: nextSubject("talk", talks, i),
      version: 1,
      planId: plan.id,
      particulars: { unit, label, heldOn, remark: text, round: round.name },
    }),
  )
  const [first, ...rest] = acts
  if (!first) return
  const rows = parts.map(({ assignmentId }) =>
    database.db
      .insert(talks)
      .values({ planId: plan.id, assignmentId, roundId: round.id, heldOn, text, byId: by.actor.id, at: by.at }),
  )
  await record(database, by, [first, ...rest], rows)
}
