/** 回传: a 台账 that comes back, its file, its rows, and what was decided about each cell. */
export const ledgerImports = [
  `create table ledger_imports (
    id integer primary key not null,
    plan_id integer not null,
    round_id integer not null,
    unit_id integer,
    as_office integer default false not null,
    state text default 'open' not null,
    name text not null,
    size integer not null,
    sha256 text not null,
    told text not null,
    brought_by_id integer not null,
    brought_at integer not null,
    closed_by_id integer,
    closed_at integer,
    version integer default 1 not null,
    foreign key (plan_id) references plans(id),
    foreign key (round_id) references rounds(id)
  )`,
  `create index ledger_imports_plan on ledger_imports (plan_id, sha256)`,
  `create table ledger_import_pieces (
    import_id integer not null,
    position integer not null,
    bytes blob not null,
    primary key(import_id, position)
  )`,
  `create table ledger_import_rows (
    import_id integer not null,
    position integer not null,
    page integer not null,
    assignment_id integer not null,
    content text not null,
    primary key(import_id, position)
  )`,
  `create table ledger_takings (
    import_id integer not null,
    position integer not null,
    field text not null,
    turn integer not null,
    assignment_id integer not null,
    before text,
    typed text not null,
    standing text not null,
    outcome text not null,
    reason text,
    by_id integer not null,
    at integer not null,
    primary key(import_id, position, field, turn)
  )`,
  `create index ledger_takings_assignment on ledger_takings (assignment_id)`,
]
