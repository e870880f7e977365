import { randomBytes } from "node:crypto"
import { and, eq, isNull, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { type Database, Stale } from "#db/database.ts"
import { type PlanDraft, planDrafts, planSourcePieces, planSources } from "#db/schema.ts"
import { holds } from "#src/office/people/actor.ts"
import type { DraftReading } from "#src/plans/intake/reading/draft_reading.ts"
import { isDrafted } from "#src/plans/plan/scope.ts"
import { forbidden } from "#src/refusal.ts"
import { inPieces } from "#src/trail/pieces.ts"
import { type By, newestId, unrecorded } from "#src/trail/record.ts"
import type { Step } from "./corrections.ts"

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

type Kept = Pick<PlanDraft, "key" | "unitId" | "revision">

/** Overwrites the draft if it is still the one that the page showed; else nothing, and the page tells so. */
export async function saveDraft(
  database: Database,
  { key, unitId, revision }: Kept,
  changes: { steps?: Step[]; title?: string; planId?: number | null },
  by: By,
) {
  if (!holds(by.actor, "supervisor", unitId)) throw forbidden()
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

/** Throws a draft away, with its file. */
export async function discardDraft(database: Database, { key, unitId, revision }: Kept, by: By) {
  const { db } = database
  if (!holds(by.actor, "supervisor", unitId)) throw forbidden()
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
