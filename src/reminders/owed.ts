import { asc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { digestItems, units } from "#db/schema.ts"
import type { Owed } from "./schedule.ts"

/** Of the tasks' own deadlines only those so many days ahead: nobody is reminded earlier. */
const AHEAD = "+60 days"

/** Of which units (a list in SQL) or of which plan; SQLite does not carry a condition into the parts by itself. */
export type Part = { units?: SQL; planId?: number }

/**
 * Everything owed on a day, of every plan that is issued: reports, what was returned, rectifications, notices and the
 * tasks' own deadlines. One row a thing: item, unit_id, plan_id, assignment_id, due_by, waits_for.
 */
export function owedOn(today: string | Placeholder, { units: list, planId }: Part = {}): SQL {
  const among = (row: "d" | "p" | "a" | "n") =>
    sql.join([
      list ? sql` and ${sql.raw(row)}.unit_id in ${list}` : sql``,
      planId === undefined ? sql`` : sql` and ${sql.raw(row)}.plan_id = ${planId}`,
    ])
  return sql`
  select 'report:' || d.assignment_id || '/' || d.round_id item, d.unit_id, d.plan_id, d.assignment_id, r.due_by,
    case when p.state = 'signing' then 'head' else 'liaison' end waits_for
  from dues d
  join rounds r on r.id = d.round_id and r.opens_on <= ${today}
  join assignments a on a.id = d.assignment_id and +a.state in ('awaiting', 'active', 'claimed', 'rectifying')
  join plans on plans.id = d.plan_id and plans.state = 'issued'
  left join reports p on p.assignment_id = d.assignment_id and p.round_id = d.round_id
  where d.reported_at is null and coalesce(p.state, 'draft') in ('draft', 'signing')
    and (r.cut_off_at is null or r.number = (select max(number) from rounds where plan_id = r.plan_id))${among("d")}
  union all
  select 'resubmission:' || p.assignment_id || '/' || p.round_id, p.unit_id, p.plan_id, p.assignment_id, p.resubmit_by,
    case when p.state = 'signing' then 'head' else 'liaison' end
  from reports p
  join dues d on d.assignment_id = p.assignment_id and d.round_id = p.round_id and d.reported_at is not null
  join assignments a on a.id = p.assignment_id and +a.state in ('awaiting', 'active', 'claimed', 'rectifying')
  join plans on plans.id = p.plan_id and plans.state = 'issued'
  where p.state in ('draft', 'signing', 'returned') and p.resubmit_by is not null${among("p")}
  union all
  select 'rectification:' || a.id, a.unit_id, a.plan_id, a.id, a.rectify_by, 'liaison'
  from assignments a join plans on plans.id = a.plan_id and plans.state = 'issued'
  where a.state = 'rectifying' and a.rectify_by is not null${among("a")}
  union all
  select 'deadline:' || a.id, a.unit_id, a.plan_id, a.id, t.due_by, 'liaison'
  from tasks t
  join plans on plans.id = t.plan_id and plans.state = 'issued'
  join assignments a on a.task_id = t.id and +a.state in ('awaiting', 'active')
  where t.due_by <= date(${today}, ${AHEAD})${among("a")}
  union all
  select 'notice:' || n.id, n.unit_id, n.plan_id, null, n.due_by, 'liaison'
  from notices n where n.state in ('issued', 'acknowledged', 'failed')${among("n")}`
}

/** What is owed today, in 单位排序, and the rungs of the ladder at which it has been named. */
export const owedAndTold = ({ db }: Pick<Database, "db">, today: string) =>
  [
    db
      .select({
        item: sql<string>`o.item`,
        unitId: units.id,
        unit: units.name,
        planId: sql<number>`o.plan_id`,
        assignmentId: sql<number | null>`o.assignment_id`,
        dueBy: sql<string>`o.due_by`,
        waitsFor: sql<Owed["waitsFor"]>`o.waits_for`,
      })
      .from(sql`(${owedOn(today)}) o`)
      .innerJoin(units, eq(units.id, sql`o.unit_id`))
      .orderBy(asc(units.position), asc(units.id), sql`o.due_by`, sql`o.item`),
    db
      .select({ item: digestItems.item, dueBy: digestItems.dueBy, step: digestItems.step })
      .from(digestItems)
      .where(sql`(${digestItems.item}, ${digestItems.dueBy}) in (select o.item, o.due_by from (${owedOn(today)}) o)`),
    db.select({ unitId: sql<number>`unit_id` }).from(sql`digests`).where(sql`day = ${today}`),
  ] as const
