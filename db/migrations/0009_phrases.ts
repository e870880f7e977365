/** 常用语 of each person for the verdicts of the desk. */
export const phrases = [
  `create table phrases (
    id integer primary key not null,
    person_id integer not null,
    kind text not null,
    text text not null,
    added_at integer not null,
    removed_at integer,
    foreign key (person_id) references people(id)
  )`,
  `create index phrases_person on phrases (person_id) where removed_at is null`,
]
