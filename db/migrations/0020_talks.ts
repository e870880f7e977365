/** 沟通: what the office talked over with a unit about a part that has long said nothing; asks for nothing. */
export const talks = [
  `create table talks (
    id integer primary key not null,
    plan_id integer not null,
    assignment_id integer not null,
    round_id integer not null,
    held_on text not null,
    text text not null,
    by_id integer not null,
    at integer not null,
    foreign key (assignment_id) references assignments(id)
  )`,
  `create index talks_assignment on talks (assignment_id, round_id)`,
]
