/** 外部监督 give what they suggest themselves: by whom it was given. */
export const observers = [
  `alter table suggestions add column observer_id integer`,
  `create index suggestions_observer on suggestions (observer_id) where observer_id is not null`,
]
