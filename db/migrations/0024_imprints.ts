/**
 * 留底: what stood in a row after each act, as the act left it. Triggers write it (db/imprints.ts makes them after all
 * migrations), the seal of the event covers it, and nothing changes it. `content` null: the row was taken out.
 */
export const imprints = [
  `create table imprints (
    id integer primary key not null,
    event_id integer not null,
    facet text not null,
    row_key text not null,
    content text
  )`,
  `create index imprints_event on imprints (event_id)`,
  `create trigger imprints_no_update before update on imprints
  begin select raise(abort, 'append-only'); end`,
  `create trigger imprints_no_delete before delete on imprints
  begin select raise(abort, 'append-only'); end`,
  `create trigger imprints_no_replace before insert on imprints when exists (
    select 1 from imprints where id = new.id)
  begin select raise(abort, 'append-only'); end`,
  `create table imprinted (
    facet text primary key not null,
    columns text not null
  )`,
  `alter table seals add column recorded text not null default ''`,
]
