/**
 * Files on their way: pieces are kept as they come, and are nobody's evidence until the one batch with its event moves
 * them to their attachment. What is left behind is swept after an hour. The index adds up how much a plan and each of
 * its units keep.
 */
export const uploads = [
  `create table uploads (
    key text primary key not null,
    person_id integer not null,
    plan_id integer not null,
    unit_id integer,
    assignment_id integer,
    round_id integer,
    notice_id integer,
    inspection_id integer,
    size integer not null,
    started_at integer not null
  )`,
  `create index uploads_plan on uploads (plan_id, unit_id, size)`,
  `create table upload_pieces (
    upload text not null,
    position integer not null,
    bytes blob not null,
    primary key (upload, position)
  )`,
  `create index attachments_plan on attachments (plan_id, unit_id, size)`,
]
