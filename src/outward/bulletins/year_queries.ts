import { type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { startOf } from "#src/clock.ts"

/*
 * What happened in the course of a year besides its rounds: each kind of it a list, of which a yearly paper says how long
 * it is. Every row stands at an instant that does not change, so that the list stays what it was when the paper was written.
 */

/** Parts closed, reports that came after the cut-off, notices issued, extensions granted. */
export type HappeningName = "year_closed" | "year_late" | "year_notices" | "year_extensions"

/** `what`: the task or the notice; `round`: of which round a report came late. */
export type Happening = { name: HappeningName; at: number; unit: string; what: string; round: string }

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
