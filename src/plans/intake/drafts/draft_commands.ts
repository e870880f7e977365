import { randomBytes } from "node:crypto"
import { and, eq, isNull, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { type Database, Stale } from "#db/database.ts"
import { type PlanDraft, planDrafts, planSourcePieces, planSources } from "#db/schema.ts"
import { holds } from "#src/office/people/actor.ts"
import { isOpen } from "#src/plans/consultations/workflow.ts"
import type { DraftReading } from "#src/plans/intake/reading/draft_reading.ts"
import { isDrafted } from "#src/plans/plan/scope.ts"
import { conflict, forbidden, Unfit } from "#src/refusal.ts"
import { inPieces } from "#src/trail/pieces.ts"
import { type By, newestId, unrecorded } from "#src/trail/record.ts"
import { corrected, type DraftPlan, type Step } from "./corrections.ts"
import type { Found } from "./draft_queries.ts"

export type SourceFile = { name: string; type: string; bytes: Uint8Array; sha256: string }

export type NewDraft = {
  unitId: number
  reading: DraftReading
  file: SourceFile | null
  sourceName: string
  sha256: string
  title: string
  steps?: Step[]
  predecessorId?: number | null
}

/** Keeps what was read, without an event: nothing is a plan before 下达. Resolves with the draft's key. */
export async function storeDraft(database: Database, draft: NewDraft, by: By): Promise<string> {
  const { db } = database
  if (!holds(by.actor, "supervisor", draft.unitId)) throw forbidden()
  const { file, reading, steps = [], predecessorId = null, ...columns } = draft
  const key = randomBytes(8).toString("hex")
  await unrecorded(database, by, [
    ...(file ? sourceStatements(db, file, by) : []),
    db.insert(planDrafts).values({
      ...columns,
      key,
      ownerId: by.actor.id,
      sourceId: file ? newestId(planSources) : null,
      reading,
      steps,
      predecessorId,
      revision: 1,
      savedById: by.actor.id,
      savedAt: by.at,
    }),
  ])
  return key
}

function sourceStatements(db: Database["db"], { bytes, ...file }: SourceFile, by: By): BatchItem<"sqlite">[] {
  const pieces = inPieces(bytes).map((piece) =>
    db.insert(planSourcePieces).values({ sourceId: newestId(planSources), ...piece }),
  )
  const row = { ...file, size: bytes.length, addedById: by.actor.id, addedAt: by.at }
  return [db.insert(planSources).values(row), ...pieces]
}

/** The draft as it was read, and nobody has submitted it. */
const isStill = (key: string, revision: number) =>
  and(eq(planDrafts.key, key), eq(planDrafts.revision, revision), isDrafted())

type Kept = Pick<PlanDraft, "key" | "unitId" | "revision" | "state">

/** While it waits for 审定 nobody changes it. */
function ensureDrafted({ state }: Kept) {
  if (state === "approving") throw conflict("draft_submitted")
}

/** Overwrites the draft if it is still the one that the page showed; else nothing, and the page tells so. */
export async function saveDraft(
  database: Database,
  draft: Kept,
  changes: { steps?: Step[]; title?: string; planId?: number | null },
  by: By,
) {
  const { key, unitId, revision } = draft
  if (!holds(by.actor, "supervisor", unitId)) throw forbidden()
  ensureDrafted(draft)
  const { db } = database
  const [saved] = await unrecorded(database, by, [
    db
      .update(planDrafts)
      .set({ ...changes, revision: revision + 1, savedById: by.actor.id, savedAt: by.at })
      .where(isStill(key, revision))
      .returning({ key: planDrafts.key }),
  ])
  if (saved.length === 0) throw new Stale("the draft was changed from somewhere else")
}

/** Corrects the plan as it stands in the draft; what does not fit it is told, and nothing is saved where nothing differs. */
export async function correctDraft(
  database: Database,
  draft: Kept & { steps: Step[] },
  plan: DraftPlan,
  step: Step,
  by: By,
) {
  const now = corrected(plan, [step])
  if (!now) throw new Unfit({ general: ["这项修改与方案现状不符，没有执行。请核对后重试。"] })
  if (step.length > 0) await saveDraft(database, draft, { steps: [...draft.steps, step], title: now.title }, by)
}

/** Throws a draft away, with its file; not while units may still answer its 征求意见稿. */
export async function discardDraft(
  database: Database,
  { draft, consultations }: { draft: Kept; consultations: Pick<Found["consultations"][number], "state">[] },
  by: By,
) {
  const { db } = database
  const { key, unitId, revision } = draft
  if (!holds(by.actor, "supervisor", unitId)) throw forbidden()
  ensureDrafted(draft)
  if (consultations.some(({ state }) => isOpen(state))) throw conflict("consultation_open")
  const own = sql`(select ${planDrafts.sourceId} from ${planDrafts} where ${isStill(key, revision)})`
  const unused = and(eq(planSources.id, own), isNull(planSources.planId))
  const [, , gone] = await unrecorded(database, by, [
    db
      .delete(planSourcePieces)
      .where(eq(planSourcePieces.sourceId, sql`(select id from plan_sources where id = ${own} and plan_id is null)`)),
    db.delete(planSources).where(unused),
    db.delete(planDrafts).where(isStill(key, revision)).returning({ key: planDrafts.key }),
  ])
  if (gone.length === 0) throw new Stale("the draft was changed from somewhere else")
}
