/** 领导小组 of a 普法年度, and 主送范围: named sets of units. */
export const groups = [
  `create table leading_groups (
    id integer primary key not null,
    year integer not null,
    unit_id integer,
    name text not null,
    head text not null,
    deputies text default '' not null,
    members text default '' not null,
    seat_unit_id integer,
    removed_at integer,
    version integer default 1 not null,
    foreign key (year) references years(year),
    foreign key (unit_id) references units(id),
    foreign key (seat_unit_id) references units(id)
  )`,
  `create index leading_groups_year on leading_groups (year)`,
  `create table addressee_sets (
    id integer primary key not null,
    name text not null,
    unit_ids text not null,
    removed_at integer,
    version integer default 1 not null
  )`,
]
