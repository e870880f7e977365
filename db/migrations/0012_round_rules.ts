/** 报送安排 of a plan, rounds that open by themselves, the period that a round is about, 补列. */
export const roundRules = [
  `alter table plans add column due_shift integer`,
  `alter table plans add column due_day integer`,
  `alter table plans add column due_roll text default 'next' not null`,
  `alter table plans add column opens_before integer`,
  `alter table plans add column opens_itself integer default false not null`,
  `alter table rounds add column period text`,
  `alter table rounds add column rule_by text`,
  `alter table dues add column added_at integer`,
  `alter table dues add column added_by_id integer`,
  // Until now the trail alone knew it, as a month.
  `update rounds set period = (
    select date(json_extract(e.particulars, '$.period') || '-01', '+1 month', '-1 day') from events e
    where e.subject = 'round:' || rounds.plan_id || '/' || rounds.number and e.action = 'round_opened')`,
]
