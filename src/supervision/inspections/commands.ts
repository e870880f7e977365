import { and, eq, inArray, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import {
  type Conclusion,
  conclusions,
  type Excluded,
  type Inspection,
  type InspectionItem,
  inspectionDraws,
  inspectionItems,
  inspectionMembers,
  inspections,
  type Plan,
} from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden, missing } from "#src/refusal.ts"
import { changeEvidence } from "#src/reports/evidence/commands.ts"
import type { Room } from "#src/reports/evidence/staging.ts"
import type { EvidenceChange } from "#src/reports/evidence/statements.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, type By, newestId, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { drawn, newSeed } from "./draw.ts"
import { partakersOf } from "./partakers.ts"
import { concludesOwn, lacksSecond, mayDecide, mayFind, mayObject, mayPlan } from "./policy.ts"
import type { FoundInspection, InspectedItem, PlanToInspect, ReturnedConclusion } from "./queries.ts"
import { isUnderway } from "./scope.ts"
import {
  CONCLUSION_MOVES,
  type ConclusionMove,
  canMove,
  canMoveConclusion,
  type InspectionMove,
  isInTime,
  isSettled,
  MOVES,
} from "./workflow.ts"

/** 督查方案: what is inspected why, how, when and by whom. */
export type InspectionWords = Pick<
  Inspection,
  "title" | "type" | "methods" | "purpose" | "fromOn" | "untilOn" | "leaderId" | "invited"
> & { memberIds: number[] }

/** The leader is a supervisor of the office today. */
export const teamFits = ({ staff }: Pick<PlanToInspect, "staff">, leaderId: number): Problems | null =>
  staff.some(({ personId }) => personId === leaderId) ? null : { leader: ["请从督查人员中选择组长"] }

const subjectOf = (id: number) => `inspection:${id}`
const conclusionSubject = (id: number, unitId: number) => `conclusion:${id}/${unitId}`

const teamOf = ({ leaderId, memberIds }: InspectionWords) => [...new Set([leaderId, ...memberIds])]

/** Plans an inspection; nobody is told before it is opened. */
export async function draftInspection(
  database: Database,
  { plan, staff }: { plan: Pick<Plan, "id" | "supervisingUnitId">; staff: PlanToInspect["staff"] },
  words: InspectionWords,
  by: By,
) {
  if (!mayPlan(by.actor, plan)) throw forbidden()
  ensureFits(teamFits({ staff }, words.leaderId))
  const { db } = database
  const { memberIds: _, ...columns } = words
  const act: Act = {
    action: "inspection_drafted",
    subject: nextSubject("inspection", inspections),
    version: 1,
    planId: plan.id,
    particulars: { to: "draft", title: words.title, fromOn: words.fromOn, untilOn: words.untilOn },
  }
  const [[created]] = await record(
    database,
    by,
    [act],
    [
      db
        .insert(inspections)
        .values({
          ...columns,
          planId: plan.id,
          officeId: plan.supervisingUnitId,
          state: "draft",
          draftedById: by.actor.id,
          draftedAt: by.at,
        })
        .returning({ id: inspections.id }),
      ...teamOf(words).map((personId) =>
        db.insert(inspectionMembers).values({ inspectionId: newestId(inspections), personId }),
      ),
    ],
  )
  return created?.id ?? 0
}

/** One event on the inspection itself, and what changes of it. */
const stepOf = (
  database: Database,
  { inspection, plan }: Pick<FoundInspection, "inspection" | "plan">,
  action: Action,
  particulars: Record<string, unknown>,
  changes: Partial<Inspection> = {},
) =>
  step(
    database,
    inspections,
    inspection,
    { action, subject: subjectOf(inspection.id), planId: plan.id, particulars },
    changes,
  )

function ensureDraft({ inspection }: FoundInspection) {
  if (inspection.state !== "draft") throw conflict("wrong_state", { state: inspection.state })
}

/** Changes the plan of a draft. */
export async function reviseInspection(database: Database, found: FoundInspection, words: InspectionWords, by: By) {
  if (!mayPlan(by.actor, found.plan)) throw forbidden()
  ensureFits(teamFits(found, words.leaderId))
  ensureDraft(found)
  const { db } = database
  const { memberIds: _, ...columns } = words
  const { id } = found.inspection
  const told = { title: words.title, fromOn: words.fromOn, untilOn: words.untilOn }
  const { act, change } = stepOf(database, found, "inspection_revised", told, columns)
  await record(
    database,
    by,
    [act],
    [
      change,
      db.delete(inspectionMembers).where(eq(inspectionMembers.inspectionId, id)),
      ...teamOf(words).map((personId) => db.insert(inspectionMembers).values({ inspectionId: id, personId })),
    ],
  )
}

/** Chooses by hand what is inspected besides what was drawn; replaces the former choice. */
export async function chooseItems(database: Database, found: FoundInspection, assignmentIds: number[], by: By) {
  if (!mayPlan(by.actor, found.plan)) throw forbidden()
  ensureDraft(found)
  const { id } = found.inspection
  const choosable = new Set(found.frame.flatMap(({ id: one, why }) => (why === null ? [one] : [])))
  if (!assignmentIds.every((one) => choosable.has(one))) throw missing()
  const kept = new Set(found.items.filter(({ item }) => item.draw !== null).map(({ item }) => item.assignmentId))
  const added = [...new Set(assignmentIds)].filter((one) => !kept.has(one))
  const { act, change } = stepOf(database, found, "inspection_scoped", { assignments: added.length + kept.size })
  await record(
    database,
    by,
    [act],
    [
      change,
      ...removed(
        database,
        id,
        found.items.filter(({ item }) => item.draw === null).map(({ item }) => item.assignmentId),
      ),
      ...inserted(database, found, added, null),
    ],
  )
}

const inserted = (
  { db }: Database,
  { inspection, frame }: FoundInspection,
  ids: readonly number[],
  draw: number | null,
) => {
  const subjects = new Map(frame.map(({ id, subject }) => [id, subject]))
  const rows = ids.map((assignmentId) => {
    return { inspectionId: inspection.id, assignmentId, draw, ...subjects.get(assignmentId) }
  })
  return chunks(rows).map((some) => db.insert(inspectionItems).values(some))
}

const removed = ({ db }: Database, inspectionId: number, ids: number[]) =>
  chunks(ids).map((some) =>
    db
      .delete(inspectionItems)
      .where(and(eq(inspectionItems.inspectionId, inspectionId), inArray(inspectionItems.assignmentId, some))),
  )

export type Drawing = { about: string; frame: number[]; excluded: Excluded[]; size: number; reason: string }

/** No more is drawn than there is to draw from; of what is no draft any more nothing is drawn at all. */
export function drawFits(
  { inspection }: Pick<FoundInspection, "inspection">,
  { frame, size }: Pick<Drawing, "size"> & { frame: readonly unknown[] },
): Problems | null {
  if (size <= frame.length || inspection.state !== "draft") return null
  const tooMany =
    frame.length === 0 ? "这个范围里没有可抽取的事项，请另选" : `这个范围里只有 ${frame.length} 项，请减少抽取项数`
  return { size: [tooMany] }
}

/**
 * 随机抽取. A second draw takes the place of the first, with its reason; both stay on record for ever, the seeds made by
 * the program.
 */
export async function drawItems(database: Database, found: FoundInspection, drawing: Drawing, by: By) {
  if (!mayPlan(by.actor, found.plan)) throw forbidden()
  ensureFits(drawFits(found, drawing))
  ensureDraft(found)
  const { db } = database
  const { id } = found.inspection
  const number = (found.draws[0]?.draw.number ?? 0) + 1
  if (number > 1 && drawing.reason.trim() === "") throw conflict("redraw_reason")
  const frame = drawing.frame.toSorted((a, b) => a - b)
  const seed = newSeed()
  const result = drawn({ frame, size: drawing.size, seed })
  const { act, change } = stepOf(database, found, "inspection_drawn", {
    about: drawing.about,
    frame: frame.join(" "),
    ...(drawing.excluded.length > 0
      ? { excluded: drawing.excluded.map(({ why, ids }) => [why, ...ids].join(" ")) }
      : {}),
    size: drawing.size,
    seed,
    drawn: result.join(" "),
    ...(drawing.reason ? { remark: drawing.reason } : {}),
  })
  await record(
    database,
    by,
    [act],
    [
      change,
      db.insert(inspectionDraws).values({
        ...drawing,
        inspectionId: id,
        number,
        frame,
        seed,
        drawn: result,
        byId: by.actor.id,
        at: by.at,
      }),
      // What was chosen by hand and is drawn now, is drawn.
      ...removed(
        database,
        id,
        found.items
          .filter(({ item }) => item.draw !== null || result.includes(item.assignmentId))
          .map(({ item }) => item.assignmentId),
      ),
      ...inserted(database, found, result, number),
    ],
  )
}

const ACTION_OF: Record<InspectionMove, Action> = {
  open: "inspection_opened",
  cancel: "inspection_cancelled",
  conclude: "inspection_concluded",
  close: "inspection_ended",
}

function ensure({ inspection }: FoundInspection, name: InspectionMove) {
  if (!canMove(inspection.state, name)) throw conflict("wrong_state", { state: inspection.state })
}

const move = (
  database: Database,
  found: FoundInspection,
  name: InspectionMove,
  by: By,
  particulars: Record<string, unknown> = {},
  changes: Partial<Inspection> = {},
  more: { acts?: Act[]; rows?: BatchItem<"sqlite">[] } = {},
) => {
  const { to } = MOVES[name]
  const told = { from: found.inspection.state, to, ...particulars }
  const { act, change } = stepOf(database, found, ACTION_OF[name], told, { ...changes, state: to })
  return record(database, by, [act, ...(more.acts ?? [])], [change, ...(more.rows ?? [])])
}

/** What is in another inspection already is inspected `again` only knowingly. */
export function openFits({ inspection, items }: FoundInspection, { again }: { again: boolean }): Problems | null {
  const doubled = items.filter(({ elsewhere }) => elsewhere !== null)
  if (doubled.length === 0 || again || inspection.state !== "draft") return null
  return { again: [`${doubled.length} 项已在另一次检查中，请核对是否重复检查`] }
}

/** Opens it: from now on its scope is what it is. */
export async function openInspection(database: Database, found: FoundInspection, knowing: { again: boolean }, by: By) {
  if (!mayPlan(by.actor, found.plan)) throw forbidden()
  ensureFits(openFits(found, knowing))
  ensure(found, "open")
  if (found.items.length === 0) throw conflict("nothing_inspected")
  if (lacksSecond(found.plan, found.items, found.members)) throw conflict("team_of_two")
  await move(database, found, "open", by, { assignments: found.items.length })
}

export async function cancelInspection(database: Database, found: FoundInspection, remark: string, by: By) {
  if (!mayPlan(by.actor, found.plan)) throw forbidden()
  ensure(found, "cancel")
  await move(database, found, "cancel", by, { remark })
}

export type Finding = Required<Pick<InspectionItem, "verdict">> & Pick<InspectionItem, "finding" | "evidence">

/** What was found of one assignment. The last word counts; earlier ones stand in the trail. */
export async function recordFinding(
  database: Database,
  found: FoundInspection,
  assignmentId: number,
  finding: Finding,
  by: By,
) {
  ensureTeam(found, by)
  ensureUnderway(found)
  const item = found.items.find((one) => one.item.assignmentId === assignmentId)
  if (!item) throw conflict()
  const { db } = database
  const { act, change } = stepOf(database, found, "inspection_found", {
    unit: item.unit.name,
    task: item.task.label,
    verdict: finding.verdict,
    text: finding.finding,
    evidence: finding.evidence,
  })
  await record(
    database,
    by,
    [act],
    [
      change,
      db
        .update(inspectionItems)
        .set({ ...finding, foundById: by.actor.id, foundAt: by.at })
        .where(
          and(eq(inspectionItems.inspectionId, found.inspection.id), eq(inspectionItems.assignmentId, assignmentId)),
        ),
    ],
  )
}

/** The event's id: null while the inspection is under way; afterwards one that is taken, which makes the act stale. */
const onlyUnderway = (inspectionId: number) => sql<number | null>`case
  when (select ${isUnderway(sql`state`)} from inspections where id = ${inspectionId}) then null
  else (select min(id) from events) end`

function ensureUnderway({ inspection }: FoundInspection) {
  if (inspection.state !== "underway") throw conflict("wrong_state", { state: inspection.state })
}

/** Where its files take up room, whichever part they are about. */
export const roomOf = ({ inspection, plan }: FoundInspection): Room => ({
  planId: plan.id,
  subject: subjectOf(inspection.id),
})

/** Adds files to what was found of one assignment, which the unit sees with its conclusion, and takes some off before it. */
export async function changeFindingEvidence(
  database: Database,
  found: FoundInspection,
  { item, unit }: InspectedItem,
  change: EvidenceChange,
  by: By,
) {
  ensureTeam(found, by)
  ensureUnderway(found)
  const { id } = found.inspection
  const owner = {
    planId: found.plan.id,
    unitId: unit.id,
    subject: `${subjectOf(id)}/${item.assignmentId}`,
    particulars: { inspectionId: id, unit: unit.name },
    guard: onlyUnderway(id),
  }
  await changeEvidence(database, owner, change, by)
}

function ensureTeam({ plan, members }: FoundInspection, by: By) {
  const ids = members.map(({ id }) => id)
  if (!mayFind(by.actor, plan, ids)) throw forbidden("not_on_the_team")
}

/** 督查结论: the whole for the office, and to each inspected unit its own (733号令 art. 16). */
export async function concludeInspection(
  database: Database,
  found: FoundInspection,
  { conclusion, returns }: { conclusion: string; returns: { unitId: number; unit: string; text: string }[] },
  by: By,
  { objectionDays }: Pick<Settings, "objectionDays">,
) {
  ensureTeam(found, by)
  ensure(found, "conclude")
  if (found.items.some(({ item }) => item.verdict === null)) throw conflict("not_all_found")
  const own = found.items.map(({ item, unit }) => ({ unitId: unit.id, foundById: item.foundById }))
  if (concludesOwn(by.actor, found.plan, own)) throw forbidden("own_finding")
  const { id } = found.inspection
  const objectBy = addDays(by.today, objectionDays)
  const acts = returns.map(
    ({ unitId, unit, text }): Act => ({
      action: "conclusion_fed_back",
      subject: conclusionSubject(id, unitId),
      version: 1,
      planId: found.plan.id,
      particulars: { to: "fed_back", unit, text, answerBy: objectBy },
    }),
  )
  await move(
    database,
    found,
    "conclude",
    by,
    { text: conclusion },
    { conclusion, concludedById: by.actor.id, concludedAt: by.at },
    {
      acts,
      rows: returns.map(({ unitId, text }) =>
        database.db.insert(conclusions).values({ inspectionId: id, unitId, text, state: "fed_back", objectBy }),
      ),
    },
  )
}

/** Closes it when nothing more can come: no objection waits and the days for one are over. */
export async function closeInspection(database: Database, found: FoundInspection, by: By) {
  if (!mayPlan(by.actor, found.plan)) throw forbidden()
  ensure(found, "close")
  const open = found.conclusions.filter(({ conclusion }) => !isSettled(conclusion, by.today))
  if (open.some(({ conclusion }) => conclusion.state === "objected")) throw conflict("objection_possible")
  const last = open
    .map(({ conclusion }) => conclusion.objectBy)
    .sort()
    .at(-1)
  if (last) throw conflict("objection_possible", { from: addDays(last, 1) })
  await move(database, found, "close", by)
}

const CONCLUSION_ACTION: Record<ConclusionMove, Action> = {
  read: "conclusion_read",
  object: "conclusion_objected",
  uphold: "conclusion_upheld",
  change: "conclusion_changed",
}

async function moveConclusion(
  database: Database,
  { plan }: FoundInspection,
  { conclusion, unit }: ReturnedConclusion,
  name: ConclusionMove,
  by: By,
  particulars: Record<string, unknown> = {},
  changes: Partial<Conclusion> = {},
) {
  if (!canMoveConclusion(conclusion.state, name)) throw conflict("wrong_state", { state: conclusion.state })
  const { to } = CONCLUSION_MOVES[name]
  const version = conclusion.version + 1
  const act: Act = {
    action: CONCLUSION_ACTION[name],
    subject: conclusionSubject(conclusion.inspectionId, conclusion.unitId),
    version,
    planId: plan.id,
    particulars: { from: conclusion.state, to, unit: unit.name, ...particulars },
  }
  await record(
    database,
    by,
    [act],
    [
      database.db
        .update(conclusions)
        .set({ ...changes, state: to, version })
        .where(and(eq(conclusions.inspectionId, conclusion.inspectionId), eq(conclusions.unitId, conclusion.unitId))),
    ],
  )
}

/** 已阅, by the unit. */
export async function readConclusion(database: Database, found: FoundInspection, one: ReturnedConclusion, by: By) {
  if (!mayObject(by.actor, one.conclusion)) throw forbidden()
  await moveConclusion(database, found, one, "read", by)
}

/** 异议 within the days. Decided within as many days again as the setting says. */
export async function objectToConclusion(
  database: Database,
  found: FoundInspection,
  one: ReturnedConclusion,
  objection: string,
  by: By,
  { objectionDecisionDays }: Pick<Settings, "objectionDecisionDays">,
) {
  if (!mayObject(by.actor, one.conclusion)) throw forbidden()
  if (canMoveConclusion(one.conclusion.state, "object") && !isInTime(one.conclusion, by.today)) {
    throw conflict("objection_too_late")
  }
  const decideBy = addDays(by.today, objectionDecisionDays)
  const changes = { objection, objectedById: by.actor.id, objectedAt: by.at, decideBy }
  await moveConclusion(database, found, one, "object", by, { text: objection, answerBy: decideBy }, changes)
}

/** 复核 of an objection, by somebody who took no part: upheld, or changed with the words that count from now on. */
export async function decideObjection(
  database: Database,
  found: FoundInspection,
  one: ReturnedConclusion,
  { verdict, decision, text }: { verdict: "uphold" | "change"; decision: string; text: string },
  by: By,
) {
  if (!mayDecide(by.actor, found.plan, one.conclusion, partakersOf(found))) throw forbidden("took_part")
  const decided = { decision, decidedById: by.actor.id, decidedAt: by.at }
  await moveConclusion(
    database,
    found,
    one,
    verdict,
    by,
    { remark: decision, ...(verdict === "change" ? { text: { before: one.conclusion.text, after: text } } : {}) },
    { ...decided, ...(verdict === "change" ? { changedText: text } : {}) },
  )
}
