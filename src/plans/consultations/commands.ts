import { eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  type Consultation,
  consultations,
  consultationUnits,
  type Opinion,
  type OpinionVerdict,
  opinions,
  opinionVerdicts,
  planDrafts,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import { holds } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import type { FoundDraft } from "#src/plans/intake/drafts/draft_queries.ts"
import type { ShownDocument } from "#src/plans/intake/drafts/shown.ts"
import { isDrafted } from "#src/plans/plan/scope.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, newestId, nextSubject, record, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { conducts, spokenFor } from "./policy.ts"
import type { FoundConsultation } from "./queries.ts"
import { isOpen as open } from "./scope.ts"
import { type ConsultationMove, canMove, isOpen, MOVES } from "./workflow.ts"

const ACTION_OF = {
  close: "consultation_closed",
  recall: "consultation_recalled",
} as const satisfies Record<Exclude<ConsultationMove, "issue">, Action>

export type Asking = { title: string; document: ShownDocument; unitIds: number[]; answerBy: string; remark: string }

/** Units have until today at the least. */
export const askingFits = (answerBy: string, { today }: { today: string }): Problems | null =>
  answerBy < today ? { answerBy: ["请填今天或以后的日期"] } : null

/** 有意见 says which, 无意见 says nothing. */
export function opinionFits({ stance, text, items }: Pick<Opinion, "stance" | "text" | "items">): Problems | null {
  const says = text.trim() !== "" || Object.keys(items).length > 0
  if (stance === "amend" && !says) return { stance: ["请在下面写明意见，或选「无意见」"] }
  if (stance === "agree" && says) return { stance: ["下面写了意见：请选「有意见」，或删去所写的"] }
  return null
}

/** 征求意见: the words as they stand now are kept for the units; the draft goes on being corrected. */
export async function openConsultation(database: Database, draft: FoundDraft, { unitIds, ...asking }: Asking, by: By) {
  const { db } = database
  const { key, unitId: officeId, revision, state } = draft
  if (!holds(by.actor, "supervisor", officeId)) throw forbidden()
  ensureFits(askingFits(asking.answerBy, by))
  if (state !== "draft") throw conflict("draft_submitted")
  const asRead = sql`exists (select 1 from ${planDrafts}
    where ${planDrafts.key} = ${key} and ${planDrafts.revision} = ${revision} and ${isDrafted()})`
  const [[row]] = await record(
    database,
    by,
    [
      {
        action: "consultation_opened",
        subject: nextSubject("consultation", consultations),
        version: 1,
        particulars: { to: "open", units: unitIds.length, tasks: asking.document.tasks.length },
        id: staleWhen(not(asRead)),
      },
    ],
    [
      db
        .insert(consultations)
        .values({
          ...asking,
          draftKey: key,
          officeId,
          state: "open",
          openedById: by.actor.id,
          openedAt: by.at,
          edition: sql`(select count(*) + 1 from consultations where draft_key = ${key})`,
        })
        .returning({ id: consultations.id }),
      db
        .insert(consultationUnits)
        .values(unitIds.map((unitId) => ({ consultationId: newestId(consultations), unitId }))),
    ],
  )
  if (!row) throw new Error("a 征求意见稿 was written without an id")
  return row.id
}

/** What a unit says: a version beside those before, as long as the office has not ended it. */
export async function giveOpinion(
  database: Database,
  { consultation, units, opinions: said }: FoundConsultation,
  unitId: number,
  words: Pick<Opinion, "stance" | "text" | "items">,
  by: By,
) {
  const { id } = consultation
  if (!spokenFor(by.actor, units).includes(unitId)) throw forbidden()
  ensureFits(opinionFits(words))
  if (!isOpen(consultation.state)) throw conflict("consultation_over")
  const number = (said.get(unitId)?.opinion.number ?? 0) + 1
  const stillOpen = sql`exists (select 1 from ${consultations} where ${consultations.id} = ${id} and ${open()})`
  await record(
    database,
    by,
    [
      {
        action: "opinion_given",
        subject: `opinion:${id}/${unitId}`,
        version: number,
        particulars: { number },
        id: staleWhen(not(stillOpen)),
      },
    ],
    [
      database.db
        .insert(opinions)
        .values({ ...words, consultationId: id, unitId, number, byId: by.actor.id, at: by.at }),
    ],
  )
}

/** 采纳, 部分采纳, 不采纳 of one thing that a unit said; may be said again, also after the end. */
export async function judgeOpinion(
  database: Database,
  { consultation }: FoundConsultation,
  verdict: Pick<OpinionVerdict, "unitId" | "item" | "number" | "verdict" | "reason">,
  by: By,
) {
  if (!conducts(by.actor, consultation)) throw forbidden()
  const { id, version } = consultation
  const row = { ...verdict, byId: by.actor.id, at: by.at }
  await record(
    database,
    by,
    [
      {
        action: "opinion_judged",
        subject: `consultation:${id}`,
        version: version + 1,
        particulars: {
          unitId: verdict.unitId,
          item: verdict.item,
          opinion: verdict.number,
          judged: verdict.verdict,
          why: verdict.reason,
        },
      },
    ],
    [
      database.db
        .insert(opinionVerdicts)
        .values({ consultationId: id, ...row })
        .onConflictDoUpdate({
          target: [opinionVerdicts.consultationId, opinionVerdicts.unitId, opinionVerdicts.item],
          set: row,
        }),
      database.db
        .update(consultations)
        .set({ version: version + 1 })
        .where(eq(consultations.id, id)),
    ],
  )
}

/** 结束: what was said stays readable. 撤回: units do not see it any more. */
export async function endConsultation(
  database: Database,
  { officeId, state, ...consultation }: Pick<Consultation, "id" | "officeId" | "state" | "version">,
  move: keyof typeof ACTION_OF,
  by: By,
) {
  if (!conducts(by.actor, { officeId })) throw forbidden()
  if (!canMove(state, move)) throw conflict("consultation_over")
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: `consultation:${consultation.id}`,
    particulars: { from: state, to },
  }
  const { act, change } = step(database, consultations, consultation, event, { state: to })
  await record(database, by, [act], [change])
}
