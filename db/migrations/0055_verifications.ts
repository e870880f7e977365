/** 督查核实 of 清单事项: what the unit says of an item, what the office finds, and from which day on. */
export const verifications = [
  `create table verifications (
    id integer primary key not null references duties (id),
    state text not null,
    claims integer default 0 not null,
    latest integer default 0 not null,
    told integer default 0 not null,
    version integer default 1 not null
  )`,
  `create table verification_claims (
    verification_id integer not null,
    number integer not null,
    text text not null,
    by_id integer not null,
    at integer not null,
    primary key (verification_id, number)
  )`,
  `create table verification_results (
    verification_id integer not null,
    number integer not null,
    result text not null,
    verified_on text not null,
    basis text not null,
    remark text not null,
    why text not null,
    by_id integer not null,
    at integer not null,
    told_at integer,
    answer text default '' not null,
    answered_by_id integer,
    answered_at integer,
    primary key (verification_id, number)
  )`,
  `create table verification_days (
    year integer primary key not null references years (year),
    from_on text not null,
    version integer default 1 not null
  )`,
]
