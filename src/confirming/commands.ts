import { and, eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Proposal, proposals, type Verdict } from "#db/schema.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { type Act, type By, record } from "#src/trail/record.ts"
import { confirmersOf, confirming, type Judged, judging } from "./judging.ts"
import { possibleConfirmers } from "./queries.ts"
import { isOpen } from "./scope.ts"

/** A verdict with its reason; `answerBy` a civil day (again by, until), `particulars` what else its event will say. */
export type Said<V extends Verdict> = {
  verdict: V
  opinion: string
  answerBy: string | null
  particulars?: Record<string, unknown>
}

/** An event and what it changes. */
export type Deed = { act: Act; changes: readonly BatchItem<"sqlite">[] }

/** What somebody of the office judges, and what differs from one kind to the next. */
export type Matter<V extends Verdict> = {
  /** What its 初核 points at. */
  subject: string
  /** Null: it belongs to no plan. */
  planId: number | null
  judged: (verdict: V) => Judged
  /** All that a 初核 of it can say. */
  verdicts: readonly V[]
  /** The 初核 that waits for its 复核. */
  proposal: Proposal | null
  /** What a verdict does, at once or when it is confirmed; throws where it cannot be done (any more). */
  carriedOut: (said: Said<V>) => Deed
  /** The events of a 初核 and of its 发还: what is judged stays where it stands, and counts its version on. */
  proposed: (said: Said<V>) => Deed
  declined: (verdict: V, decision: string) => Deed
}

/**
 * Judges at once; what the supervising office did itself (自查) takes two: then this proposes (初核), and `settle`
 * decides (复核). Resolves with which. `ensureFits` throws what is wrong with the days that were typed: it is asked when
 * they are typed, and not when they are confirmed.
 */
export async function judge<V extends Verdict>(
  database: Database,
  matter: Matter<V>,
  said: Said<V>,
  by: By,
  ensureFits: () => void,
): Promise<"done" | "proposed"> {
  const judged = matter.judged(said.verdict)
  const result = judging(by.actor, judged)
  if (result.how === "refused") throw forbidden(result.code)
  ensureFits()
  const { act, changes } = matter.carriedOut(said)
  if (result.how === "propose") {
    await propose(database, matter, judged, said, by)
    return "proposed"
  }
  await record(database, by, [act], changes)
  return "done"
}

async function propose<V extends Verdict>(
  database: Database,
  { subject, planId, proposal, proposed }: Matter<V>,
  judged: Judged,
  said: Said<V>,
  by: By,
) {
  if (proposal) throw conflict("proposal_open")
  await ensureConfirmer(database, judged, by)
  const { act, changes } = proposed(said)
  const row = { subject, planId, ...said, proposedById: by.actor.id, proposedAt: by.at }
  await record(database, by, [act], [database.db.insert(proposals).values(row), ...changes])
}

/** Where there is no second person the act is refused, and says whom to ask for. */
async function ensureConfirmer(database: Database, judged: Judged, by: By) {
  const [holders] = await database.read([possibleConfirmers(database, by.today)])
  const everybody = holders.map(({ personId, kind, unitId }) => ({
    id: personId,
    posts: [{ kind, unitId, unitName: null, standIn: false, beat: [] }],
  }))
  if (confirmersOf(everybody, judged, by.actor.id).length === 0) {
    throw forbidden("no_confirmer", { rule: judged.plan.confirmer })
  }
}

/** 复核: agreed to or given back, and why. */
export type Decision = { agrees: boolean; decision: string }

/** 复核: agreeing carries the 初核 out, declining gives it back to the first supervisor. Resolves with what it was. */
export async function settle<V extends Verdict>(
  database: Database,
  matter: Matter<V>,
  { agrees, decision }: Decision,
  by: By,
): Promise<V> {
  const { proposal } = matter
  const verdict = matter.verdicts.find((one) => one === proposal?.verdict)
  if (!proposal || !verdict) throw conflict()
  const { opinion, answerBy, particulars, proposedById } = proposal
  const refusal = confirming(by.actor, matter.judged(verdict), proposedById)
  if (refusal) throw forbidden(refusal)
  const settled = database.db
    .update(proposals)
    .set({ confirmed: agrees, decidedById: by.actor.id, decidedAt: by.at, decision })
    .where(eq(proposals.id, proposal.id))
  if (!agrees) {
    const { act, changes } = matter.declined(verdict, decision)
    await record(database, by, [act], [settled, ...changes])
    return verdict
  }
  const { act, changes } = matter.carriedOut({ verdict, opinion, answerBy, particulars })
  const told = { ...act, particulars: { ...act.particulars, decision, proposedById } }
  await record(database, by, [told], [settled, ...changes])
  return verdict
}

/** 撤销 of a 初核 by whoever proposed it: it is open no longer, and nobody confirmed it. */
export const withdrawn = ({ db }: Pick<Database, "db">, subject: string, by: By) =>
  db
    .update(proposals)
    .set({ confirmed: false, decidedById: by.actor.id, decidedAt: by.at })
    .where(and(eq(proposals.subject, subject), isOpen()))

/** 撤销 of a 复核 by whoever gave it, at that time: what it answered waits for a 复核 again. */
export const reopened = ({ db }: Pick<Database, "db">, subject: string, given: { byId: number; at: number }) =>
  db
    .update(proposals)
    .set({ confirmed: null, decidedById: null, decidedAt: null, decision: "" })
    .where(
      and(eq(proposals.subject, subject), eq(proposals.decidedAt, given.at), eq(proposals.decidedById, given.byId)),
    )
