import { and, eq, gte, isNull } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { links, type Plan, rounds } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import type { PlanRounds } from "#src/pages/rounds/queries.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { roundSubject } from "#src/plans/rounds/commands.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { expiryOf, type LinkRules } from "#src/reports/links/link.ts"
import { type By, record, staleWhen } from "#src/trail/record.ts"
import { restedOn } from "./scope.ts"
import { isAutomatic, undoingCutOff } from "./undo.ts"

/** What came by itself is undone for a reason, which is told. */
export const undoFits = (last: PlanRounds["rounds"][number]["lastWord"], remark: string): Problems | null =>
  isAutomatic(last) && remark.trim() === "" ? { remark: ["请填写撤销封账的理由"] } : null

/**
 * 撤销封账: the round is as it was before. What was judged by the cut-off is read from it and is so no more: reports sent
 * meanwhile are judged by the due day again, answers of before can be undone again, and links made meanwhile end when
 * they would have ended.
 */
export async function undoCutOff(
  database: Database,
  plan: Plan,
  { round, lastWord, rested }: PlanRounds["rounds"][number],
  by: By,
  rules: LinkRules,
  remark = "",
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  ensureFits(undoFits(lastWord, remark))
  const { cutOffAt } = round
  const refused = undoingCutOff(lastWord, { by: by.actor.id, at: by.at, followed: rested })
  if (refused) throw refused === "others_cut_off" ? forbidden(refused) : conflict(refused)
  if (cutOffAt === null) throw conflict("not_cut_off")
  const version = round.version + 1
  const expiresAt = expiryOf({ dueBy: round.dueBy, cutOffAt: null }, by.today, rules)
  await record(
    database,
    by,
    [
      {
        id: staleWhen(restedOn(round)),
        action: "round_cut_off_undone",
        subject: roundSubject(round),
        version,
        planId: plan.id,
        particulars: {
          name: round.name,
          before: { cutOffAt },
          after: { cutOffAt: null },
          ...(remark ? { remark } : {}),
        },
      },
    ],
    [
      database.db.update(rounds).set({ cutOffAt: null, version }).where(eq(rounds.id, round.id)),
      database.db
        .update(links)
        .set({ expiresAt })
        .where(and(eq(links.roundId, round.id), gte(links.createdAt, cutOffAt), isNull(links.revokedAt))),
    ],
  )
}
