/** What the public sees: an address for each thing, and its versions. */
export const releases = [
  `create table releases (
    id integer primary key not null,
    kind text not null,
    subject text not null,
    year integer references years (year),
    plan_id integer references plans (id),
    case_id integer references cases (id)
  )`,
  `create unique index releases_subject on releases (kind, subject)`,
  `create index releases_year on releases (year)`,
  `create index releases_plan on releases (plan_id)`,
  `create table release_versions (
    id integer primary key not null,
    release_id integer not null references releases (id),
    number integer not null,
    state text not null,
    title text not null,
    body text not null,
    sha256 text not null,
    prepared_by_id integer not null,
    prepared_at integer not null,
    checked_by_id integer,
    checked_at integer,
    released_by_id integer,
    released_at integer,
    ended_by_id integer,
    ended_at integer,
    note text default '' not null,
    version integer default 1 not null
  )`,
  `create unique index release_versions_number on release_versions (release_id, number)`,
  `create index release_versions_state on release_versions (state, released_at)`,
]
