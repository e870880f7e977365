import type { Client } from "@libsql/client"
import { manyAppraised } from "#test/support/large_appraisal.ts"
import { series } from "./data.ts"

/** So many 责任单位 with all six kinds of 报备文件, and activities: what a province's year comes to. */
const UNITS = 100
export const ACTIVITIES = 10_000
const KINDS = ["programme", "year_plan", "duty_list", "implementation", "summary", "liaisons"]

/** A year with the cycle of the demo's, of 600 units and nine jurors who have scored all of them. */
export const fillAppraisal = (client: Client, year: number, from: number) =>
  client.batch(
    [
      `insert into years (year, office_id, opened_by_id, opened_at, version)
         select ${year}, office_id, opened_by_id, opened_at, 1 from years where year = ${from}`,
      `insert into appraisals (id, standard_id, state, rules, published_on, opened_by_id, opened_at, version)
         select ${year}, standard_id, state, rules, published_on, opened_by_id, opened_at, 1 from appraisals where id = ${from}`,
      `insert into appraisal_draws (year, number, frame, excluded, drawn, ratio, seed, by_id, at, version)
         values (${year}, 1, '[]', '[]', '[]', 15, 'seed', 1, 1, 1)`,
      ...manyAppraised(year, `(select marks from appraisal_targets where year = ${from} limit 1)`),
    ],
    "write",
  )

/** Fills the demo's year as a whole province would; made by SQL, because only its weight matters here. */
export async function fillYear(client: Client, year: number): Promise<void> {
  const kinds = KINDS.map((kind) => `select '${kind}' as kind`).join(" union all ")
  await client.batch(
    [
      series("n", ACTIVITIES),
      `insert into units (code, name, short_name, kind, position, active)
         select 'bench' || n, '第' || n || '责任单位', '单位' || n, 'internal', 1000 + n, 1 from n
         where n <= ${UNITS} - (select count(*) from bodies where year = ${year})`,
      `insert into bodies (year, unit_id, duty, category, version)
         select ${year}, id, 'main', 'government', 1 from units where code like 'bench%'`,
      `insert into documents (year, unit_id, kind, from_year, until_year, latest, first_filed_on)
         select ${year}, b.unit_id, k.kind, ${year}, ${year}, 1, '${year}-03-01' from bodies b join (${kinds}) k
         where b.year = ${year} and not exists (select 1 from documents d
           where d.year = ${year} and d.unit_id = b.unit_id and d.kind = k.kind)`,
      `insert into document_versions (document_id, number, state, begun_by_id, begun_at, sendings, sent_at, filed_on, version)
         select id, 1, case when id % 3 = 0 then 'filed' else 'draft' end, 1, 1772300000000, 1, 1772300000000, '${year}-03-01', 2
         from documents where id not in (select document_id from document_versions)`,
      `insert into document_texts (document_id, number, sending, title, text, parts, change, from_year, until_year, sent_by_id, at, filed_on)
         select d.id, 1, 1, '普法文件', '全年工作安排。', '{}', '', ${year}, ${year}, 1, 1772300000000, '${year}-03-01'
         from documents d where d.id not in (select document_id from document_texts)`,
      `insert into activities (year, unit_id, state, kind, themed, title, from_on, until_on, channels, tags, sessions, reached, entered_by_id, entered_at, version)
         select ${year}, b.unit_id, 'held', '主题宣传', n.n % 9 = 0, '第' || n.n || '场法治宣传', day, day, '[]', '[]', 1 + n.n % 3, 20 + n.n % 300, 1, 1772300000000, 2
         from (select n, date('${year}-01-01', '+' || (n % 300) || ' days') as day from n) n
         join (select unit_id, row_number() over (order by id) as place from bodies where year = ${year}) b
           on b.place = 1 + n.n % (select count(*) from bodies where year = ${year})`,
      `insert into activity_units (activity_id, unit_id, role)
         select id, unit_id, 'host' from activities where id not in (select activity_id from activity_units)`,
      "drop table n",
    ],
    "write",
  )
}
