import type { Client, InStatement } from "@libsql/client"
import { exists } from "./imprints.ts"

/** So many are taken in at once: a server answers nobody meanwhile. */
const AT_ONCE = 500

const isTaken =
  "exists (select 1 from sought_reports s where s.assignment_id = v.assignment_id and s.round_id = v.round_id)"
/** What has its pairs in the index, by its id (a table that FTS5 keeps for itself). */
const PAIRED = "(select id from sought_pairs_docsize)"

/** How far the index of words is from the reports: each number is 0 where all is as it should be. */
export type SoughtFaults = {
  /** Reports that nobody finds: not in the list, or in it and without their pairs. */
  missing: number
  /** Pairs of no report. */
  stray: number
}

/** Looks and changes nothing; null: there is no index yet. */
export async function soughtFaults(client: Client): Promise<SoughtFaults | null> {
  if (!(await exists(client, "sought_reports"))) return null
  const { rows } = await client.execute(
    `select (select count(*) from report_versions v where v.number = 1 and not ${isTaken})
        + (select count(*) from sought_reports where id not in ${PAIRED}) as missing,
      (select count(*) from sought_pairs_docsize where id not in (select id from sought_reports)) as stray`,
  )
  return { missing: Number(rows[0]?.missing), stray: Number(rows[0]?.stray) }
}

type Write = (statements: InStatement[]) => Promise<unknown>

/**
 * Takes into the index what was reported before there was one (db/migrations/0035_sought.ts), oldest first, and mends what
 * has lost its pairs, or its report. Begins where it was cut short, and finds nothing to do where all is as it should be.
 */
export async function ensureSought(client: Client, write: Write) {
  const faults = await soughtFaults(client)
  if (faults === null) return
  if (faults.stray > 0) await dropStray(client, write)
  if (faults.missing === 0) return
  await pairAgain(client, write)
  await takeIn(client, write)
}

const inPieces = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) => all.slice(i * AT_ONCE, (i + 1) * AT_ONCE))

async function dropStray(client: Client, write: Write) {
  const { rows } = await client.execute(
    "select id from sought_pairs_docsize where id not in (select id from sought_reports)",
  )
  for (const piece of inPieces(rows.map(({ id }) => Number(id)))) {
    await write([
      {
        sql: "delete from sought_pairs where rowid in (select value from json_each(?))",
        args: [JSON.stringify(piece)],
      },
    ])
  }
}

/** Under the id that it had, so that the newest stays the newest: the triggers make its pairs. */
async function pairAgain(client: Client, write: Write) {
  const { rows } = await client.execute(
    `select id, assignment_id, round_id, plan_id from sought_reports where id not in ${PAIRED} order by id`,
  )
  const lost = rows.map((row) => [row.id, row.assignment_id, row.round_id, row.plan_id].map(Number))
  for (const piece of inPieces(lost)) {
    const args = [JSON.stringify(piece)]
    await write([
      { sql: "delete from sought_reports where id in (select one.value ->> 0 from json_each(?) one)", args },
      {
        sql: `insert into sought_reports (id, assignment_id, round_id, plan_id)
          select one.value ->> 0, one.value ->> 1, one.value ->> 2, one.value ->> 3 from json_each(?) one
          where true on conflict do nothing`,
        args,
      },
    ])
  }
}

async function takeIn(client: Client, write: Write) {
  const { rows } = await client.execute(
    `select v.assignment_id, v.round_id from report_versions v
     where v.number = (select max(number) from report_versions w
         where w.assignment_id = v.assignment_id and w.round_id = v.round_id)
       and not ${isTaken}
     order by v.at, v.assignment_id, v.round_id`,
  )
  for (const piece of inPieces(rows.map((row) => [Number(row.assignment_id), Number(row.round_id)]))) {
    await write([
      {
        sql: `insert into sought_reports (assignment_id, round_id, plan_id)
          select a.id, one.value ->> 1, a.plan_id from json_each(?) one join assignments a on a.id = one.value ->> 0
          where true order by one.key on conflict do nothing`,
        args: [JSON.stringify(piece)],
      },
    ])
  }
}
