/** 文稿: 督查通报, 专报, 报告, 年度通报, 年度总结, with what is being written of them and what counts as 欠进度. */
export const bulletins = [
  `create table bulletins (
    id integer primary key not null,
    plan_id integer not null references plans (id),
    office_id integer not null,
    kind text not null,
    form text not null,
    round_id integer not null references rounds (id),
    title text not null,
    year integer,
    number integer,
    state text not null,
    leader_id integer,
    corrects_id integer,
    drafted_by_id integer not null,
    drafted_at integer not null,
    latest integer default 0 not null,
    sent_by_id integer,
    sent_at integer,
    approved_by_id integer,
    approved_at integer,
    issued_by_id integer,
    issued_at integer,
    withdrawn_by_id integer,
    withdrawn_at integer,
    opinion text default '' not null,
    note text default '' not null,
    sha256 text,
    version integer default 1 not null
  )`,
  `create unique index bulletins_number on bulletins (office_id, kind, year, number)`,
  `create index bulletins_plan on bulletins (plan_id, state)`,
  `create index bulletins_state on bulletins (state, sent_at)`,
  `create index bulletins_corrects on bulletins (corrects_id) where corrects_id is not null`,
  `create table bulletin_versions (
    bulletin_id integer not null,
    number integer not null,
    content text not null,
    sent_by_id integer not null,
    at integer not null,
    primary key (bulletin_id, number)
  )`,
  `create table bulletin_drafts (
    bulletin_id integer primary key not null,
    content text not null,
    revision integer not null,
    saved_by_id integer not null,
    saved_at integer not null
  )`,
  `create table bulletin_rules (
    plan_id integer primary key not null references plans (id),
    yellow text not null,
    grey text not null,
    by_pace integer default false not null,
    ranked integer default false not null,
    version integer default 1 not null
  )`,
]
