/**
 * How far the trail has ever been sealed, seals that refuse to be replaced, and a mark on each event whose time lies
 * more than five seconds before that of an earlier one. What came before this migration is marked by it.
 */
export const sealReach = [
  `create table seal_reach (
    id integer primary key not null check (id = 1),
    event_id integer not null,
    hash text not null
  )`,
  `insert into seal_reach
    select 1, coalesce(max(event_id), 0), coalesce((select hash from seals order by event_id desc limit 1), '')
    from seals`,
  `create trigger seal_reach_no_fall before update on seal_reach when new.event_id < old.event_id
  begin select raise(abort, 'append-only'); end`,
  `create trigger seal_reach_no_delete before delete on seal_reach
  begin select raise(abort, 'append-only'); end`,
  `create trigger seal_reach_no_replace before insert on seal_reach when exists (select 1 from seal_reach)
  begin select raise(abort, 'append-only'); end`,
  `create trigger seals_no_replace before insert on seals when exists (
    select 1 from seals where event_id = new.event_id)
  begin select raise(abort, 'append-only: sealed'); end`,
  `create table clock_marks (
    event_id integer primary key not null,
    newest_at integer not null
  )`,
  `insert into clock_marks
    select id, newest from (
      select id, at, max(at) over (order by id rows between unbounded preceding and current row) as newest from events)
    where at < newest - 5000`,
  `create trigger events_clock_mark after insert on events when new.at < (select max(at) from events) - 5000
  begin insert into clock_marks values (new.id, (select max(at) from events)); end`,
  `create trigger clock_marks_no_update before update on clock_marks
  begin select raise(abort, 'append-only'); end`,
  `create trigger clock_marks_no_delete before delete on clock_marks
  begin select raise(abort, 'append-only'); end`,
  `create trigger clock_marks_no_replace before insert on clock_marks when exists (
    select 1 from clock_marks where event_id = new.event_id)
  begin select raise(abort, 'append-only'); end`,
]
