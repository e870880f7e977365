/** 岗位交接, and whose item came back to the liaison because they have left. */
export const handovers = [
  `create table handovers (
    id integer primary key not null,
    post_id integer not null,
    cause text not null,
    to_person_id integer,
    to_name text default '' not null,
    stand_in integer default false not null,
    from_on text not null,
    until_on text,
    remark text default '' not null,
    state text not null,
    proposed_by_id integer not null,
    proposed_at integer not null,
    decided_by_id integer,
    decided_at integer,
    opinion text default '' not null,
    version integer default 1 not null,
    foreign key (post_id) references posts(id),
    foreign key (to_person_id) references people(id),
    foreign key (proposed_by_id) references people(id)
  )`,
  `create unique index handovers_open on handovers (post_id, stand_in) where state = 'proposed'`,
  `create index handovers_post on handovers (post_id)`,
  `create index handovers_successor on handovers (to_person_id) where to_person_id is not null`,
  `alter table assignments add column former_handler_id integer references people(id)`,
]
