import { sql } from "drizzle-orm"
import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import { assignments, type Plan, plans, type Role, sections, tasks } from "#db/schema.ts"
import { type By, newestId, nextId, nextSubject, record } from "#src/events/record.ts"

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
  units: { unitId: number; role: Role }[]
}

/** 下达: plan, sections, tasks and all assignments land together. Resolves with the plan's running number. */
export async function issuePlan(database: Database, plan: NewPlan, by: By): Promise<number> {
  const { db } = database
  const { sections: headings, tasks: items, ...columns } = plan
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
    ],
    [
      db
        .insert(plans)
        .values({ ...columns, state: "issued" })
        .returning({ id: plans.id }),
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
          unitId,
          role,
          position,
        })),
      ).map((rows) => db.insert(assignments).values(rows)),
    ] as const,
  )
  if (!row) throw new Error("the plan was written without an id")
  return row.id
}
