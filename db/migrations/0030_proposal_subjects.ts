/**
 * 初核 of anything that has a subject in the trail, also of what belongs to no plan: `subject` instead of a column for
 * each kind. SQLite changes neither a column's `not null` nor what an index asks for: the table is made again, each row
 * with its id.
 */
export const proposalSubjects = [
  `create table proposals_2 (
    id integer primary key not null,
    subject text not null,
    plan_id integer,
    verdict text not null,
    opinion text not null,
    answer_by text,
    particulars text default '{}' not null,
    proposed_by_id integer not null,
    proposed_at integer not null,
    confirmed integer,
    decided_by_id integer,
    decided_at integer,
    decision text default '' not null
  )`,
  `insert into proposals_2 (id, subject, plan_id, verdict, opinion, answer_by, particulars, proposed_by_id,
      proposed_at, confirmed, decided_by_id, decided_at, decision)
    select id,
      case
        when extension_id is not null then 'extension:' || extension_id
        when notice_id is not null then 'notice:' || notice_id
        when round_id is not null then 'report:' || assignment_id || '/' || round_id
        else 'assignment:' || assignment_id
      end,
      plan_id, verdict, opinion, answer_by, particulars, proposed_by_id, proposed_at, confirmed, decided_by_id,
      decided_at, decision from proposals`,
  `drop table proposals`,
  `alter table proposals_2 rename to proposals`,
  `create index proposals_subject on proposals (subject)`,
  `create index proposals_open on proposals (subject) where confirmed is null`,
]
