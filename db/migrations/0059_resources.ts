/** 阵地, 宣传渠道, 讲师团 and 志愿者 as one register; the 阵地 where an activity was held. */
export const resourcesKept = [
  `create table resources (
    id integer primary key not null,
    kind text not null,
    state text not null,
    unit_id integer not null references units (id),
    name text not null,
    form text default '' not null,
    place text default '' not null,
    offers text default '' not null,
    contact text default '' not null,
    size integer,
    end_why text default '' not null,
    entered_by_id integer not null,
    entered_at integer not null,
    version integer default 1 not null
  )`,
  `create index resources_unit on resources (unit_id, kind)`,
  `create index resources_kind on resources (kind, state)`,
  `alter table activities add column venue_id integer references resources (id)`,
  `create index activities_venue on activities (venue_id, year)`,
]
