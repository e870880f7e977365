/** 普法年度 with its 责任单位, and 法律法规. */
export const years = [
  `create table years (
    year integer primary key not null,
    office_id integer not null,
    opened_by_id integer not null,
    opened_at integer not null,
    version integer default 1 not null,
    foreign key (office_id) references units(id)
  )`,
  `create table bodies (
    id integer primary key not null,
    year integer not null,
    unit_id integer not null,
    duty text not null,
    category text not null,
    supervisor_unit_id integer,
    leader text default '' not null,
    department text default '' not null,
    person text default '' not null,
    enforces integer default false not null,
    judges integer default false not null,
    serves integer default false not null,
    budget integer,
    left_on text,
    left_why text default '' not null,
    version integer default 1 not null,
    foreign key (year) references years(year),
    foreign key (unit_id) references units(id),
    foreign key (supervisor_unit_id) references units(id)
  )`,
  `create unique index bodies_unit on bodies (year, unit_id)`,
  `create index bodies_supervisor on bodies (supervisor_unit_id, year)`,
  `create index bodies_of_unit on bodies (unit_id, year)`,
  `create table laws (
    id integer primary key not null,
    title text not null,
    category text not null,
    issued_on text,
    effective_on text,
    amended_on text,
    repealed_on text,
    replaced_by text default '' not null,
    version integer default 1 not null
  )`,
  `create unique index laws_title_unique on laws (title)`,
]
