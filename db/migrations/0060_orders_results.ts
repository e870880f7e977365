const entered = `entered_by_id integer not null,
    entered_at integer not null,
    version integer default 1 not null`

/** 菜单 and 点单; 学法考试 and 述法 by person. */
export const ordersAndResults = [
  `create table offers (
    id integer primary key not null,
    year integer not null references years (year),
    unit_id integer not null references units (id),
    state text not null,
    title text not null,
    laws text default '[]' not null,
    lecturer_id integer references resources (id),
    kind text not null,
    duration text default '' not null,
    audience text default '' not null,
    note text default '' not null,
    ${entered}
  )`,
  `create index offers_year on offers (year, state)`,
  `create index offers_unit on offers (unit_id, year)`,
  `create table orders (
    id integer primary key not null,
    offer_id integer not null references offers (id),
    unit_id integer not null references units (id),
    state text not null,
    wanted_on text not null,
    agreed_on text,
    place text default '' not null,
    audience text default '' not null,
    heads integer,
    reason text default '' not null,
    activity_id integer references activities (id),
    ${entered}
  )`,
  `create index orders_offer on orders (offer_id, state)`,
  `create index orders_unit on orders (unit_id, state)`,
  `create table results (
    id integer primary key not null,
    year integer not null references years (year),
    unit_id integer not null references units (id),
    name text not null,
    post text not null,
    score integer,
    exam text,
    statement text,
    grade text,
    happened_on text,
    ${entered}
  )`,
  `create index results_unit on results (year, unit_id)`,
]
