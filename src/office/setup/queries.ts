import { gte } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { setupCodes } from "#db/schema.ts"
import { peopleCounted } from "#src/office/people/queries.ts"
import { CODE_LIFE } from "./code.ts"

/** The codes that still count; null once somebody has an account. One round trip. */
export async function liveCodes(database: Database, now: number): Promise<{ hash: string }[] | null> {
  const [[counted], codes] = await database.read([
    peopleCounted(database),
    database.db
      .select({ hash: setupCodes.hash })
      .from(setupCodes)
      .where(gte(setupCodes.createdAt, now - CODE_LIFE)),
  ])
  return counted?.count === 0 ? codes : null
}
