import { eq, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  consultations,
  type Deadline,
  type Plan,
  planDrafts,
  planSources,
  plans,
  type Role,
  rememberedUnits,
  sections,
  tasks,
  type UnitKind,
  units,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import { forbidden } from "#src/refusal.ts"
import { type Act, type By, newestId, nextId, nextSubject, record, staleWhen } from "#src/trail/record.ts"
import { supervises } from "./policy.ts"
import { isApproving, isDrafted } from "./scope.ts"

/** A plan as it is to be issued: read from the document, its units found in the directory. */
export type NewPlan = {
  title: string
  docNumber: string | null
  issuer: string
  basis: string | null
  basisDocNumber: string | null
  preamble: string | null
  closing: string | null
  issuedOn: string
  supervisingUnitId: number
  source: string
  sourceName: string
  sections: string[]
  tasks: NewTask[]
  /** Units to be added to the directory in the same act, last in 单位排序. */
  newUnits?: NewUnit[]
  /** The draft that becomes the plan, and ends with it. */
  draft?: EndingDraft
} & Partial<
  Pick<
    Plan,
    | "predecessorId"
    | "confirmer"
    | "confirmingUnitId"
    | "noticeApprover"
    | "rhythm"
    | "rollUp"
    | "headSigns"
    | "supportReports"
    | "urgency"
    | "handling"
  >
>

export type NewTask = {
  label: string
  text: string
  /** Index into `sections`. */
  section: number | null
  deadlineText: string | null
  /** Without it: as printed. */
  deadline?: Deadline
  dueBy?: string | null
  /** By id, or by the name of one of the plan's new units. */
  units: { unitId: number | string; role: Role }[]
}

export type NewUnit = { name: string; kind: UnitKind }

/**
 * What 下达 takes from a draft: its file becomes the plan's, the answers about names are remembered, the draft is gone.
 * `editions` is how often this document has been issued before: whoever issues it a second time unknowingly is told.
 */
export type EndingDraft = {
  key: string
  revision: number
  sourceId: number | null
  sourceName: string
  sha256: string
  editions: number
  corrections: number
  remembered: { name: string; answer: unknown; means: string }[]
  /** Null: nobody was asked to approve it. */
  approval: Approval | null
  /** 征求意见稿 of the draft that units may still answer: they end with it. */
  consultations: { id: number; version: number }[]
}

/** 审定: `version` is that of the draft which was submitted. */
export type Approval = { version: number; remark: string }

export const draftSubject = (key: string) => `draft:${key}`
export const documentSubject = (sha256: string) => `document:${sha256}`

/** 下达: plan, sections, tasks and all assignments land together. Resolves with the plan's running number. */
export async function issuePlan(database: Database, plan: NewPlan, by: By): Promise<number> {
  const { db } = database
  const { sections: headings, tasks: items, newUnits = [], draft, ...columns } = plan
  const planId = newestId(plans)
  const assigned = items.flatMap((task, i) =>
    task.units.map((unit, position) => ({ ...unit, position, ordinal: i + 1 })),
  )

  const [[row]] = await record(
    database,
    by,
    [
      {
        action: "plan_issued",
        subject: nextSubject("plan", plans),
        version: 1,
        planId: nextId(plans),
        particulars: {
          to: "issued",
          title: plan.title,
          tasks: items.length,
          assignments: assigned.length,
          source: plan.sourceName,
        },
      },
      ...(draft ? endingActs(draft, nextId(plans)) : []),
      ...newUnits.map(unitAdded),
    ],
    [
      db
        .insert(plans)
        .values({ ...columns, ...approvedBy(draft, by), state: "issued" })
        .returning({ id: plans.id }),
      ...newUnits.map((unit) => insertedUnit(db, unit)),
      ...chunks(headings.map((text, position) => ({ planId, position, text }))).map((rows) =>
        db.insert(sections).values(rows),
      ),
      ...chunks(
        items.map(({ label, text, section, deadlineText, deadline, dueBy = null }, i) => ({
          planId,
          sectionId:
            section === null
              ? null
              : sql<number>`(select id from sections where plan_id = ${planId} and position = ${section})`,
          ordinal: i + 1,
          label,
          text,
          deadline: deadline ?? (deadlineText ? ("printed" as const) : ("none" as const)),
          deadlineText,
          dueBy,
        })),
      ).map((rows) => db.insert(tasks).values(rows)),
      ...chunks(
        assigned.map(({ unitId, role, position, ordinal }) => ({
          planId,
          taskId: sql<number>`(select id from tasks where plan_id = ${planId} and ordinal = ${ordinal})`,
          unitId: unitIdOf(unitId),
          role,
          position,
        })),
      ).map((rows) => db.insert(assignments).values(rows)),
      ...(draft ? endOfDraft(db, draft, planId, by.at) : []),
    ] as const,
  )
  if (!row) throw new Error("the plan was written without an id")
  return row.id
}

/** A unit of the directory, or one that this batch has just added. */
export const unitIdOf = (unit: number | string) =>
  typeof unit === "number" ? unit : sql<number>`(select id from units where name = ${unit} order by id desc limit 1)`

export const unitAdded = ({ name, kind }: NewUnit, ahead: number): Act => ({
  action: "unit_added",
  subject: nextSubject("unit", units, ahead),
  version: 1,
  particulars: { name, kind },
})

export const insertedUnit = (db: Database["db"], { name, kind }: NewUnit) =>
  db.insert(units).values({
    code: sql`'u' || ${nextId(units)}`,
    name,
    shortName: name,
    kind,
    position: nextId(units),
  })

/** Who agreed, where somebody had to. */
export const approvedBy = (
  draft: EndingDraft | undefined,
  by: By,
): Partial<Pick<Plan, "approvedById" | "approvedAt">> =>
  draft?.approval ? { approvedById: by.actor?.id ?? null, approvedAt: by.at } : {}

/** That it was approved, if anybody had to, and that its document is a plan now. */
export function endingActs(draft: EndingDraft, planId: number | SQL): Act[] {
  const { key, approval } = draft
  const ended = draft.consultations.map(
    ({ id, version }): Act => ({
      action: "consultation_issued",
      subject: `consultation:${id}`,
      version: version + 1,
      planId,
      particulars: { from: "open", to: "issued" },
    }),
  )
  const issued = [documentIssued(draft, planId), ...ended]
  if (!approval) return issued
  const { version, remark } = approval
  const particulars = { from: "approving", to: "issued", ...(remark ? { remark } : {}) }
  return [{ action: "plan_approved", subject: draftSubject(key), version: version + 1, planId, particulars }, ...issued]
}

/**
 * That a document became this plan. Its version guards: of two who issue the same document at once one is told. So is
 * who issues a draft that somebody corrects at this moment.
 */
function documentIssued(draft: EndingDraft, planId: number | SQL): Act {
  const { key, revision, sha256, sourceName, editions, corrections, remembered, approval } = draft
  const asRead = sql`exists (select 1 from ${planDrafts}
    where ${planDrafts.key} = ${key} and ${planDrafts.revision} = ${revision}
    and ${approval ? isApproving() : isDrafted()})`
  return {
    id: staleWhen(not(asRead)),
    action: "document_issued",
    subject: documentSubject(sha256),
    version: editions + 1,
    planId,
    particulars: {
      source: sourceName,
      corrections,
      matched: Object.fromEntries(remembered.map(({ name, means }) => [name, means])),
    },
  }
}

/** The file goes over to the plan, the answers are kept, the draft ends: all in the batch that issues it. */
export function endOfDraft(
  db: Database["db"],
  { key, sourceId, remembered, consultations: open }: EndingDraft,
  planId: number | SQL<number>,
  at: number,
): BatchItem<"sqlite">[] {
  return [
    ...(sourceId === null ? [] : [db.update(planSources).set({ planId }).where(eq(planSources.id, sourceId))]),
    ...remembered.map(({ name, answer }) =>
      db
        .insert(rememberedUnits)
        .values({ name, answer, at })
        .onConflictDoUpdate({ target: rememberedUnits.name, set: { answer, at } }),
    ),
    db.update(consultations).set({ planId }).where(eq(consultations.draftKey, key)),
    ...open.map(({ id, version }) =>
      db
        .update(consultations)
        .set({ state: "issued", version: version + 1 })
        .where(eq(consultations.id, id)),
    ),
    db.delete(planDrafts).where(eq(planDrafts.key, key)),
  ]
}

export type PlanRules = Pick<
  Plan,
  | "confirmer"
  | "confirmingUnitId"
  | "noticeApprover"
  | "rhythm"
  | "dueShift"
  | "dueDay"
  | "dueRoll"
  | "opensBefore"
  | "opensItself"
  | "rollUp"
  | "headSigns"
  | "supportReports"
  | "urgency"
  | "handling"
  | "allowsLinks"
>

/** 方案设置 and 报送安排: of the rules by which a plan is followed up those that are given. */
export async function changePlan(database: Database, plan: Plan, rules: Partial<PlanRules>, by: By) {
  if (!supervises(by.actor, plan)) throw forbidden()
  const changed = (Object.keys(rules) as (keyof PlanRules)[]).filter((key) => rules[key] !== plan[key])
  const beforeAfter = Object.fromEntries(changed.map((key) => [key, { before: plan[key], after: rules[key] }]))
  await record(
    database,
    by,
    [
      {
        action: "plan_changed",
        subject: `plan:${plan.id}`,
        version: plan.version + 1,
        planId: plan.id,
        particulars: beforeAfter,
      },
    ],
    [
      database.db
        .update(plans)
        .set({ ...rules, version: plan.version + 1 })
        .where(eq(plans.id, plan.id)),
    ],
  )
}
