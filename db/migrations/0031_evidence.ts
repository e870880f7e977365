/**
 * Evidence belongs to a subject, as an event does (`report:12/3`, `notice:4`, `inspection:5/12` for what an inspection
 * found of a part, `signed_sheet:3/1`), and need not be of a plan. What was on its way is nobody's evidence and is dropped.
 */
export const evidence = [
  `create table attachments_3 (
    id integer primary key not null,
    plan_id integer,
    unit_id integer not null,
    subject text not null,
    kind text not null,
    name text not null,
    type text not null,
    size integer not null,
    sha256 text not null,
    added_by_id integer not null,
    added_at integer not null,
    removed_at integer,
    version integer default 1 not null,
    address text
  )`,
  `insert into attachments_3 (id, plan_id, unit_id, subject, kind, name, type, size, sha256,
      added_by_id, added_at, removed_at, version, address)
    select id, plan_id, unit_id, case
        when notice_id is not null then 'notice:' || notice_id
        when inspection_id is not null then 'inspection:' || inspection_id || '/' || assignment_id
        when assignment_id is not null then 'report:' || assignment_id || '/' || round_id
        else 'signed_sheet:' || round_id || '/' || unit_id
      end, kind, name, type, size, sha256, added_by_id, added_at, removed_at, version, address from attachments`,
  `drop table attachments`,
  `alter table attachments_3 rename to attachments`,
  `create index attachments_plan on attachments (plan_id, unit_id, size)`,
  `create index attachments_subject on attachments (subject)`,
  `drop table uploads`,
  `delete from upload_pieces`,
  `create table uploads (
    key text primary key not null,
    person_id integer not null,
    plan_id integer,
    unit_id integer,
    subject text,
    size integer not null,
    started_at integer not null
  )`,
  `create index uploads_plan on uploads (plan_id, unit_id, size)`,
  `create index uploads_subject on uploads (subject)`,
]
