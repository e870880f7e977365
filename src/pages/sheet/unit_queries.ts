import { and, asc, eq, isNull } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, attachments, dues, plans, reports, rounds, tasks, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { namedUnit, planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isFirstLead } from "#src/plans/assignments/scope.ts"
import { seesOpinions } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isOfReport } from "#src/reports/evidence/scope.ts"
import { current, currentColumns, isCurrent } from "#src/reports/report/queries.ts"
import { isOnSheet, type SheetKey } from "#src/reports/sheets/sheet.ts"

const planColumns = { ...planRules, docNumber: plans.docNumber }
const roundColumns = {
  id: rounds.id,
  number: rounds.number,
  name: rounds.name,
  dueBy: rounds.dueBy,
  cutOffAt: rounds.cutOffAt,
}

/**
 * What one unit has reported of one plan in one round, for whoever reads its reports with their opinions: the words that
 * were sent last, and no draft. Null: nothing was asked, or the actor does not read them. One round trip.
 */
export async function unitSheetOf({ db, read }: Database, actor: Actor, key: SheetKey, today: string) {
  const ofRound = and(eq(rounds.planId, key.planId), eq(rounds.number, key.round), visibleTo(actor))
  const here = and(ofRound, eq(dues.unitId, key.unitId))
  const [asked, rows, files, contacts] = await read([
    db
      .select(unitColumns)
      .from(dues)
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(units, eq(units.id, dues.unitId))
      .where(ofRound)
      .groupBy(units.id)
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({
        assignment: assignments,
        isFirstLead,
        task: taskColumns,
        plan: planColumns,
        unit: namedUnit,
        round: roundColumns,
        report: reports,
        words: currentColumns,
      })
      .from(dues)
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, dues.planId))
      .innerJoin(units, eq(units.id, dues.unitId))
      .leftJoin(reports, and(eq(reports.assignmentId, dues.assignmentId), eq(reports.roundId, dues.roundId)))
      .leftJoin(current, isCurrent)
      .where(here)
      .orderBy(asc(tasks.ordinal)),
    db
      .select({ assignmentId: dues.assignmentId, name: attachments.name, address: attachments.address })
      .from(dues)
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(attachments, isOfReport(dues))
      .where(and(here, isNull(attachments.removedAt)))
      .orderBy(asc(attachments.id)),
    contactsOf({ db }, actor, [key.unitId], today),
  ])
  const [first] = rows
  if (!first || !seesOpinions(actor, first.plan, key.unitId)) return null
  const { plan, round, unit } = first
  const at = asked.findIndex(({ id }) => id === unit.id)
  return {
    plan,
    round,
    unit,
    before: asked[at - 1] ?? null,
    after: asked[at + 1] ?? null,
    contacts: contacts.filter(({ unitId }) => unitId === unit.id),
    items: rows.filter(isOnSheet).map((row) => ({
      ...row,
      files: files.filter(({ assignmentId }) => assignmentId === row.assignment.id),
    })),
  }
}

export type UnitSheet = NonNullable<Awaited<ReturnType<typeof unitSheetOf>>>
