import { type SQL, sql } from "drizzle-orm"
import { outcomes } from "#db/schema.ts"

/** Was not taken back. */
export const stands = (): SQL => sql`${outcomes.discardWhy} = ''`
