/** 导入: drafts of plans, the files they were read from, and what names were said to mean. */
export const planDrafts = [
  `alter table plans add column predecessor_id integer`,
  `create table plan_sources (
    id integer primary key not null,
    plan_id integer,
    name text not null,
    type text not null,
    size integer not null,
    sha256 text not null,
    added_by_id integer not null,
    added_at integer not null,
    foreign key (plan_id) references plans(id)
  )`,
  `create index plan_sources_plan on plan_sources (plan_id)`,
  `create index plan_sources_sha256 on plan_sources (sha256)`,
  `create table plan_source_pieces (
    source_id integer not null,
    position integer not null,
    bytes blob not null,
    primary key(source_id, position)
  )`,
  `create table plan_drafts (
    key text primary key not null,
    unit_id integer not null,
    owner_id integer not null,
    source_id integer,
    source_name text not null,
    sha256 text not null,
    title text not null,
    reading text not null,
    steps text not null,
    plan_id integer,
    predecessor_id integer,
    revision integer not null,
    saved_by_id integer not null,
    saved_at integer not null,
    foreign key (unit_id) references units(id),
    foreign key (owner_id) references people(id),
    foreign key (plan_id) references plans(id),
    foreign key (predecessor_id) references plans(id)
  )`,
  `create index plan_drafts_unit on plan_drafts (unit_id, saved_at)`,
  `create table remembered_units (
    name text primary key not null,
    answer text not null,
    at integer not null
  )`,
]
