/** Who approved a plan, and when; what the office makes of the opinions on a 征求意见稿. */
export const approvals = [
  `alter table plans add column approved_by_id integer`,
  `alter table plans add column approved_at integer`,
  `alter table consultations add column edition integer not null default 1`,
  `create table opinion_verdicts (
    consultation_id integer not null,
    unit_id integer not null,
    item text not null,
    number integer not null,
    verdict text not null,
    reason text not null,
    by_id integer not null,
    at integer not null,
    primary key(consultation_id, unit_id, item)
  )`,
]
