/** 催办 that reaches people: digests, the outbox, robots of groups, people's mail addresses. */
export const deliveries = [
  `alter table people add column email text default '' not null`,
  `create table digests (
    id integer primary key not null,
    unit_id integer not null,
    day text not null,
    at integer not null,
    foreign key (unit_id) references units(id)
  )`,
  `create unique index digests_unit on digests (unit_id, day)`,
  `create table digest_items (
    digest_id integer not null,
    item text not null,
    plan_id integer not null,
    assignment_id integer,
    due_by text not null,
    step text not null,
    audience text not null,
    primary key(digest_id, item)
  )`,
  `create index digest_items_item on digest_items (item, due_by)`,
  `create index digest_items_plan on digest_items (plan_id)`,
  `create table robots (
    id integer primary key not null,
    name text not null,
    kind text not null,
    url text not null,
    secret text,
    unit_id integer not null,
    active integer default true not null,
    version integer default 1 not null,
    foreign key (unit_id) references units(id)
  )`,
  `create table deliveries (
    id integer primary key not null,
    key text not null,
    channel text not null,
    about text not null,
    about_id integer not null,
    unit_id integer,
    audience text not null,
    person_id integer,
    robot_id integer,
    at integer not null,
    next_attempt_at integer not null,
    attempts integer default 0 not null,
    claimed_until integer,
    subject text default '' not null,
    text text default '' not null,
    outcome text,
    done_at integer,
    reason text default '' not null
  )`,
  `create unique index deliveries_person on deliveries (about, about_id, person_id) where person_id is not null`,
  `create unique index deliveries_robot on deliveries (about, about_id, robot_id) where robot_id is not null`,
  `create index deliveries_waiting on deliveries (next_attempt_at) where done_at is null`,
  `create index deliveries_failed on deliveries (done_at) where outcome = 'failed'`,
]
