/** 批示, and the notices that follow one up. */
export const instructions = [
  `alter table notices add column instruction_id integer`,
  `create index notices_instruction on notices (instruction_id) where instruction_id is not null`,
  `create table instructions (
    id integer primary key not null,
    plan_id integer not null,
    task_id integer,
    about text not null,
    text text not null,
    leader_name text not null,
    leader_id integer,
    given_on text not null,
    written_by_id integer not null,
    written_at integer not null,
    follow_up integer default false not null,
    reply_by text,
    state text not null,
    reply text default '' not null,
    replied_by_id integer,
    replied_at integer,
    remark text default '' not null,
    version integer default 1 not null,
    foreign key (plan_id) references plans(id),
    foreign key (task_id) references tasks(id)
  )`,
  `create index instructions_plan on instructions (plan_id, state)`,
  `create index instructions_task on instructions (task_id)`,
  `create table instruction_items (
    instruction_id integer not null,
    assignment_id integer not null,
    primary key(instruction_id, assignment_id)
  )`,
]
