import type { Client, InStatement } from "@libsql/client"
import { exists } from "./imprints.ts"

/** So many are taken in at once: a server answers nobody meanwhile. */
const AT_ONCE = 500

/**
 * Takes into the index what was reported before there was one (db/migrations/0035_sought.ts), oldest first. Begins where it was cut
 * short, and finds nothing to do where all is as it should be.
 */
export async function ensureSought(client: Client, write: (statements: InStatement[]) => Promise<unknown>) {
  if (!(await exists(client, "sought_reports"))) return
  const { rows: counted } = await client.execute(
    `select (select count(*) from sought_reports) as taken, (select count(*) from report_versions where number = 1) as all_of_them`,
  )
  if (Number(counted[0]?.taken) >= Number(counted[0]?.all_of_them)) return
  const { rows } = await client.execute(
    `select v.assignment_id, v.round_id from report_versions v
     where v.number = (select max(number) from report_versions w
         where w.assignment_id = v.assignment_id and w.round_id = v.round_id)
       and not exists (select 1 from sought_reports s where s.assignment_id = v.assignment_id and s.round_id = v.round_id)
     order by v.at, v.assignment_id, v.round_id`,
  )
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const reports = rows.slice(at, at + AT_ONCE).map((row) => [Number(row.assignment_id), Number(row.round_id)])
    await write([
      {
        sql: `insert into sought_reports (assignment_id, round_id, plan_id)
          select a.id, one.value ->> 1, a.plan_id from json_each(?) one join assignments a on a.id = one.value ->> 0
          where true order by one.key on conflict do nothing`,
        args: [JSON.stringify(reports)],
      },
    ])
  }
}
