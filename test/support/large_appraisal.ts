/** A province's year. */
const UNITS = 600
const JURORS = 9

const series = (n: number) =>
  `with recursive n (n) as (select 1 union all select n + 1 from n where n < ${n}) select n from n`

/**
 * Fills a cycle that is there as a whole province would: further units, all of whom have the marks `sheet` (SQL) and were drawn
 * last, and the sheets of all jurors for all of them. Made by SQL, because only its weight matters.
 */
export const manyAppraised = (year: number, sheet: string): string[] => [
  `insert into units (code, name, short_name, kind, position, active)
     select 'many' || n, '第' || n || '责任单位', '单位' || n, 'internal', 2000 + n, 1 from (${series(UNITS)})`,
  `insert into bodies (year, unit_id, duty, category, version)
     select ${year}, id, 'main', 'government', 1 from units where code like 'many%'`,
  `insert into appraisal_targets (year, unit_id, is_object, state, marks, audited, version)
     select ${year}, id, 1, 'submitted', ${sheet}, null, 2 from units where code like 'many%'`,
  `insert into appraisal_jurors (year, name, kind, conflicts, version)
     select ${year}, '代表' || n, 'deputy', '[]', 1 from (${series(JURORS)})`,
  `insert into appraisal_ballots (target_id, juror_id, marks, score, comment, at, version)
     select t.id, j.id, ${sheet}, 7000 + j.id, '', 1, 1 from appraisal_targets t
     join appraisal_jurors j on j.year = t.year where t.year = ${year}`,
  `update appraisal_draws set drawn = (select json_group_array(unit_id) from appraisal_targets where year = ${year})
     where year = ${year}`,
]
