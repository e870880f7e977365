/** 版式 of the 台账, by supervising office. */
export const ledgerLayouts = [
  `create table ledger_layouts (
    id integer primary key not null,
    office_id integer not null,
    name text not null,
    columns text not null,
    merges integer default false not null,
    paper text not null,
    saved_by_id integer not null,
    saved_at integer not null,
    removed_at integer,
    version integer default 1 not null,
    foreign key (office_id) references units(id)
  )`,
  `create index ledger_layouts_office on ledger_layouts (office_id) where removed_at is null`,
]
