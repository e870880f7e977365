/** 日历订阅: the secret addresses by which calendar programs ask for what falls due. */
export const feeds = [
  `create table feeds (
    id integer primary key not null,
    person_id integer not null,
    unit_id integer,
    hash text not null,
    made_at integer not null,
    revoked_at integer,
    last_asked_at integer,
    foreign key (person_id) references people(id),
    foreign key (unit_id) references units(id)
  )`,
  `create unique index feeds_hash on feeds (hash)`,
  `create index feeds_person on feeds (person_id)`,
]
