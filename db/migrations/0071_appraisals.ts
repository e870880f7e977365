/** 履职评议 of a year, and the sheet of each unit. */
export const appraisalCycles = [
  `create table appraisals (
    id integer primary key not null references years (year),
    standard_id integer not null references standards (id),
    state text not null,
    rules text not null,
    published_on text,
    opened_by_id integer not null,
    opened_at integer not null,
    version integer default 1 not null
  )`,
  `create table appraisal_targets (
    id integer primary key not null,
    year integer not null references appraisals (id),
    unit_id integer not null references units (id),
    is_object integer not null,
    state text not null,
    marks text,
    audited text,
    signed_by text default '' not null,
    return_why text default '' not null,
    version integer default 1 not null
  )`,
  `create unique index appraisal_targets_unit on appraisal_targets (year, unit_id)`,
  `create index appraisal_targets_of on appraisal_targets (unit_id)`,
]
