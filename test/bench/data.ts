import type { Client } from "@libsql/client"
import { REPORTER, type Target } from "./terms.ts"

/** The plans that the demo has: all further ones come after them. */
const DEMO_PLANS = 2
const PLANS = 450
const TASKS = 10_000
const REPORTS = 50_000

/**
 * Fills a database with 450 further plans of 10,000 tasks and 50,000 accepted reports, as years of use would: made of
 * plan 1 by SQL, because only their weight matters here. Every unit of plan 1 takes part in each of them.
 */
export async function fill(client: Client): Promise<void> {
  await client.batch(
    [
      series("n", PLANS),
      `insert into plans (title, issued_on, supervising_unit_id, rhythm, state, source)
         select '第' || n || '号历年方案', '2020-01-01', (select supervising_unit_id from plans where id = 1), 'quarterly',
           case when n % 9 = 0 then 'issued' else 'archived' end, '' from n`,
      `insert into sections (plan_id, position, text) select id, 0, '一、总则' from plans where id > ${DEMO_PLANS}`,
      series("t", TASKS),
      `insert into tasks (plan_id, section_id, ordinal, label, text)
         select p.id, s.id, (t.n - 1) / ${PLANS} + 1, '（' || ((t.n - 1) / ${PLANS} + 1) || '）', (select text from tasks where id = 1 + t.n % 22)
         from t join plans p on p.id = ${DEMO_PLANS + 1} + (t.n - 1) % ${PLANS} join sections s on s.plan_id = p.id`,
      `insert into assignments (plan_id, task_id, unit_id, role, position, state, version)
         select k.plan_id, k.id, u.id, 'lead', u.position, 'active', 2
         from tasks k join units u on u.id in (1 + k.id % 9, 1 + (k.id / 9) % 9, 1 + (k.id / 81) % 9) where k.plan_id > ${DEMO_PLANS}`,
      `insert into rounds (plan_id, number, name, opens_on, due_by, cut_off_at, version)
         select p.id, r.number, '第' || r.number || '期', '2020-01-01', '2020-03-01', 1583000000000, 2
         from plans p join (select 1 as number union select 2) r where p.id > ${DEMO_PLANS}`,
      `insert into reports (assignment_id, round_id, plan_id, unit_id, state, latest, first_submitted_at, submitted_at, judged_by_id, judged_at, version)
         select a.id, r.id, a.plan_id, a.unit_id, 'accepted', 1, 1582900000000, 1582900000000, 5, 1582950000000, 2
         from assignments a join rounds r on r.plan_id = a.plan_id where a.plan_id > ${DEMO_PLANS} order by a.id limit ${REPORTS}`,
      `insert into dues (round_id, assignment_id, plan_id, unit_id, reported_at)
         select round_id, assignment_id, plan_id, unit_id, submitted_at from reports where plan_id > ${DEMO_PLANS}`,
      `insert into report_versions (assignment_id, round_id, number, achieved, problems, next_steps, written_by_id, sent_by_id, at)
         select assignment_id, round_id, 1, '按计划推进，完成阶段任务。', '', '继续推进。', 7, 7, submitted_at from reports where plan_id > ${DEMO_PLANS}`,
      `insert into events (at, actor_id, actor_name, acting_as, address, action, subject, version, plan_id, task_id, particulars)
         select r.submitted_at, 7, '历年', '', '', 'report_sent', 'report:' || r.assignment_id || '/' || r.round_id, 1, r.plan_id, a.task_id, '{"to":"submitted","number":1}'
         from reports r join assignments a on a.id = r.assignment_id where r.plan_id > ${DEMO_PLANS}`,
      `insert into events (at, actor_id, actor_name, acting_as, address, action, subject, version, plan_id, task_id, particulars)
         select r.judged_at, 5, '历年', '', '', 'report_accepted', 'report:' || r.assignment_id || '/' || r.round_id, 2, r.plan_id, a.task_id, '{"to":"accepted"}'
         from reports r join assignments a on a.id = r.assignment_id where r.plan_id > ${DEMO_PLANS}`,
      "drop table n",
      "drop table t",
    ],
    "write",
  )
}

/** The plan that gives the writes their targets: so many tasks of one unit, each owed in so many rounds. */
const TARGET_TASKS = 20
const TARGET_ROUNDS = 600
/** After the first reminder, and not so far that the timer counts long how many working days are left. */
const TARGETS_DUE_BY = "2026-12-04"
/** No number of a round is an id of anything; beside it nothing of two targets differs but their ids (recording.ts). */
const FIRST_NUMBER = 1_000_001

/**
 * Opens reports to send. They belong to a plan of their own that another unit supervises, so that no page that is
 * measured grows with them; that they are sent moves the trail under all pages alike.
 */
export async function openTargets(client: Client): Promise<Target[]> {
  await client.batch(
    [
      series("n", Math.max(TARGET_TASKS, TARGET_ROUNDS)),
      `insert into plans (title, issued_on, supervising_unit_id, rhythm, state, source)
         select '报送方案', '2026-01-01', id, 'quarterly', 'issued', '' from units where code = 'renshisi'`,
      "insert into sections (plan_id, position, text) select max(id), 0, '一、总则' from plans",
      `insert into tasks (plan_id, section_id, ordinal, label, text)
         select s.plan_id, s.id, n, '（一）', '按时报送。' from n join sections s
         where s.id = (select max(id) from sections) and n <= ${TARGET_TASKS}`,
      `insert into assignments (plan_id, task_id, unit_id, role, position, state, version)
         select t.plan_id, t.id, u.id, 'lead', u.position, 'active', 2 from tasks t join units u
         where t.plan_id = (select max(id) from plans) and u.code = '${REPORTER}'`,
      `insert into rounds (plan_id, number, name, opens_on, due_by)
         select (select max(id) from plans), ${FIRST_NUMBER} + n, '加期', '2026-11-01', '${TARGETS_DUE_BY}' from n where n <= ${TARGET_ROUNDS}`,
      `insert into dues (round_id, assignment_id, plan_id, unit_id)
         select r.id, a.id, a.plan_id, a.unit_id from rounds r join assignments a on a.plan_id = r.plan_id
         where r.plan_id = (select max(id) from plans)`,
      "drop table n",
    ],
    "write",
  )
  const { rows } = await client.execute(
    `select d.assignment_id, d.round_id, r.number, a.task_id from dues d
       join rounds r on r.id = d.round_id join assignments a on a.id = d.assignment_id
       where d.plan_id = (select max(id) from plans) order by d.round_id, d.assignment_id`,
  )
  return rows.map((row) => ({
    assignment: Number(row.assignment_id),
    round: Number(row.round_id),
    number: Number(row.number),
    task: Number(row.task_id),
  }))
}

export const series = (name: string, length: number) =>
  `create table ${name} as with recursive s(n) as (select 1 union all select n + 1 from s where n < ${length}) select n from s`
