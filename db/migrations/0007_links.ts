/** 填报链接: one liaison, one unit, one round; the keys that open it, and the sessions that were opened by one. */
export const links = [
  `alter table plans add column allows_links integer default 0 not null`,
  `alter table sessions add column link_id integer`,
  `create table links (
    id integer primary key not null,
    plan_id integer not null,
    round_id integer not null,
    unit_id integer not null,
    person_id integer not null,
    created_at integer not null,
    created_by_id integer,
    expires_at integer not null,
    revoked_at integer,
    revoked_by_id integer,
    reason text default '' not null,
    last_used_at integer,
    uses integer default 0 not null,
    version integer default 1 not null,
    foreign key (plan_id) references plans(id),
    foreign key (round_id) references rounds(id),
    foreign key (unit_id) references units(id),
    foreign key (person_id) references people(id)
  )`,
  `create unique index links_live on links (person_id, unit_id, round_id) where revoked_at is null`,
  `create index links_round on links (round_id)`,
  `create index sessions_link on sessions (link_id) where link_id is not null`,
  `create table link_keys (
    hash text primary key not null,
    link_id integer not null,
    at integer not null,
    delivery_id integer,
    foreign key (link_id) references links(id)
  )`,
  `create index link_keys_link on link_keys (link_id)`,
]
