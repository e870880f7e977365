import type { Client } from "@libsql/client"

/** Rows of the long 台账: a task each, of one unit. */
export const ROWS = 10_000

/**
 * One further plan of 10,000 tasks with two rounds, the first cut off, and a report in each of most parts. Made by SQL of
 * plan 1, because only its weight matters; its id.
 */
export async function longPlan(client: Client): Promise<number> {
  await client.batch(
    [
      `create table n as with recursive s(n) as (select 1 union all select n + 1 from s where n < ${ROWS}) select n from s`,
      `insert into plans (title, issued_on, supervising_unit_id, rhythm, state, source)
         select '一万项任务方案', '2026-01-01', supervising_unit_id, 'quarterly', 'issued', '' from plans where id = 1`,
      `insert into sections (plan_id, position, text)
         select (select max(id) from plans), n, '第' || n || '部分' from n where n <= 100`,
      `insert into tasks (plan_id, section_id, ordinal, label, text, deadline, due_by)
         select s.plan_id, s.id, n, '（' || n || '）', (select text from tasks where id = 1 + n % 22),
           case n % 3 when 0 then 'date' else 'none' end, case n % 3 when 0 then '2026-12-31' end
         from n join sections s on s.plan_id = (select max(id) from plans) and s.position = 1 + (n - 1) / 100`,
      `insert into assignments (plan_id, task_id, unit_id, role, position, state, measures, office, person_in_charge, version)
         select plan_id, id, 1 + id % 9, 'lead', 0, 'active', '列入年度工作要点，明确专人负责，按季度检查落实。', '综合处', '张处长', 2
         from tasks where plan_id = (select max(id) from plans)`,
      `insert into rounds (plan_id, number, name, opens_on, due_by, cut_off_at, version)
         select max(id), 1, '第三季度', '2026-09-01', '2026-09-30', 1791000000000, 2 from plans`,
      `insert into rounds (plan_id, number, name, opens_on, due_by)
         select max(id), 2, '第四季度', '2026-11-01', '2026-11-30' from plans`,
      `insert into reports (assignment_id, round_id, plan_id, unit_id, state, latest, first_submitted_at, submitted_at, judged_by_id, judged_at, version)
         select a.id, r.id, a.plan_id, a.unit_id, 'accepted', 1, r.at, r.at, 5, r.at + 1000, 2
         from assignments a join (select id, plan_id, case number when 1 then 1790500000000 else 1795300000000 end as at from rounds) r
           on r.plan_id = a.plan_id where a.plan_id = (select max(id) from plans)`,
      `insert into dues (round_id, assignment_id, plan_id, unit_id, reported_at)
         select round_id, assignment_id, plan_id, unit_id, submitted_at from reports
         where plan_id = (select max(id) from plans)`,
      `insert into report_versions (assignment_id, round_id, number, achieved, problems, next_steps, written_by_id, sent_by_id, at)
         select assignment_id, round_id, 1,
           '本季度举办专题培训' || assignment_id || '期，参加人员320人次；编印宣传资料2000份，在接待场所集中发放，并在门户网站开设专栏，发布解读文章12篇，阅读量3.6万次。',
           '基层单位专业力量不足，部分资料更新不够及时。', '继续抓好集中宣传，年底前完成总结，并对照清单逐项销号。', 7, 7, submitted_at
         from reports where plan_id = (select max(id) from plans)`,
      `insert into events (at, actor_id, actor_name, acting_as, address, action, subject, version, plan_id, task_id, particulars)
         select r.submitted_at, 7, '历年', '', '', 'report_sent', 'report:' || r.assignment_id || '/' || r.round_id, 1, r.plan_id, a.task_id, '{"to":"submitted","number":1}'
         from reports r join assignments a on a.id = r.assignment_id where r.plan_id = (select max(id) from plans)`,
      `insert into events (at, actor_id, actor_name, acting_as, address, action, subject, version, plan_id, task_id, particulars)
         select r.judged_at, 5, '历年', '', '', 'report_accepted', 'report:' || r.assignment_id || '/' || r.round_id, 2, r.plan_id, a.task_id, '{"to":"accepted"}'
         from reports r join assignments a on a.id = r.assignment_id where r.plan_id = (select max(id) from plans)`,
      "drop table n",
    ],
    "write",
  )
  const { rows } = await client.execute("select max(id) as id from plans")
  return Number(rows[0]?.id)
}
