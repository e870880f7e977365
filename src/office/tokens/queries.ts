import { and, asc, eq, gte, isNull, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type ApiToken, apiTokens, people } from "#db/schema.ts"

const inUse = (today: string) => and(isNull(apiTokens.revokedAt), gte(apiTokens.endsOn, today))

/** The tokens of a person that are taken today. */
export const tokensOf = ({ db }: Pick<Database, "db">, personId: number, today: string) =>
  db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.personId, personId), inUse(today)))
    .orderBy(asc(apiTokens.id))

export async function ownTokens(database: Database, personId: number, today: string): Promise<ApiToken[]> {
  const [found] = await database.read([tokensOf(database, personId, today)])
  return found
}

/** Which token this is the hash of; null: none that is taken today, or of an account that is not in use. */
export async function tokenBy({ db, read }: Database, hash: string, today: string): Promise<ApiToken | null> {
  const [[found]] = await read([
    db
      .select({ token: apiTokens })
      .from(apiTokens)
      .innerJoin(people, eq(people.id, apiTokens.personId))
      .where(and(eq(apiTokens.hash, hash), inUse(today), sql`${people.active}`)),
  ])
  return found?.token ?? null
}
