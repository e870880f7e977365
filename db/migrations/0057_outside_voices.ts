const entered = `entered_by_id integer not null,
    entered_at integer not null,
    version integer default 1 not null`

/** 意见建议 of outside bodies with their answers; surveys; praise, practice and use of results. */
export const outsideVoices = [
  `create table suggestions (
    id integer primary key not null,
    year integer not null references years (year),
    kind text not null,
    state text not null,
    source text not null,
    number text default '' not null,
    received_on text not null,
    text text not null,
    unit_id integer not null references units (id),
    due_by text,
    latest integer default 0 not null,
    answered_on text,
    satisfaction text,
    discard_why text default '' not null,
    ${entered}
  )`,
  `create index suggestions_year on suggestions (year, received_on)`,
  `create index suggestions_unit on suggestions (unit_id, state)`,
  `create table suggestion_answers (
    id integer primary key not null,
    suggestion_id integer not null references suggestions (id),
    number integer not null,
    answered_on text not null,
    text text not null,
    satisfaction text,
    by_id integer not null,
    at integer not null
  )`,
  `create unique index suggestion_answers_number on suggestion_answers (suggestion_id, number)`,
  `create table surveys (
    id integer primary key not null,
    year integer not null references years (year),
    kind text not null,
    unit_id integer references units (id),
    surveyed_on text not null,
    method text not null,
    base text not null,
    surveyor text not null,
    sample integer not null,
    hits integer not null,
    note text default '' not null,
    discard_why text default '' not null,
    ${entered}
  )`,
  `create index surveys_kind on surveys (kind, surveyed_on)`,
  `create index surveys_year on surveys (year)`,
  `create table outcomes (
    id integer primary key not null,
    year integer not null references years (year),
    kind text not null,
    unit_id integer not null references units (id),
    happened_on text not null,
    title text not null,
    authority text default '' not null,
    doc_number text default '' not null,
    text text default '' not null,
    discard_why text default '' not null,
    ${entered}
  )`,
  `create index outcomes_year on outcomes (year, happened_on)`,
  `create index outcomes_unit on outcomes (unit_id, year)`,
]
