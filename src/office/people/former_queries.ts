import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { verifyPassword } from "./password.ts"

/**
 * Whether a new password is one of a person's last, the one in use among them. What their hashes were stands in the imprints of
 * the acts that set them; nothing else is kept for this.
 *
 * @param count How many of them count; 0: none is asked for.
 */
export async function isFormerPassword({ db, read }: Database, personId: number, password: string, count: number) {
  if (count === 0) return false
  const [former] = await read([
    db
      .select({ hash: sql<string>`kept.value` })
      .from(sql`events e
        join imprints i on i.event_id = e.id and i.facet = 'people' and i.row_key = ${String(personId)}
        join json_each(i.content) kept on kept.value glob 'scrypt$*'`)
      .where(sql`e.subject = ${`person:${personId}`}`)
      .groupBy(sql`kept.value`)
      .orderBy(sql`max(e.version) desc`)
      .limit(count),
  ])
  for (const { hash } of former) if (await verifyPassword(password, hash)) return true
  return false
}
