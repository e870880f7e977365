import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { outcomes } from "#db/schema.ts"

/** Was not taken back. */
export const stands = (why: SQLWrapper = outcomes.discardWhy): SQL => sql`${why} = ''`
