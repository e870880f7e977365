import { and, eq, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { reports } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { reopened, withdrawn } from "#src/confirming/commands.ts"
import { awaitsVerdict } from "#src/plans/rounds/reported_scope.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { type Act, type By, record, reportSubject, staleWhen } from "#src/trail/record.ts"
import { alone } from "./bulk.ts"
import { standingVerdict, UNDOING, type Undoable, undoing } from "./undo.ts"
import { type BulkRow, bulkFacts, type FoundVerdict, followed } from "./verdict_queries.ts"

/**
 * 撤销 of the last answer to a report: it waits for an answer again, with the office's earlier word, if there was one,
 * standing as it stood; a 复核 that was undone waits again for whoever is named. Resolves with what was undone.
 */
export async function undoVerdict(database: Database, found: FoundVerdict, by: By): Promise<Undoable> {
  const { report, trail } = found
  const answer = undoing(trail.at(-1), { by: by.actor.id, at: by.at, followed: found.followed })
  if (answer.how === "refused") throw answer.code === "others_verdict" ? forbidden(answer.code) : conflict(answer.code)
  if (!report) throw conflict("undo_followed")
  const { from, says } = UNDOING[answer.what]
  if (report.state !== from) throw conflict("undo_followed")
  const { assignment, round, plan, task } = found
  const act: Act = {
    id: staleWhen(followed(sql`${assignment.id}`, sql`${round.id}`)),
    action: says,
    subject: reportSubject(assignment.id, round.id),
    version: report.version + 1,
    planId: plan.id,
    taskId: task.id,
    particulars: { from, to: "submitted", round: round.name, answerBy: null },
  }
  await record(database, by, [act], taken(database, found, answer.what, by))
  return answer.what
}

/** What the last word had changed, changed back. */
function taken(database: Database, found: FoundVerdict, what: Undoable, by: By): BatchItem<"sqlite">[] {
  const { assignment, round, report, trail } = found
  const last = trail.at(-1)
  const version = (report?.version ?? 0) + 1
  const stands = standingVerdict([...trail, { action: UNDOING[what].says, actorId: null, at: by.at, particulars: {} }])
  const waits = database.db
    .update(reports)
    .set({ state: "submitted", ...stands, version })
    .where(and(eq(reports.assignmentId, assignment.id), eq(reports.roundId, round.id)))
  const subject = reportSubject(assignment.id, round.id)
  const word =
    what === "report_verdict_proposed"
      ? withdrawn(database, subject, by)
      : reopened(database, subject, { byId: last?.actorId ?? 0, at: last?.at ?? 0 })
  return [waits, word]
}

/** Of what was chosen together: what was accepted, and the rest with the reason of each. */
export type Together = { accepted: BulkRow[]; left: { row: BulkRow; why: NonNullable<ReturnType<typeof alone>> }[] }

/**
 * 成批采纳 of what was ticked, each looked at once more, each with an event of its own, in one batch. What somebody else
 * answers in the same moment is left out by the batch itself and holds up none of the others.
 */
export async function acceptTogether(
  database: Database,
  rows: readonly BulkRow[],
  by: By,
  opinion: string,
): Promise<Together> {
  const looked = rows.map((row) => ({ row, why: alone(bulkFacts(row, by.actor)) }))
  const fit = looked.flatMap(({ row, why }) => (why === null ? [row] : []))
  const landed = await accepted(database, fit, by, opinion)
  const isIn = ({ assignment, round }: BulkRow) => landed.has(reportSubject(assignment.id, round.id))
  return {
    accepted: fit.filter(isIn),
    left: looked.flatMap(({ row, why }) => (why !== null ? [{ row, why }] : isIn(row) ? [] : [{ row, why: "moved" }])),
  }
}

async function accepted(database: Database, rows: BulkRow[], by: By, opinion: string): Promise<Set<string>> {
  const [first, ...rest] = rows.map((row) => togetherAct(row, rows.length, opinion))
  if (!first) return new Set()
  const { db } = database
  const keys = rows.map(({ assignment, round }) => [assignment.id, round.id])
  const [judged] = await record(
    database,
    by,
    [first, ...rest],
    [
      db
        .update(reports)
        .set({
          state: "accepted",
          opinion,
          judgedById: by.actor.id,
          judgedAt: by.at,
          resubmitBy: null,
          version: sql`${reports.version} + 1`,
        })
        // A report's next event is there only if this batch has just written it.
        .where(
          sql`(assignment_id, round_id) in (
              select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(${JSON.stringify(keys)}))
            and exists (select 1 from events e where e.version = reports.version + 1
              and e.subject = 'report:' || reports.assignment_id || '/' || reports.round_id)`,
        )
        .returning({ assignmentId: reports.assignmentId, roundId: reports.roundId }),
    ],
  )
  return new Set(judged.map(({ assignmentId, roundId }) => reportSubject(assignmentId, roundId)))
}

/** The event of one of them; it lands only while the report and the part still stand as they were looked at. */
const togetherAct = ({ assignment, round, plan, task, report }: BulkRow, together: number, opinion: string): Act => ({
  action: "report_accepted",
  subject: reportSubject(assignment.id, round.id),
  version: report.version + 1,
  planId: plan.id,
  taskId: task.id,
  particulars: { from: "submitted", to: "accepted", round: round.name, remark: opinion, answerBy: null, together },
  when: sql`exists (select 1 from reports r join assignments a on a.id = r.assignment_id
    where r.assignment_id = ${assignment.id} and r.round_id = ${round.id} and r.version = ${report.version}
      and ${awaitsVerdict(stateOf("r"))} and a.state = ${assignment.state})`,
})
