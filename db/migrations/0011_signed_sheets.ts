/** 签字单 as it came on paper: one row a round and unit. */
export const signedSheets = [
  `create table signed_sheets (
    round_id integer not null,
    unit_id integer not null,
    plan_id integer not null,
    received_on text,
    taken_by text not null,
    is_signed integer default false not null,
    is_sealed integer default false not null,
    recorded_by_id integer not null,
    recorded_at integer not null,
    version integer default 1 not null,
    primary key(round_id, unit_id),
    foreign key (round_id) references rounds(id),
    foreign key (unit_id) references units(id)
  )`,
  `create index signed_sheets_unit on signed_sheets (unit_id)`,
]
