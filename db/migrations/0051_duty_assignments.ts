/** Which 清单事项 is carried out by which assignment of a plan. */
export const dutyAssignments = [
  `create table duty_assignments (
    duty_id integer not null,
    assignment_id integer not null,
    by_id integer not null,
    at integer not null,
    primary key (duty_id, assignment_id),
    foreign key (duty_id) references duties(id),
    foreign key (assignment_id) references assignments(id)
  )`,
  `create index duty_assignments_assignment on duty_assignments (assignment_id)`,
]
