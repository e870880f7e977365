import { type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { verifyPassword } from "./password.ts"

type Hashes = readonly { hash: string }[]

/**
 * The hashes of somebody's last passwords, the one in use among them. They stand in the imprints of the acts that set them;
 * nothing else is kept for this. One statement.
 *
 * @param personId SQL where only the name is known.
 * @param count How many of them count; 0: none.
 */
export const formerHashes = ({ db }: Pick<Database, "db">, personId: number | SQL, count: number) =>
  db
    .select({ hash: sql<string>`kept.value` })
    .from(sql`events e
      join imprints i on i.event_id = e.id and i.facet = 'people' and i.row_key = substr(e.subject, 8)
      join json_each(i.content) kept on kept.value glob 'scrypt$*'`)
    .where(sql`${count} > 0 and e.subject = 'person:' || cast(${personId} as integer)`)
    .groupBy(sql`kept.value`)
    .orderBy(sql`max(e.version) desc`)
    .limit(Math.max(1, count))

/** Whether a password is one of those. */
export async function isAmong(password: string, former: Hashes): Promise<boolean> {
  for (const { hash } of former) if (await verifyPassword(password, hash)) return true
  return false
}
