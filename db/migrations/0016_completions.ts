/** 每年完成: each year that a part has completed, with the day that counted for it. */
export const completions = [
  `create table completions (
    assignment_id integer not null,
    year integer not null,
    due_by text not null,
    claimed_on text not null,
    accepted_at integer not null,
    primary key (assignment_id, year),
    foreign key (assignment_id) references assignments(id)
  )`,
]
