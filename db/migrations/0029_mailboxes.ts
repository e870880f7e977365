/**
 * A mailbox counts as confirmed while it is the one that its owner confirmed. Those of before go on as they were.
 */
export const mailboxes = [
  `alter table people add column confirmed_email text default '' not null`,
  `update people set confirmed_email = email`,
]
