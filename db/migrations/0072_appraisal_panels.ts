/** 集中评议: the draw, the panel and what it gave, what is recorded beside, what was ruled of a result. */
export const appraisalPanels = [
  `create table appraisal_draws (
    id integer primary key not null,
    year integer not null references appraisals (id),
    number integer not null,
    frame text not null,
    excluded text not null,
    drawn text not null,
    ratio integer not null,
    seed text not null,
    why text default '' not null,
    hearing text,
    by_id integer not null,
    at integer not null,
    version integer default 1 not null
  )`,
  `create unique index appraisal_draws_number on appraisal_draws (year, number)`,
  `create table appraisal_jurors (
    id integer primary key not null,
    year integer not null references appraisals (id),
    name text not null,
    kind text not null,
    conflicts text not null,
    key_hash text,
    version integer default 1 not null
  )`,
  `create index appraisal_jurors_year on appraisal_jurors (year)`,
  `create index appraisal_jurors_key on appraisal_jurors (key_hash)`,
  `create table appraisal_ballots (
    target_id integer not null references appraisal_targets (id),
    juror_id integer not null references appraisal_jurors (id),
    marks text not null,
    score integer not null,
    comment text default '' not null,
    entered_by_id integer,
    at integer not null,
    version integer default 1 not null,
    primary key (target_id, juror_id)
  )`,
  `create table appraisal_records (
    id integer primary key not null,
    target_id integer not null references appraisal_targets (id),
    kind text not null,
    criterion text default '' not null,
    happened_on text not null,
    points integer not null,
    text text not null,
    discard_why text default '' not null,
    entered_by_id integer not null,
    entered_at integer not null,
    version integer default 1 not null
  )`,
  `create index appraisal_records_target on appraisal_records (target_id)`,
  `create table appraisal_rulings (
    target_id integer not null references appraisal_targets (id),
    number integer not null,
    kind text not null,
    decided_on text not null,
    document text default '' not null,
    text text not null,
    points integer,
    by_id integer not null,
    at integer not null,
    primary key (target_id, number)
  )`,
]
