import { type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import type { VerificationResult } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { dateOf, startOf } from "#src/clock.ts"
import { isRecorded } from "#src/year/documents/scope.ts"
import { wasTold } from "#src/year/verifying/scope.ts"

/*
 * What happened in the course of a year besides its rounds: each kind of it a list, of which a yearly paper says how long
 * it is. Every row stands at an instant that does not change, so that the list stays what it was when the paper was written.
 */

/** Parts closed, reports that came after the cut-off, notices issued, extensions granted. */
export type HappeningName = "year_closed" | "year_late" | "year_notices" | "year_extensions"

/** 清单事项 that were to be verified, and the results that their units were told. */
export type VerifiedName = "verify_due" | `verify_${VerificationResult}`

/** `what`: the task, the notice or the item; `round`: of which round a report came late. */
export type Happening = { name: HappeningName | VerifiedName; at: number; unit: string; what: string; round: string }

const task = sql`t.label || t.text`

/** All of a plan, oldest first; of a part that was closed twice the last time. */
export const happeningsOf = ({ db }: Pick<Database, "db">, planId: number | SQL) =>
  db
    .select({
      name: sql<HappeningName>`h.name`,
      at: sql<number>`h.at`,
      unit: sql<string>`u.name`,
      what: sql<string>`h.what`,
      round: sql<string>`h.round`,
    })
    .from(
      sql`(select 'year_closed' name, max(e.at) at, a.unit_id, ${task} what, '' round
          from assignments a join tasks t on t.id = a.task_id
          join events e on e.subject = 'assignment:' || a.id and e.action = 'assignment_closed'
          where a.plan_id = ${planId} group by a.id
        union all select 'year_late', w.at, a.unit_id, ${task}, r.name
          from rounds r join report_versions w on w.round_id = r.id and w.number = 1
          join assignments a on a.id = w.assignment_id join tasks t on t.id = a.task_id
          where r.plan_id = ${planId} and w.at > r.cut_off_at
        union all select 'year_notices', n.issued_at, coalesce(n.issued_to_id, n.unit_id), n.title, ''
          from notices n where n.plan_id = ${planId} and n.issued_at is not null
        union all select 'year_extensions', x.decided_at, x.unit_id, coalesce(${task}, n.title, ''), ''
          from extensions x left join assignments a on a.id = x.assignment_id left join tasks t on t.id = a.task_id
          left join notices n on n.id = x.notice_id
          where x.plan_id = ${planId} and x.granted_by is not null) h join units u on u.id = h.unit_id`,
    )
    .orderBy(sql`h.at`)

/** Those of one year until the cut-off. */
export const inYearUntil = (all: readonly Happening[], year: number, asOf: number): Happening[] =>
  all.filter(({ at }) => at >= startOf(`${year}-01-01`) && at < startOf(`${year + 1}-01-01`) && at <= asOf)

/**
 * What was recorded of the lists of the years that the plan's office keeps, and what units were told of their items. A list
 * and an item come in editions, of which the last until the cut-off counts: lists and results that come later change nothing.
 */
export const verifiedOf = ({ db }: Pick<Database, "db">, planId: number | SQL, condition: SQL = sql`1`) =>
  db
    .select({
      name: sql<VerifiedName>`h.name`,
      at: sql<number>`h.at`,
      unit: sql<string>`u.name`,
      what: sql<string>`h.what`,
      year: sql<number>`h.year`,
      dutyId: sql<number>`h.duty_id`,
      series: sql<string>`h.series`,
      edition: sql<number>`h.edition`,
      /** The day on which the unit left the year: until then its items were to be verified. */
      leftOn: sql<string | null>`h.left_on`,
    })
    .from(
      sql`(select 'verify_due' name, (select max(e.at) from events e where e.action = 'document_recorded'
            and e.subject = 'filing:' || v.document_id || '/' || v.number) at,
          d.unit_id, d.position, t.content what, d.year, d.id duty_id, 'l' || v.document_id series, v.number edition, b.left_on
          from plans p join years y on y.office_id = p.supervising_unit_id join duties d on d.year = y.year
          join duty_texts t on t.duty_id = d.id and t.applies
          join filed_duties f on f.duty_id = d.id and f.text_number = t.number
          join document_versions v on v.document_id = f.document_id and v.number = f.number and v.sendings = f.sending
            and ${isRecorded(stateOf("v"))}
          join bodies b on b.year = d.year and b.unit_id = d.unit_id
          where p.id = ${planId} and ${condition}
        union all select 'verify_' || r.result, r.told_at, d.unit_id, d.position, '', d.year, d.id, 'r' || d.id, r.number, null
          from plans p join years y on y.office_id = p.supervising_unit_id join duties d on d.year = y.year
          join verification_results r on r.verification_id = d.id and ${wasTold(sql`r.told_at`)}
          where p.id = ${planId} and ${condition}) h join units u on u.id = h.unit_id`,
    )
    .orderBy(sql`u.position, u.id, h.position, h.duty_id`)

export type Edition = Awaited<ReturnType<typeof verifiedOf>>[number]

/** So many items of each year of the plan's office have another result than their units had been told by an instant. */
export const changedSince = ({ db }: Pick<Database, "db">, planId: SQL, at: SQL) =>
  db.select({ year: sql<number>`h.year`, n: sql<number>`h.n` }).from(
    sql`(select d.year, count(distinct d.id) n from plans p join years y on y.office_id = p.supervising_unit_id
        join duties d on d.year = y.year join verifications v on v.id = d.id
        join verification_results r on r.verification_id = v.id and r.number = v.told and r.told_at > ${at}
        join verification_results b on b.verification_id = v.id and b.result <> r.result and b.number = (
          select max(o.number) from verification_results o where o.verification_id = v.id and o.told_at <= ${at})
        where p.id = ${planId} group by d.year) h`,
  )

/** How the items of one year stood at the cut-off: all that were to be verified, and the results of those. */
export function verifiedUntil(all: readonly Edition[], year: number, asOf: number): Happening[] {
  const then = all.filter((row) => row.year === year && row.at <= asOf)
  const last = new Map<string, number>()
  for (const { series, edition } of then) last.set(series, Math.max(edition, last.get(series) ?? 0))
  const current = then.filter(({ series, edition }) => edition === last.get(series))
  const isDue = ({ name, leftOn }: Edition) => name === "verify_due" && (leftOn === null || leftOn > dateOf(asOf))
  const due = new Map(current.filter(isDue).map((row) => [row.dutyId, row]))
  return current.flatMap(({ name, at, unit, dutyId }) => {
    const item = due.get(dutyId)
    return item ? [{ name, at, unit, what: item.what, round: "" }] : []
  })
}
