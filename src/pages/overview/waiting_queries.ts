import { and, asc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import type { SQLiteColumn } from "drizzle-orm/sqlite-core"
import { compiled, prepared } from "#db/compiled.ts"
import { bulletins, conclusions, inspections, instructions, notices, plans, proposals, units } from "#db/schema.ts"
import { confirmable } from "#src/confirming/scope.ts"
import type { Decider } from "#src/office/people/decider.ts"
import { approvable as approvableBulletins } from "#src/outward/bulletins/scope.ts"
import type { Eyes } from "#src/plans/plan/scope.ts"
import { decidable } from "#src/supervision/inspections/queries.ts"
import { instructionsOf } from "#src/supervision/instructions/queries.ts"
import { awaitsReading } from "#src/supervision/instructions/scope.ts"
import { approvable } from "#src/supervision/notices/queries.ts"
import { isRunning } from "#src/trail/scope.ts"
import type { Waiting } from "./waiting.ts"

type Values = Eyes & Decider
type Given = { [K in keyof Values]: Placeholder<K> }

/** Of one kind listed by themselves; what is done leaves the list, and the next ones move up. */
const SHOWN = 20
/** 批示 shown besides those that wait. */
export const INSTRUCTIONS_SHOWN = 6

/** `mayAnswerReply` in SQL; of any leader where nobody is named. */
const answersReplies = ({ me, leads }: Given): SQL => sql`(${leads} and
  (${me} = 0 or ${instructions.leaderId} is null or ${instructions.leaderId} = ${me}))`

/** Leaders are asked about every plan; what waits for them is told to the office whose plan it is, and to no other. */
const isTold = ({ seesAll, offices }: Given): SQL =>
  sql`(${seesAll} or ${plans.supervisingUnitId} in (select value from json_each(${offices})))`

const inRunning = (given: Given) => and(isRunning(), isTold(given))

/** What waits of each kind, as a condition on its table joined with `plans`. */
const CONDITIONS: Record<Waiting, (given: Given) => SQL | undefined> = {
  replies: (given) => and(awaitsReading(), answersReplies(given), inRunning(given)),
  papers: (given) => and(approvableBulletins(given), inRunning(given)),
  approvals: (given) => and(approvable(given), inRunning(given)),
  confirmations: (given) => and(confirmable(given), inRunning(given)),
  objections: (given) => and(decidable(given), inRunning(given)),
}

const countColumns = { planId: sql<number>`w.plan_id`, kind: sql<Waiting>`w.kind`, n: sql<number>`w.n` }

/** How much of each kind waits in each plan. */
export const waitingIn = compiled(countColumns, (db, given: Given) => {
  const counted = (kind: Waiting, table: SQL, planId: SQLiteColumn) => sql`
    select ${plans.id} plan_id, ${sql.raw(`'${kind}'`)} kind, count(*) n from ${table}
    join ${plans} on ${plans.id} = ${planId} where ${CONDITIONS[kind](given)} group by ${plans.id}`
  const concluded = sql`${conclusions} join ${inspections} on ${inspections.id} = ${conclusions.inspectionId}`
  const all = [
    counted("replies", sql`${instructions}`, instructions.planId),
    counted("papers", sql`${bulletins}`, bulletins.planId),
    counted("approvals", sql`${notices}`, notices.planId),
    counted("confirmations", sql`${proposals}`, proposals.planId),
    counted("objections", concluded, inspections.planId),
  ]
  return db.select(countColumns).from(sql`(${sql.join(all, sql` union all `)}) w`)
})

const approvalColumns = {
  id: notices.id,
  planId: notices.planId,
  kind: notices.kind,
  title: notices.title,
  unit: units.shortName,
}

/** 督办单 that wait for their 审定, one by one. */
export const approvalsIn = compiled(approvalColumns, (db, given: Given) =>
  db
    .select(approvalColumns)
    .from(notices)
    .innerJoin(plans, eq(plans.id, notices.planId))
    .innerJoin(units, eq(units.id, notices.unitId))
    .where(CONDITIONS.approvals(given))
    .orderBy(asc(notices.draftedAt), asc(notices.id))
    .limit(SHOWN),
)

const paperColumns = {
  id: bulletins.id,
  planId: bulletins.planId,
  kind: bulletins.kind,
  title: bulletins.title,
  sentAt: bulletins.sentAt,
}

/** 文稿 that wait for their 审定, likewise. */
export const papersIn = compiled(paperColumns, (db, given: Given) =>
  db
    .select(paperColumns)
    .from(bulletins)
    .innerJoin(plans, eq(plans.id, bulletins.planId))
    .where(CONDITIONS.papers(given))
    .orderBy(asc(bulletins.sentAt), asc(bulletins.id))
    .limit(SHOWN),
)

const objectionColumns = {
  id: inspections.id,
  planId: inspections.planId,
  title: inspections.title,
  unit: units.shortName,
  unitId: units.id,
  decideBy: conclusions.decideBy,
}

/** Objections to be decided, one by one. */
export const objectionsIn = compiled(objectionColumns, (db, given: Given) =>
  db
    .select(objectionColumns)
    .from(conclusions)
    .innerJoin(inspections, eq(inspections.id, conclusions.inspectionId))
    .innerJoin(plans, eq(plans.id, inspections.planId))
    .innerJoin(units, eq(units.id, conclusions.unitId))
    .where(CONDITIONS.objections(given))
    .orderBy(asc(conclusions.decideBy), asc(inspections.id))
    .limit(SHOWN),
)

/** Leaders have those they gave and those that came on paper, the office those of its plans. */
const shownTo = (given: Given) =>
  sql`((${given.seesAll} and ${answersReplies(given)}) or ${plans.supervisingUnitId} in (
    select value from json_each(${given.offices})))`

/** 批示 of all plans with what came of them: first those whose answer waits, then what the office still owes. */
export const instructionsIn = prepared((db, given: Given) =>
  instructionsOf({ db }, shownTo(given), SHOWN + INSTRUCTIONS_SHOWN, awaitsReading()),
)
