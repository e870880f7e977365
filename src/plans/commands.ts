import { eq, sql } from "drizzle-orm"
import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import { assignments, type Plan, plans, type Role, sections, tasks, units } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { type Act, type By, newestId, nextId, nextSubject, record } from "#src/events/record.ts"
import { forbidden } from "#src/refusal.ts"
import { supervises } from "./policy.ts"

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
  /** Names to be added to the directory in the same act, last in 单位排序. */
  newUnits?: string[]
} & Partial<
  Pick<
    Plan,
    "confirmer" | "confirmingUnitId" | "rhythm" | "rollUp" | "headSigns" | "supportReports" | "urgency" | "handling"
  >
>

export type NewTask = {
  label: string
  text: string
  /** Index into `sections`. */
  section: number | null
  deadlineText: string | null
  /** By id, or by the name of one of the plan's new units. */
  units: { unitId: number | string; role: Role }[]
}

/** 下达: plan, sections, tasks and all assignments land together. Resolves with the plan's running number. */
export async function issuePlan(database: Database, plan: NewPlan, by: By): Promise<number> {
  const { db } = database
  const { sections: headings, tasks: items, newUnits = [], ...columns } = plan
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
        particulars: { title: plan.title, tasks: items.length, assignments: assigned.length, source: plan.sourceName },
      },
      ...newUnits.map(
        (name, i): Act => ({
          action: "unit_added",
          subject: nextSubject("unit", units, i),
          version: 1,
          particulars: { name },
        }),
      ),
    ],
    [
      db
        .insert(plans)
        .values({ ...columns, state: "issued" })
        .returning({ id: plans.id }),
      ...newUnits.map((name) =>
        db.insert(units).values({
          code: sql`'u' || ${nextId(units)}`,
          name,
          shortName: name,
          kind: "internal",
          position: nextId(units),
        }),
      ),
      ...chunks(headings.map((text, position) => ({ planId, position, text }))).map((rows) =>
        db.insert(sections).values(rows),
      ),
      ...chunks(
        items.map(({ label, text, section, deadlineText }, i) => ({
          planId,
          sectionId:
            section === null
              ? null
              : sql<number>`(select id from sections where plan_id = ${planId} and position = ${section})`,
          ordinal: i + 1,
          label,
          text,
          deadline: deadlineText ? ("printed" as const) : ("none" as const),
          deadlineText,
        })),
      ).map((rows) => db.insert(tasks).values(rows)),
      ...chunks(
        assigned.map(({ unitId, role, position, ordinal }) => ({
          planId,
          taskId: sql<number>`(select id from tasks where plan_id = ${planId} and ordinal = ${ordinal})`,
          unitId:
            typeof unitId === "number" ? unitId : sql<number>`(select id from units where name = ${unitId} limit 1)`,
          role,
          position,
        })),
      ).map((rows) => db.insert(assignments).values(rows)),
    ] as const,
  )
  if (!row) throw new Error("the plan was written without an id")
  return row.id
}

export type PlanRules = Pick<
  Plan,
  "confirmer" | "confirmingUnitId" | "rhythm" | "rollUp" | "headSigns" | "supportReports" | "urgency" | "handling"
>

/** 方案设置: the rules by which a plan is followed up. */
export async function changePlan(database: Database, plan: Plan, rules: PlanRules, by: Doer) {
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
