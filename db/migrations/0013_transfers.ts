/** 移交 of a unit's work to another; to whom a 督办单 was first issued; what was merged into a part. */
export const transfers = [
  `create table transfers (
    id integer primary key not null,
    from_unit_id integer not null,
    to_unit_id integer not null,
    parts integer not null,
    merged integer not null,
    notices integer not null,
    remark text not null,
    by_id integer not null,
    at integer not null,
    foreign key (from_unit_id) references units(id),
    foreign key (to_unit_id) references units(id)
  )`,
  `create index transfers_from on transfers (from_unit_id)`,
  `create index transfers_to on transfers (to_unit_id)`,
  `alter table notices add column issued_to_id integer`,
  `create index assignments_merged on assignments (merged_into_id) where merged_into_id is not null`,
]
