/** 写进本期进展: into which report the words of an activity were put. */
export const activityUses = [
  `create table activity_uses (
    activity_id integer not null,
    assignment_id integer not null,
    round_id integer not null,
    by_id integer not null,
    at integer not null,
    primary key (activity_id, assignment_id, round_id),
    foreign key (activity_id) references activities(id),
    foreign key (assignment_id) references assignments(id),
    foreign key (round_id) references rounds(id)
  )`,
  `create index activity_uses_report on activity_uses (assignment_id, round_id)`,
]
