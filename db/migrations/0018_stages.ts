/** 责任领导 of a task, and its 阶段: each with a day of its own, reached by each part for itself. */
export const stages = [
  `create table task_leaders (
    task_id integer not null,
    position integer not null,
    person_id integer,
    name text not null,
    primary key (task_id, position),
    foreign key (task_id) references tasks(id),
    foreign key (person_id) references people(id)
  )`,
  "create index task_leaders_person on task_leaders (person_id) where person_id is not null",
  `create table stages (
    id integer primary key,
    task_id integer not null,
    ordinal integer not null,
    text text not null,
    due_by text not null,
    removed_at integer,
    foreign key (task_id) references tasks(id)
  )`,
  "create index stages_task on stages (task_id)",
  "create index stages_due on stages (due_by) where removed_at is null",
  `create table stage_completions (
    assignment_id integer not null,
    stage_id integer not null,
    at integer not null,
    by_id integer not null,
    reached integer not null,
    primary key (assignment_id, stage_id, at),
    foreign key (assignment_id) references assignments(id),
    foreign key (stage_id) references stages(id)
  )`,
  "alter table report_versions add column stage_id integer",
  "create index report_versions_stage on report_versions (assignment_id, stage_id) where stage_id is not null",
  "alter table drafts add column stage_id integer",
]
