/*
 * 搜索: an index over the words of reports, by pairs of characters, so that words of two are found (SQLite's own trigrams
 * begin at three). A row of `sought_reports` is a report with the words that stand now, the newest last; `sought_pairs` has
 * their pairs under the same id, and nothing else of them. Triggers keep both in the batch of whoever sends a report; what
 * was sent before is taken in by db/sought.ts.
 */

/** So long is a piece of which pairs are taken: SQLite counts characters from the beginning of a text each time. */
const PIECE = 200

/** All pairs of neighbouring characters in a text, and its last one alone, with spaces between. */
const pairsOf = (text: string) => `(with recursive
  piece(at, part) as (select 1, substr(${text}, 1, ${PIECE + 1}) union all
    select at + ${PIECE}, substr(${text}, at + ${PIECE}, ${PIECE + 1}) from piece where at + ${PIECE} <= length(${text})),
  sign(n) as (select 1 union all select n + 1 from sign where n < ${PIECE})
  select group_concat(substr(part, n, 2), ' ') from piece, sign where n <= length(part))`

const TEXT = "v.achieved || char(10) || v.problems || char(10) || v.next_steps"

export const sought = [
  `create table sought_reports (
    id integer primary key not null,
    assignment_id integer not null,
    round_id integer not null,
    plan_id integer not null
  )`,
  `create unique index sought_reports_report on sought_reports (assignment_id, round_id)`,
  `create virtual table sought_pairs using fts5(pairs, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'")`,
  `create trigger sought_in after insert on sought_reports begin
    insert into sought_pairs (rowid, pairs) select new.id, ${pairsOf(TEXT)} from report_versions v
      where v.assignment_id = new.assignment_id and v.round_id = new.round_id order by v.number desc limit 1;
  end`,
  `create trigger sought_out after delete on sought_reports begin
    delete from sought_pairs where rowid = old.id;
  end`,
  `create trigger sought_anew after insert on report_versions begin
    delete from sought_reports where assignment_id = new.assignment_id and round_id = new.round_id;
    insert into sought_reports (assignment_id, round_id, plan_id)
      select new.assignment_id, new.round_id, plan_id from assignments where id = new.assignment_id;
  end`,
]
