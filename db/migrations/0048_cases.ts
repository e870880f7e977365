/** 案例 (以案释法) with their versions, what is being written of them, the laws they name, and how many a year asks for. */
export const cases = [
  `create table cases (
    id integer primary key not null,
    year integer not null references years (year),
    unit_id integer not null references units (id),
    kind text not null,
    state text not null,
    title text not null,
    latest integer not null,
    sha256 text not null,
    collected_by_id integer not null,
    collected_at integer not null,
    reported_by_id integer,
    reported_at integer,
    checked_by_id integer,
    checked_at integer,
    checked_sha256 text,
    approved_by_id integer,
    approved_at integer,
    published_by_id integer,
    published_at integer,
    published_on text,
    published_in text default '' not null,
    address text default '' not null,
    opinion text default '' not null,
    note text default '' not null,
    retracted_by_id integer,
    retracted_at integer,
    version integer default 1 not null
  )`,
  `create index cases_year on cases (year, unit_id, state)`,
  `create index cases_state on cases (state, reported_at)`,
  `create table case_versions (
    case_id integer not null,
    number integer not null,
    state text not null,
    content text not null,
    writers text not null,
    saved_by_id integer not null,
    at integer not null,
    primary key (case_id, number)
  )`,
  `create table case_drafts (
    case_id integer primary key not null,
    content text not null,
    writers text not null,
    revision integer not null,
    saved_by_id integer not null,
    saved_at integer not null
  )`,
  `create table case_laws (
    case_id integer not null,
    law_id integer not null references laws (id),
    primary key (case_id, law_id)
  )`,
  `create index case_laws_law on case_laws (law_id)`,
  `create table case_rules (
    year integer primary key not null references years (year),
    target integer not null,
    version integer default 1 not null
  )`,
]
