import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { stateOf } from "#db/states.ts"
import { isHeld } from "#src/year/activities/scope.ts"
import { isOut } from "#src/year/cases/scope.ts"
import { isRecorded } from "#src/year/documents/scope.ts"
import { stands } from "#src/year/outcomes/scope.ts"
import { isInUse } from "#src/year/resources/scope.ts"
import type { Proof } from "./proofs.ts"

/** Of a kind no criterion asks for as many: more change nothing. */
const MOST_OF_A_KIND = 1000

/** What was entered in the year and speaks for the unit of a target, of each kind the newest first. */
export const proofsOf = ({ db }: Pick<Database, "db">, targetId: number) =>
  db
    .select({
      what: sql<Proof["what"]>`p.what`,
      id: sql<number>`p.id`,
      kind: sql<string>`p.kind`,
      title: sql<string>`p.title`,
      isOfDay: sql<boolean>`p.is_of_day`.mapWith(Boolean),
    })
    .from(
      sql`(with t as (select year, unit_id from appraisal_targets where id = ${targetId})
        select *, row_number() over (partition by what order by id desc) place from (
        select 'document' what, d.id, d.kind, '' title, 0 is_of_day from t join documents d on d.year = t.year
          and d.unit_id = t.unit_id join document_versions v on v.document_id = d.id and v.number = d.latest
          where ${isRecorded(stateOf("v"))}
        union all select 'activity', a.id, a.kind, a.title, a.key_day_id is not null from t
          join activities a on a.year = t.year join activity_units u on u.activity_id = a.id and u.unit_id = t.unit_id
          where ${isHeld(stateOf("a"))}
        union all select 'case', c.id, '', c.title, 0 from t join cases c on c.year = t.year and c.unit_id = t.unit_id
          where ${isOut(stateOf("c"))}
        union all select 'resource', r.id, r.kind, r.name, 0 from t join resources r on r.unit_id = t.unit_id
          where ${isInUse(stateOf("r"))}
        union all select 'outcome', o.id, o.kind, o.title, 0 from t join outcomes o on o.year = t.year
          and o.unit_id = t.unit_id where o.kind = 'praise' and ${stands(sql`o.discard_why`)}
        union all select 'statement', s.id, '', '', 0 from t join results s on s.year = t.year and s.unit_id = t.unit_id
          where s.statement is not null
        union all select 'body', b.id, '', b.leader || '、' || b.person, 0 from t join bodies b on b.year = t.year
          and b.unit_id = t.unit_id where b.leader <> '' and b.person <> ''
        union all select 'budget', b.id, '', '', 0 from t join bodies b on b.year = t.year and b.unit_id = t.unit_id
          where b.budget > 0)) p`,
    )
    .where(sql`p.place <= ${MOST_OF_A_KIND}`)
    .orderBy(sql`p.what, p.place`)
