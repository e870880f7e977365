/** Tasks that were added to an issued plan and stand in no wording of its document. */
export const addedTasks = [`alter table tasks add column is_added integer default 0 not null`]
