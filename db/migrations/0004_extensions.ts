/** 延期; until when a part is suspended, and into which one it was merged. */
export const extensions = [
  `alter table assignments add column suspended_until text`,
  `alter table assignments add column merged_into_id integer`,
  `create table extensions (
    id integer primary key not null,
    plan_id integer not null,
    unit_id integer not null,
    target text not null,
    assignment_id integer,
    notice_id integer,
    former_by text not null,
    wanted_by text not null,
    reason text not null,
    progress text not null,
    state text not null,
    granted_by text,
    asked_by_id integer not null,
    asked_at integer not null,
    decided_by_id integer,
    decided_at integer,
    opinion text default '' not null,
    foreign key (plan_id) references plans(id)
  )`,
  `create index extensions_assignment on extensions (assignment_id)`,
  `create index extensions_notice on extensions (notice_id) where notice_id is not null`,
  `create index extensions_open on extensions (plan_id, asked_at) where state = 'asked'`,
]
