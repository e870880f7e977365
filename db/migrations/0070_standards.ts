/** 评估标准 of 履职评议. */
export const standardsKept = [
  `create table standards (
    id integer primary key not null,
    year integer not null references years (year),
    state text not null,
    title text not null,
    doc_number text default '' not null,
    edition integer default 1 not null,
    blocks text not null,
    findings text default '[]' not null,
    readings text default '{}' not null,
    entered_by_id integer not null,
    entered_at integer not null,
    version integer default 1 not null
  )`,
  `create index standards_year on standards (year)`,
]
