/** 口令重置 that take two administrators: asked by one, confirmed by another, opened once by a code that lives a day. */
export const resets = [
  `create table resets (
    id integer primary key not null,
    person_id integer not null,
    state text not null,
    code_hash text,
    asked_by_id integer,
    asked_at integer not null,
    decided_by_id integer,
    decided_at integer,
    opinion text default '' not null,
    version integer default 1 not null,
    foreign key (person_id) references people(id),
    foreign key (asked_by_id) references people(id),
    foreign key (decided_by_id) references people(id)
  )`,
  `create unique index resets_open on resets (person_id) where state in ('asked', 'confirmed')`,
]
