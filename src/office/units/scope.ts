import { type SQL, sql } from "drizzle-orm"

/** The unit is in use: only such a one is asked for anything. */
export const isInUse = (unitId: SQL): SQL =>
  sql`exists (select 1 from units own where own.id = ${unitId} and own.active)`

/**
 * Every change of a unit's names in the trail, as JSON for `formerIn` (names.ts). One look into the index of subjects a
 * unit: a directory that never changed costs nothing more.
 */
export const formerNames = (unitId: SQL): SQL<string> => sql<string>`(
  select json_group_array(json_object('until', e.at,
    'name', json_extract(e.particulars, '$.name.before'), 'shortName', json_extract(e.particulars, '$.shortName.before'),
    'correction', json(case json_extract(e.particulars, '$.correction') when 1 then 'true' else 'false' end)))
  from (select at, particulars from events where subject = 'unit:' || ${unitId} and action = 'unit_changed'
    and coalesce(json_extract(particulars, '$.name.before'), json_extract(particulars, '$.shortName.before')) is not null
    order by version) e)`
